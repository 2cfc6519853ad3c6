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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An application in a JVM of its own, which ends when this object is closed, and also
 * when this JVM ends in whatever way.
 */
final class ChildApplication implements AutoCloseable {

	private static final long LONGEST_ANSWER_SECONDS = 60;

	private final Contender contender;

	private final Process process;

	private final Path log;

	private final BufferedReader answers;

	private final Writer commands;

	private int port;

	private ChildApplication(Contender contender, Process process, Path log) {
		this.contender = contender;
		this.process = process;
		this.log = log;
		this.answers = process.inputReader(StandardCharsets.UTF_8);
		this.commands = process.outputWriter(StandardCharsets.UTF_8);
	}

	/**
	 * Start an application.
	 * @param contender which one
	 * @param jvmOptions what its JVM is told
	 * @param properties what the application is told
	 * @return the application, which serves on loopback
	 * @throws IOException if it does not start
	 */
	static ChildApplication start(Contender contender, List<String> jvmOptions, List<String> properties)
			throws IOException {
		Path log = Files.createTempFile("load", ".log");
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(jvmOptions);
		command.addAll(List.of("-classpath", contender.select(ClassPath.ofThisProcess()).toString()));
		command.add(contender.mainClass());
		command.addAll(properties);
		Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
		ChildApplication application = new ChildApplication(contender, process, log);
		try {
			application.port = Integer.parseInt(application.readAnswer().substring("port=".length()));
			return application;
		}
		catch (IOException | RuntimeException ex) {
			application.close();
			throw ex;
		}
	}

	Contender contender() {
		return this.contender;
	}

	int port() {
		return this.port;
	}

	long pid() {
		return this.process.pid();
	}

	/**
	 * Ask what it has consumed since it started.
	 */
	Counters counters() throws IOException {
		return Counters.parse(ask("counters"));
	}

	/**
	 * Ask how many bytes live on its heap, after a full collection.
	 */
	long heapAfterCollection() throws IOException {
		return Long.parseLong(ask("heap").substring("heap=".length()));
	}

	/**
	 * Ask how many threads it had at a time, at most, since it was last asked.
	 */
	int mostThreads() throws IOException {
		return Integer.parseInt(ask("threads").substring("threads=".length()));
	}

	private String ask(String command) throws IOException {
		this.commands.write(command + "\n");
		this.commands.flush();
		return readAnswer();
	}

	private String readAnswer() throws IOException {
		CompletableFuture<String> answer = CompletableFuture.supplyAsync(this::readLine);
		try {
			return answer.get(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IOException(this.contender.title() + " does not answer:\n" + log(), ex);
		}
	}

	/**
	 * Return the first lines of its log.
	 */
	String log() throws IOException {
		return Files.readString(this.log);
	}

	private String readLine() {
		try {
			String line = this.answers.readLine();
			if (line == null) {
				throw new IllegalStateException("The process has ended");
			}
			return line;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.process.destroyForcibly();
		try {
			this.process.waitFor(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		Files.deleteIfExists(this.log);
	}

}
