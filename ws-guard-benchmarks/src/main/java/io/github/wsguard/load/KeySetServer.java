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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Serves the keys of the issuer on loopback, and counts who asks.
 */
final class KeySetServer implements AutoCloseable {

	private final HttpServer server;

	private final byte[] keySet;

	private final Map<String, Integer> fetches = new ConcurrentHashMap<>();

	private KeySetServer(HttpServer server, String keySet) {
		this.server = server;
		this.keySet = keySet.getBytes(StandardCharsets.UTF_8);
	}

	static KeySetServer start(String keySet) throws IOException {
		HttpServer server = HttpServer.create(Loopback.address(1, 0), 0);
		KeySetServer keys = new KeySetServer(server, keySet);
		server.createContext("/", keys::serve);
		server.start();
		return keys;
	}

	private void serve(HttpExchange exchange) throws IOException {
		this.fetches.merge(exchange.getRequestURI().getPath(), 1, Integer::sum);
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, this.keySet.length);
		exchange.getResponseBody().write(this.keySet);
		exchange.close();
	}

	/**
	 * Return how often an application fetched the keys.
	 */
	int fetches(Contender contender) {
		return this.fetches.getOrDefault(path(contender), 0);
	}

	/**
	 * Return where an application finds the keys.
	 * @param contender the application
	 */
	String uri(Contender contender) {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + path(contender);
	}

	private static String path(Contender contender) {
		return "/" + contender.name() + "/jwks.json";
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
