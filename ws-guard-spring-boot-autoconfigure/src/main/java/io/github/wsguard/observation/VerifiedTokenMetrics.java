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

import java.util.function.LongSupplier;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters that show what remembering verified tokens is good for.
 */
public final class VerifiedTokenMetrics implements MeterBinder {

	/**
	 * Counts the tokens whose signature was known ({@code cache=hit}), or had to be
	 * verified ({@code cache=miss}).
	 */
	public static final String TOKENS = "ws.guard.tokens";

	/**
	 * Measures how many tokens are remembered.
	 */
	public static final String CACHED = "ws.guard.tokens.cached";

	/**
	 * Counts the tokens that were forgotten because others needed their place.
	 */
	public static final String EVICTED = "ws.guard.tokens.evicted";

	private static final String TAG = "cache";

	private final LongSupplier hits;

	private final LongSupplier misses;

	private final LongSupplier size;

	private final LongSupplier evictions;

	/**
	 * Create the meters.
	 * @param hits how many signatures were known
	 * @param misses how many had to be verified
	 * @param size how many tokens are remembered
	 * @param evictions how many made way for others
	 */
	public VerifiedTokenMetrics(LongSupplier hits, LongSupplier misses, LongSupplier size, LongSupplier evictions) {
		this.hits = hits;
		this.misses = misses;
		this.size = size;
		this.evictions = evictions;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		FunctionCounter.builder(TOKENS, this, (metrics) -> metrics.hits.getAsLong())
			.tag(TAG, "hit")
			.description("Tokens whose signature was known")
			.register(registry);
		FunctionCounter.builder(TOKENS, this, (metrics) -> metrics.misses.getAsLong())
			.tag(TAG, "miss")
			.description("Tokens whose signature had to be verified")
			.register(registry);
		Gauge.builder(CACHED, this, (metrics) -> metrics.size.getAsLong())
			.description("Verified tokens that are remembered")
			.register(registry);
		FunctionCounter.builder(EVICTED, this, (metrics) -> metrics.evictions.getAsLong())
			.description("Verified tokens that were forgotten because others needed their place")
			.register(registry);
	}

}
