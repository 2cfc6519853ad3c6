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

package io.github.wsguard.sample.client;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/**
 * Which clients are there. A test skips itself where its client is not, except in CI.
 */
final class Installed {

	private static final String WEBSOCKETS = "import importlib.metadata; "
			+ "print(importlib.metadata.version('websockets'))";

	private Installed() {
	}

	static void curl() {
		require(onPath("curl").findAny().isPresent(), "needs curl: apt-get install curl");
	}

	static void npmPackages() {
		boolean packages = Files.isDirectory(Clients.DIRECTORY.resolve("node_modules/ws"));
		require(packages && onPath("node").findAny().isPresent(),
				"needs Node.js 18 or newer, and npm ci in sample-app/src/test/clients");
	}

	static void pythonWebsockets() {
		require(!python().isEmpty(), "needs websockets 10 for Python: apt-get install python3-websockets on Debian 12");
	}

	/**
	 * Return the interpreter that knows the package: not always the first one on the
	 * path.
	 * @return the interpreter, or an empty string
	 */
	static String python() {
		return Stream.concat(Stream.of(Path.of("/usr/bin/python3")), onPath("python3"))
			.map(Path::toString)
			.filter((interpreter) -> output(interpreter, "-c", WEBSOCKETS).startsWith("10."))
			.findFirst()
			.orElse("");
	}

	/**
	 * Return the version of a client. The packages of npm have the version that they are
	 * locked to.
	 * @param name the name of a recording, which begins with the client
	 * @return the version, if it can differ from machine to machine
	 */
	static Optional<Version> version(String name) {
		return switch (name.substring(0, name.indexOf(','))) {
			case "curl" -> Optional.of(new Version("`curl`", output("curl", "--version").split(" ")[1]));
			case "python" ->
				Optional.of(new Version("Python `websockets`", output(python(), "-c", WEBSOCKETS).strip()));
			default -> Optional.empty();
		};
	}

	private static String output(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return "";
		}
	}

	private static Stream<Path> onPath(String command) {
		return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
			.map((directory) -> Path.of(directory, command))
			.filter(Files::isExecutable);
	}

	private static void require(boolean present, String message) {
		Assumptions.assumeTrue(present || "true".equals(System.getenv("CI")), message);
	}

}
