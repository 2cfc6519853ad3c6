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

package io.github.wsguard.load.application;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.github.wsguard.jwt.VerifiedTokens;

/**
 * Is guarded by ws-guard as {@link GuardedApplication} is, and has its metrics.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Endpoint.class)
public final class MeteredApplication {

	MeteredApplication() {
	}

	/**
	 * Start the application.
	 * @param arguments its properties
	 * @throws Exception if it cannot be steered
	 */
	public static void main(String[] arguments) throws Exception {
		Steering.start(MeteredApplication.class, arguments);
	}

	@Bean
	SimpleMeterRegistry meters() {
		return new SimpleMeterRegistry();
	}

	@Bean
	ObservationRegistry observations(SimpleMeterRegistry meters) {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		return observations;
	}

	@Bean
	ApplicationCounters counters(SimpleMeterRegistry meters, ObjectProvider<MeterBinder> binders,
			VerifiedTokens tokens) {
		binders.forEach((binder) -> binder.bindTo(meters));
		return new ApplicationCounters() {

			@Override
			public long series() {
				return meters.getMeters().size();
			}

			@Override
			public long verifications() {
				return tokens.misses();
			}

		};
	}

}
