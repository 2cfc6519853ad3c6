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

package io.github.wsguard.benchmarks;

import java.util.StringJoiner;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What was measured of one contender in one case.
 *
 * @param question the question
 * @param circumstances the parameters, empty if there is none
 * @param contender the name of the method
 * @param nanos the median time of an operation, which a busy machine hardly moves
 * @param low a quarter of the times are below
 * @param high a quarter of the times are above
 * @param bytes what an operation allocates, {@code NaN} if that was not counted
 */
record Measurement(Question question, String circumstances, String contender, double nanos, double low, double high,
		double bytes) {

	private static final String ALLOCATION = "gc.alloc.rate.norm";

	static Measurement of(RunResult result) {
		BenchmarkParams parameters = result.getParams();
		String name = parameters.getBenchmark();
		int dot = name.lastIndexOf('.');
		String type = name.substring(0, dot);
		Question question = Question.askedBy(type)
			.orElseThrow(() -> new IllegalStateException("No question is asked by " + type));
		Statistics times = result.getPrimaryResult().getStatistics();
		return new Measurement(question, circumstances(parameters), name.substring(dot + 1), times.getPercentile(50),
				times.getPercentile(25), times.getPercentile(75), allocation(result));
	}

	private static String circumstances(BenchmarkParams parameters) {
		StringJoiner circumstances = new StringJoiner(", ");
		parameters.getParamsKeys().forEach((key) -> circumstances.add(parameters.getParam(key)));
		return circumstances.toString();
	}

	private static double allocation(RunResult result) {
		Result<?> allocation = result.getSecondaryResults().get(ALLOCATION);
		return (allocation != null) ? allocation.getScore() : Double.NaN;
	}

	boolean isReference() {
		return this.contender.equals(this.question.reference());
	}

	boolean isComparableWith(Measurement other) {
		return this.question == other.question && this.circumstances.equals(other.circumstances);
	}

}
