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

package io.github.wsguard.observation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Meters that show how the keys are of the issuers that publish them. Each has a tag
 * {@code issuer}: the name of the issuer in the configuration.
 */
public final class KeySetMetrics implements MeterBinder {

	/**
	 * Measures how many keys of the issuer may be used: none once they are too old.
	 */
	public static final String KEYS = "ws.guard.keys";

	/**
	 * Measures the seconds since the keys were fetched; not a number before that.
	 */
	public static final String AGE = "ws.guard.keys.age";

	/**
	 * Counts the attempts to fetch the keys that succeeded ({@code outcome=success}), or
	 * did not ({@code outcome=failure}).
	 */
	public static final String FETCHES = "ws.guard.keys.fetches";

	private static final String ISSUER = "issuer";

	private static final String OUTCOME = "outcome";

	private final Map<String, Supplier<State>> issuers;

	/**
	 * Create the meters.
	 * @param issuers tell how the keys of each issuer are, by the name of the issuer in
	 * the configuration
	 */
	public KeySetMetrics(Map<String, Supplier<State>> issuers) {
		this.issuers = Map.copyOf(issuers);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.issuers.forEach((issuer, states) -> {
			Gauge.builder(KEYS, states, value(State::usableKeys))
				.tag(ISSUER, issuer)
				.description("Keys of an issuer that may be used")
				.register(registry);
			TimeGauge.builder(AGE, states, TimeUnit.SECONDS, value(State::ageInSeconds))
				.tag(ISSUER, issuer)
				.description("Time since the keys of an issuer were fetched")
				.register(registry);
			countFetches(registry, issuer, states, "success", State::succeeded);
			countFetches(registry, issuer, states, "failure", State::failed);
		});
	}

	private static void countFetches(MeterRegistry registry, String issuer, Supplier<State> states, String outcome,
			ToDoubleFunction<State> count) {
		FunctionCounter.builder(FETCHES, states, value(count))
			.tag(ISSUER, issuer)
			.tag(OUTCOME, outcome)
			.description("Attempts to fetch the keys of an issuer")
			.register(registry);
	}

	private static ToDoubleFunction<Supplier<State>> value(ToDoubleFunction<State> member) {
		return (states) -> member.applyAsDouble(states.get());
	}

	/**
	 * How the keys of an issuer are at one time.
	 *
	 * @param usableKeys how many may be used
	 * @param age how long ago they were fetched, or {@code null} if they never were
	 * @param succeeded how many attempts to fetch them succeeded since the start
	 * @param failed how many did not
	 */
	public record State(int usableKeys, @Nullable Duration age, long succeeded, long failed) {

		double ageInSeconds() {
			return (this.age != null) ? this.age.toMillis() / 1000.0 : Double.NaN;
		}

	}

}
