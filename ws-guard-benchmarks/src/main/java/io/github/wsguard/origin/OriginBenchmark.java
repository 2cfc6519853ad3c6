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

package io.github.wsguard.origin;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import org.springframework.web.cors.CorsConfiguration;

/**
 * What does it cost to look an origin up in a list, against what Spring does at the same
 * place?
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class OriginBenchmark {

	/**
	 * What the list holds.
	 */
	public enum Entries {

		/**
		 * Origins.
		 */
		ORIGINS,

		/**
		 * Patterns for the names below a domain.
		 */
		PATTERNS

	}

	/**
	 * How the search ends.
	 */
	public enum Outcome {

		/**
		 * The last entry admits the origin.
		 */
		HIT,

		/**
		 * No entry does.
		 */
		MISS

	}

	@Param
	private Entries entries = Entries.ORIGINS;

	@Param({ "1", "100", "10000" })
	private int size = 1;

	@Param
	private Outcome outcome = Outcome.HIT;

	private String header;

	private Origin origin;

	private OriginPolicy policy;

	private CorsConfiguration cors;

	/**
	 * Make the list and see to it that both find the same.
	 */
	@Setup
	public void prepare() {
		String suffix = ".example.com";
		String prefix = (this.entries == Entries.ORIGINS) ? "https://app.tenant-" : "https://*.tenant-";
		List<String> list = IntStream.range(0, this.size).mapToObj((number) -> prefix + number + suffix).toList();
		int asked = (this.outcome == Outcome.HIT) ? this.size - 1 : this.size;
		this.header = "https://app.tenant-" + asked + suffix;
		this.origin = Origin.parse(this.header).orElseThrow();
		this.policy = OriginPolicy.of(list, false, false);
		this.cors = new CorsConfiguration();
		if (this.entries == Entries.ORIGINS) {
			this.cors.setAllowedOrigins(list);
		}
		else {
			this.cors.setAllowedOriginPatterns(list);
		}
		boolean hit = this.outcome == Outcome.HIT;
		if ((guard() == OriginPolicy.Match.ALLOWED) != hit || (spring() != null) != hit) {
			throw new IllegalStateException("The origin was looked up wrongly");
		}
	}

	/**
	 * Read the header and look it up as the guard does.
	 * @return how the origin stands to the list
	 */
	@Benchmark
	public OriginPolicy.Match guard() {
		return this.policy.match(Origin.parse(this.header).orElseThrow());
	}

	/**
	 * Look an origin up that was read before.
	 * @return how the origin stands to the list
	 */
	@Benchmark
	public OriginPolicy.Match guardIndexAlone() {
		return this.policy.match(this.origin);
	}

	/**
	 * Look the header up as Spring does.
	 * @return the origin, or {@code null} if it is not allowed
	 */
	@Benchmark
	public @Nullable String spring() {
		return this.cors.checkOrigin(this.header);
	}

}
