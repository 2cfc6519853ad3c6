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

package io.github.wsguard.jwt;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A server on this machine that publishes keys, or fails to.
 */
final class KeyServer implements AutoCloseable {

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Map<String, Answer> answers = new ConcurrentHashMap<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final HttpServer server;

	private volatile CountDownLatch gate = new CountDownLatch(0);

	private volatile boolean dropping;

	KeyServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	String address() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	URI uri(String path) {
		return URI.create(address() + path);
	}

	void answer(String path, int status, byte[] body) {
		this.answers.put(path, new Answer(status, body));
	}

	void answer(String path, int status, String body) {
		answer(path, status, body.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Let responses begin and then stop, until the returned gate is opened.
	 */
	CountDownLatch stall() {
		this.gate = new CountDownLatch(1);
		return this.gate;
	}

	/**
	 * Let connections break off in the middle of responses, or no longer.
	 */
	void drop(boolean dropping) {
		this.dropping = dropping;
	}

	List<String> requests() {
		return this.requests;
	}

	private void handle(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		this.requests.add(path);
		Answer answer = this.answers.getOrDefault(path, new Answer(404, new byte[0]));
		exchange.sendResponseHeaders(answer.status(), this.dropping ? answer.body().length : 0);
		try (OutputStream body = exchange.getResponseBody()) {
			int half = answer.body().length / 2;
			body.write(answer.body(), 0, half);
			body.flush();
			this.gate.await();
			if (this.dropping) {
				return;
			}
			body.write(answer.body(), half, answer.body().length - half);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.gate.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private record Answer(int status, byte[] body) {

	}

}
