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

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks and prints what they measured.
 */
public final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Run all benchmarks, or those that the options name.
	 * @param arguments none
	 * @throws RunnerException if a benchmark fails
	 * @throws CommandLineOptionException if JMH does not know an option
	 */
	public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
		String options = System.getProperty("benchmark.options", "").strip();
		Options chosen = options(options.isEmpty() ? new String[0] : options.split("\\s+"));
		List<Measurement> measurements = new Runner(chosen).run().stream().map(Measurement::of).toList();
		PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
		out.printf("%nOn %d processors with %s %s; %d forks, %d iterations of %s after %d%n",
				Runtime.getRuntime().availableProcessors(), System.getProperty("java.vm.name"), Runtime.version(),
				chosen.getForkCount().get(), chosen.getMeasurementIterations().get(), chosen.getMeasurementTime().get(),
				chosen.getWarmupIterations().get());
		out.print(new ResultTable(measurements).toMarkdown());
		out.flush();
	}

	/**
	 * Return the options of a run: what allocates is always counted, and one JVM says
	 * little.
	 * @param arguments as on the command line of JMH
	 */
	static Options options(String... arguments) throws CommandLineOptionException {
		Options chosen = new CommandLineOptions(arguments);
		return new OptionsBuilder().parent(chosen)
			.timeUnit(TimeUnit.NANOSECONDS)
			.forks(chosen.getForkCount().orElse(5))
			.warmupIterations(chosen.getWarmupIterations().orElse(4))
			.warmupTime(chosen.getWarmupTime().orElse(TimeValue.seconds(1)))
			.measurementIterations(chosen.getMeasurementIterations().orElse(5))
			.measurementTime(chosen.getMeasurementTime().orElse(TimeValue.seconds(1)))
			.jvmArgsAppend("-Xms1g", "-Xmx1g")
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true)
			.build();
	}

}
