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

import java.util.Collection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

import static org.assertj.core.api.Assertions.assertThat;

class BenchmarksTests {

	@ParameterizedTest
	@EnumSource
	void eachBenchmarkRunsAndIsComparedWithItsReference(Question question) throws RunnerException {
		Collection<RunResult> results = new Runner(once(question)).run();
		assertThat(results).extracting(Measurement::of)
			.isNotEmpty()
			.allSatisfy((measurement) -> assertThat(measurement.question()).isEqualTo(question))
			.anyMatch(Measurement::isReference)
			.anyMatch((measurement) -> !measurement.isReference());
	}

	/**
	 * One call in this JVM, of the algorithm whose keys and tokens are made at once.
	 */
	private static Options once(Question question) {
		ChainedOptionsBuilder options = new OptionsBuilder().include("^" + question.benchmark().getName() + "\\.")
			.mode(Mode.SingleShotTime)
			.forks(0)
			.warmupIterations(0)
			.measurementIterations(1)
			.verbosity(VerboseMode.SILENT)
			.shouldFailOnError(true);
		if (question == Question.DECISION) {
			options.param("algorithm", "HS256");
		}
		return options.build();
	}

	@Test
	void optionsOfTheCommandLineGoBeforeOurs() throws CommandLineOptionException {
		Options options = Benchmarks.options("-f", "1", "-wi", "2", "Origin");
		assertThat(options.getForkCount().get()).isEqualTo(1);
		assertThat(options.getWarmupIterations().get()).isEqualTo(2);
		assertThat(options.getMeasurementIterations().get()).isEqualTo(5);
		assertThat(options.getIncludes()).containsExactly("Origin");
	}

	@Test
	void allocationIsCountedInEveryRun() throws CommandLineOptionException {
		assertThat(Benchmarks.options().getProfilers()).hasSize(1);
	}

}
