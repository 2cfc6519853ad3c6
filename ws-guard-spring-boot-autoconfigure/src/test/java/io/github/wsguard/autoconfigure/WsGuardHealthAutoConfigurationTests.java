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

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.wsguard.jwt.KeySetStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WsGuardHealthAutoConfiguration} and {@link KeySetHealthIndicator}.
 */
class WsGuardHealthAutoConfigurationTests {

	private static final KeySetStatus FINE = new KeySetStatus("main", true, 2, Instant.EPOCH, 0, null, 1, 0);

	private static final KeySetStatus AWAY = new KeySetStatus("other", false, 0, null, 0, null, 0, 1);

	private final WebApplicationContextRunner web = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WsGuardAutoConfiguration.class, WsGuardHealthAutoConfiguration.class))
		.withPropertyValues("ws-guard.jwt.issuers.main.secret=a secret of at least thirty-two bytes",
				"ws-guard.jwt.issuers.main.issuer-uri=https://main.example",
				"ws-guard.jwt.issuers.main.audiences=chat");

	@Test
	void tellsHealthWhereTheApplicationHasIt() {
		this.web.run((context) -> assertThat(
				context.getBean("wsGuardKeysHealthIndicator", HealthIndicator.class).health().getStatus())
			.isEqualTo(Status.UP));
		this.web.withPropertyValues("management.health.ws-guard-keys.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
		this.web.withPropertyValues("ws-guard.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
	}

	@Test
	void isUpWhileThereAreKeys() {
		Health health = health(FINE, new KeySetStatus("other", true, 1, Instant.EPOCH, 3, "It is away", 1, 3));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails())
			.containsEntry("main", Map.of("usable", true, "keys", 2, "fetchedAt", "1970-01-01T00:00:00Z"))
			.containsEntry("other", Map.of("usable", true, "keys", 1, "fetchedAt", "1970-01-01T00:00:00Z", "failures",
					3, "failure", "It is away"));
	}

	@Test
	void staysUpWhenOneIssuerOfSeveralHasNone() {
		Health health = health(FINE, AWAY);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("other", Map.of("usable", false, "keys", 0));
	}

	@Test
	void isDownWhenNoIssuerHasAny() {
		assertThat(health(AWAY).getStatus()).isEqualTo(Status.DOWN);
	}

	private static Health health(KeySetStatus... statuses) {
		return new KeySetHealthIndicator(() -> List.of(statuses)).health();
	}

}
