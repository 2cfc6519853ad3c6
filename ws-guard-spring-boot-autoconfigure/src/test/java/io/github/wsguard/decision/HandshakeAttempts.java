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

package io.github.wsguard.decision;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Requests and principals that tests start from.
 */
public final class HandshakeAttempts {

	/**
	 * The {@code Sec-WebSocket-Key} of RFC 6455 1.3.
	 */
	public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

	/**
	 * The client of {@link #handshake()}.
	 */
	public static final ClientConnection CLIENT = new ClientConnection("192.0.2.10", "http", "ws.example.com", 80);

	private HandshakeAttempts() {
	}

	/**
	 * Return a correct handshake (RFC 6455 4.2.1) from {@code 192.0.2.10} to
	 * {@code http://ws.example.com} without {@code Origin} and without token.
	 * @return a request to be changed by the test
	 */
	public static FakeHandshakeRequest handshake() {
		return new FakeHandshakeRequest().with("Host", "ws.example.com")
			.with("Upgrade", "websocket")
			.with("Connection", "Upgrade")
			.with("Sec-WebSocket-Version", "13")
			.with("Sec-WebSocket-Key", KEY);
	}

	/**
	 * Return a correct handshake with an {@code Origin}.
	 * @param origin the value of the header
	 * @return a request to be changed by the test
	 */
	public static FakeHandshakeRequest handshakeFrom(String origin) {
		return handshake().with("Origin", origin);
	}

	/**
	 * Return a plain HTTP request of SockJS, without any WebSocket header.
	 * @param kind the kind
	 * @param method the method
	 * @return a request to be changed by the test
	 */
	public static FakeHandshakeRequest sockJs(HandshakeRequest.Kind kind, String method) {
		return new FakeHandshakeRequest().kind(kind).method(method).with("Host", "ws.example.com");
	}

	/**
	 * Return a verified principal named {@code alice}.
	 * @param claims the claims of the token
	 * @param authorities the granted authorities
	 * @return the principal
	 */
	public static TokenPrincipal principal(Map<String, Object> claims, String... authorities) {
		return new TokenPrincipal("alice", "https://issuer.example", claims, Set.of(authorities), null,
				Instant.parse("2030-01-01T00:00:00Z"));
	}

}
