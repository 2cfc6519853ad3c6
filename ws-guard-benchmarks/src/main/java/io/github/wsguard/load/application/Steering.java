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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Lets another process steer an application: a command on each line of standard input, an
 * answer on each line of standard output. The process ends when the input does, so that
 * it outlives nobody.
 */
final class Steering {

	private final ConfigurableApplicationContext application;

	private final CountedLines log;

	private final ProcessMeasures measures = new ProcessMeasures();

	private Steering(ConfigurableApplicationContext application, CountedLines log) {
		this.application = application;
		this.log = log;
	}

	/**
	 * Start an application and obey until the input ends.
	 */
	// The mains of the applications do nothing but to call this
	@SuppressWarnings("SystemExitOutsideMain")
	static void start(Class<?> configuration, String... arguments) throws IOException, InterruptedException {
		PrintStream answers = System.out;
		CountedLines log = new CountedLines(System.err);
		System.setOut(new PrintStream(log, false, StandardCharsets.UTF_8));
		int status = 1;
		try {
			ConfigurableApplicationContext application = new SpringApplicationBuilder(configuration)
				.bannerMode(Banner.Mode.OFF)
				.registerShutdownHook(false)
				.run(arguments);
			new Steering(application, log).obey(answers);
			status = 0;
		}
		finally {
			// Tomcat's threads would keep it alive
			Runtime.getRuntime().halt(status);
		}
	}

	private void obey(PrintStream answers) throws IOException, InterruptedException {
		answers.println("port=" + this.application.getEnvironment().getRequiredProperty("local.server.port"));
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String command = commands.readLine(); command != null; command = commands.readLine()) {
			answers.println(answer(command));
		}
	}

	private String answer(String command) throws InterruptedException {
		return switch (command) {
			case "counters" -> counters();
			case "threads" -> "threads=" + this.measures.mostThreads();
			case "heap" -> "heap=" + this.measures.heapAfterCollection();
			default -> throw new IllegalArgumentException(command);
		};
	}

	private String counters() {
		ApplicationCounters own = this.application.getBeanProvider(ApplicationCounters.class)
			.getIfAvailable(() -> ApplicationCounters.NONE);
		return this.measures.describe() + " lines=" + this.log.count() + " series=" + own.series() + " verifications="
				+ own.verifications();
	}

}
