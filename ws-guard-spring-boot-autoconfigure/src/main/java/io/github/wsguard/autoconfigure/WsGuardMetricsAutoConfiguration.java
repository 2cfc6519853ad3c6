/*
 * Copyright 2026 the ws-guard authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.wsguard.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.jwt.KeySetStatus;
import io.github.wsguard.jwt.RemoteKeySets;
import io.github.wsguard.jwt.VerificationBulkhead;
import io.github.wsguard.jwt.VerifiedTokens;
import io.github.wsguard.observation.ConnectionMetrics;
import io.github.wsguard.observation.KeySetMetrics;
import io.github.wsguard.observation.VerificationMetrics;
import io.github.wsguard.observation.VerifiedTokenMetrics;

/**
 * Auto-configuration of the meters that are no part of an observation.
 */
@AutoConfiguration(after = WsGuardAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(VerifiedTokens.class)
public final class WsGuardMetricsAutoConfiguration {

	WsGuardMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnBooleanProperty(name = WsGuardProperties.PREFIX + ".jwt.cache.enabled", matchIfMissing = true)
	VerifiedTokenMetrics wsGuardVerifiedTokenMetrics(VerifiedTokens tokens) {
		return new VerifiedTokenMetrics(tokens::hits, tokens::misses, tokens::size, tokens::evictions);
	}

	@Bean
	ConnectionMetrics wsGuardConnectionMetrics(ConnectionRegistry connections) {
		return new ConnectionMetrics(connections::size);
	}

	@Bean
	VerificationMetrics wsGuardVerificationMetrics(VerificationBulkhead bulkhead) {
		return new VerificationMetrics(bulkhead::running, bulkhead::waiting, bulkhead::turnedAway);
	}

	/**
	 * After the policies, which open the key sets.
	 */
	@Bean
	KeySetMetrics wsGuardKeySetMetrics(RemoteKeySets keySets, ResolvedPolicies policies, ObjectProvider<Clock> clock) {
		Clock time = clock.getIfUnique(Clock::systemUTC);
		Map<String, Supplier<KeySetMetrics.State>> states = new HashMap<>();
		keySets.statusSuppliers().forEach((issuer, status) -> states.put(issuer, () -> state(status.get(), time)));
		return new KeySetMetrics(states);
	}

	private static KeySetMetrics.State state(KeySetStatus status, Clock clock) {
		Duration age = (status.fetchedAt() != null) ? Duration.between(status.fetchedAt(), clock.instant()) : null;
		return new KeySetMetrics.State(status.usable() ? status.keys() : 0, age, status.fetchesSucceeded(),
				status.fetchesFailed());
	}

}
