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

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.Rejection;

/**
 * A handshake as a browser sends it, with the token in the query. Asking it allocates
 * nothing, so that what is measured is the guard.
 */
public final class SampleRequest implements HandshakeRequest {

	/**
	 * Who sends it.
	 */
	public static final ClientConnection CLIENT = new ClientConnection("192.0.2.10", "http", "ws.example.com", 80);

	private static final List<String> HOST = List.of("ws.example.com");

	private static final List<String> UPGRADE = List.of("websocket");

	private static final List<String> CONNECTION_HEADER = List.of("Upgrade");

	private static final List<String> VERSION = List.of("13");

	private static final List<String> KEY = List.of("dGhlIHNhbXBsZSBub25jZQ==");

	private static final List<String> EXTENSIONS = List.of("permessage-deflate; client_max_window_bits");

	private final List<String> origin;

	private final String query;

	/**
	 * Create a request.
	 * @param origin the value of the {@code Origin} header
	 * @param token the token in the query
	 */
	public SampleRequest(String origin, String token) {
		this.origin = List.of(origin);
		this.query = "token=" + token;
	}

	@Override
	public Kind kind() {
		return Kind.UPGRADE;
	}

	@Override
	public String method() {
		return "GET";
	}

	@Override
	public String httpVersion() {
		return "HTTP/1.1";
	}

	@Override
	public List<String> headers(String name) {
		return switch (name) {
			case "Host" -> HOST;
			case "Origin" -> this.origin;
			case "Upgrade" -> UPGRADE;
			case "Connection" -> CONNECTION_HEADER;
			case "Sec-WebSocket-Version" -> VERSION;
			case "Sec-WebSocket-Key" -> KEY;
			case "Sec-WebSocket-Extensions" -> EXTENSIONS;
			default -> List.of();
		};
	}

	@Override
	public String query() {
		return this.query;
	}

	@Override
	public ClientConnection connection() {
		return CLIENT;
	}

	@Override
	public Map<String, String> pathVariables() {
		return Map.of();
	}

	@Override
	public Optional<Rejection> pathFault() {
		return Optional.empty();
	}

	@Override
	public List<String> supportedSubprotocols() {
		return List.of();
	}

	@Override
	public Optional<Boolean> registeredOriginsAllow(String origin) {
		return Optional.empty();
	}

	@Override
	public Optional<List<String>> applicationLogin() {
		return Optional.empty();
	}

}
