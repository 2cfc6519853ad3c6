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

package io.github.wsguard.load;

import java.util.Map;
import java.util.TreeMap;

/**
 * How handshakes were answered.
 */
final class Outcome {

	private final Histogram latencies = new Histogram();

	private final int[] statuses = new int[600];

	private int failures;

	private String failure = "";

	private long nanos;

	void answered(int status, long latency) {
		this.latencies.record(latency);
		this.statuses[status]++;
	}

	void failed(String reason) {
		this.failures++;
		this.failure = reason;
	}

	void took(long elapsed) {
		this.nanos = elapsed;
	}

	/**
	 * Return how long the answers took, from when the handshakes should have started.
	 */
	Histogram latencies() {
		return this.latencies;
	}

	/**
	 * Return how many were answered.
	 */
	long answers() {
		return this.latencies.count();
	}

	/**
	 * Return how many were answered with a status code.
	 */
	int answers(int status) {
		return this.statuses[status];
	}

	/**
	 * Return how many were not answered.
	 */
	int failures() {
		return this.failures;
	}

	/**
	 * Return the time from the first start to the last end.
	 */
	long nanos() {
		return this.nanos;
	}

	/**
	 * Return how many were answered in a second.
	 */
	double rate() {
		return answers() * 1e9 / this.nanos;
	}

	/**
	 * See to it that all were answered as they should be.
	 * @throws IllegalStateException if one was not
	 */
	void require(Load load) {
		Map<Integer, Integer> answers = new TreeMap<>();
		for (int status = 0; status < this.statuses.length; status++) {
			if (this.statuses[status] > 0) {
				answers.put(status, this.statuses[status]);
			}
		}
		if (this.failures > 0 || !load.expected().containsAll(answers.keySet())) {
			throw new IllegalStateException("Expected %s but got %s, and %d without an answer (%s)"
				.formatted(load.expected(), answers, this.failures, this.failure));
		}
	}

}
