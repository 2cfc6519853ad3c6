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

package io.github.wsguard.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An introspection endpoint as RFC 7662 describes it, on a real server.
 */
final class IntrospectionServer implements AutoCloseable {

	private static final String CREDENTIALS = "Basic "
			+ Base64.getEncoder().encodeToString("guard:secret".getBytes(StandardCharsets.UTF_8));

	private final Map<String, String> active = new ConcurrentHashMap<>();

	private final HttpServer server;

	private volatile boolean broken;

	IntrospectionServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/introspect", this::answer);
		this.server.start();
	}

	/**
	 * Return the properties by which an application asks this server.
	 */
	String[] properties() {
		String prefix = "spring.security.oauth2.resourceserver.opaquetoken.";
		return new String[] {
				prefix + "introspection-uri=http://127.0.0.1:" + this.server.getAddress().getPort() + "/introspect",
				prefix + "client-id=guard", prefix + "client-secret=secret" };
	}

	/**
	 * Issue a token.
	 * @param token the token
	 * @param members what is said of it beside that it is active, in JSON
	 */
	void issue(String token, String members) {
		this.active.put(token, "{\"active\":true," + members + "}");
	}

	void breakDown(boolean broken) {
		this.broken = broken;
	}

	private void answer(HttpExchange exchange) throws IOException {
		String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		boolean known = CREDENTIALS.equals(exchange.getRequestHeaders().getFirst("Authorization"));
		String body = known ? this.active.getOrDefault(token(form), "{\"active\":false}") : "{}";
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(this.broken ? 500 : known ? 200 : 401, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private static String token(String form) {
		for (String pair : form.split("&")) {
			if (pair.startsWith("token=")) {
				return URLDecoder.decode(pair.substring(6), StandardCharsets.UTF_8);
			}
		}
		return "";
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
