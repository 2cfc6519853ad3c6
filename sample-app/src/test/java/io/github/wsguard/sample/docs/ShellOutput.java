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

package io.github.wsguard.sample.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a shell printed: the last response of the commands.
 *
 * @param text all that was printed
 */
record ShellOutput(String text) {

	private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1.[01] (\\d{3})");

	private static final Pattern REASON = Pattern.compile("(?mi)^WS-Guard-Reason: (\\w+)");

	/**
	 * Skip tests where there is no shell with curl, but not on the build server.
	 */
	static void assumePossible() throws InterruptedException {
		Assumptions.assumeTrue(isPossible() || "true".equals(System.getenv("CI")), "bash or curl is missing");
	}

	private static boolean isPossible() throws InterruptedException {
		try {
			return new ProcessBuilder("bash", "-c", "command -v curl").start().waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Run commands as a reader of the documentation does, in a directory of their own.
	 */
	static ShellOutput of(String script, Path directory) throws IOException, InterruptedException {
		Path output = Files.createTempFile(directory, "output", ".txt");
		Process shell = new ProcessBuilder("bash", "-c", script).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		shell.getOutputStream().close();
		try {
			assertThat(shell.waitFor(60, TimeUnit.SECONDS)).as("the commands came to an end: %s", script).isTrue();
		}
		finally {
			shell.destroyForcibly();
		}
		return new ShellOutput(Files.readString(output, StandardCharsets.ISO_8859_1));
	}

	Optional<String> status() {
		return last(STATUS);
	}

	Optional<String> reason() {
		return last(REASON);
	}

	private Optional<String> last(Pattern pattern) {
		return pattern.matcher(this.text)
			.results()
			.map((MatchResult found) -> found.group(1))
			.reduce((first, second) -> second);
	}

}
