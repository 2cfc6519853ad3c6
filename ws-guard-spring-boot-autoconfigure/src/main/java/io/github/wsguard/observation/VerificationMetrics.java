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

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters that show how busy the verification of signatures is.
 */
public final class VerificationMetrics implements MeterBinder {

	/**
	 * Measures how many signatures are verified at this time.
	 */
	public static final String RUNNING = "ws.guard.verifications.running";

	/**
	 * Measures how many signatures wait to be verified.
	 */
	public static final String WAITING = "ws.guard.verifications.waiting";

	/**
	 * Counts the signatures that were not verified because too many others waited.
	 */
	public static final String TURNED_AWAY = "ws.guard.verifications.turned.away";

	private final IntSupplier running;

	private final IntSupplier waiting;

	private final LongSupplier turnedAway;

	/**
	 * Create the meters.
	 * @param running how many verifications run
	 * @param waiting how many wait
	 * @param turnedAway how many did not have their turn
	 */
	public VerificationMetrics(IntSupplier running, IntSupplier waiting, LongSupplier turnedAway) {
		this.running = running;
		this.waiting = waiting;
		this.turnedAway = turnedAway;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder(RUNNING, this, (metrics) -> metrics.running.getAsInt())
			.description("Signatures that are verified at this time")
			.register(registry);
		Gauge.builder(WAITING, this, (metrics) -> metrics.waiting.getAsInt())
			.description("Signatures that wait to be verified")
			.register(registry);
		FunctionCounter.builder(TURNED_AWAY, this, (metrics) -> metrics.turnedAway.getAsLong())
			.description("Signatures that were not verified because too many others waited")
			.register(registry);
	}

}
