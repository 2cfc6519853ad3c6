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

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/**
 * A command line, run by {@code bash} with somebody at the keyboard: its standard input
 * stays open until it ends.
 */
final class Command implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Process process;

	private final StringWriter output = new StringWriter();

	private final Thread reader = new Thread(this::read, "output of a client");

	Command(String line, Path directory, Map<String, String> environment) throws IOException {
		ProcessBuilder builder = new ProcessBuilder("bash", "-c", line).directory(directory.toFile())
			.redirectErrorStream(true);
		builder.environment().putAll(environment);
		this.process = builder.start();
		this.reader.start();
	}

	/**
	 * Wait until it ends.
	 * @return its exit code
	 */
	int exitCode() throws InterruptedException {
		if (!this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
			throw new AssertionError("Does not end. So far: " + this.output);
		}
		this.reader.join();
		return this.process.exitValue();
	}

	/**
	 * Wait until it shows something.
	 * @param text what to wait for
	 */
	void await(String text) {
		Awaitility.await().atMost(PATIENCE).until(() -> output().contains(text) || !this.process.isAlive());
	}

	/**
	 * Wait until it shows something, and interrupt it then.
	 * @param text what to wait for
	 */
	void interruptOnce(String text) throws InterruptedException {
		await(text);
		close();
		this.reader.join();
	}

	String output() {
		return this.output.toString();
	}

	private void read() {
		try (Reader in = this.process.inputReader(StandardCharsets.UTF_8)) {
			in.transferTo(this.output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.descendants().forEach(ProcessHandle::destroy);
		this.process.destroy();
	}

}
