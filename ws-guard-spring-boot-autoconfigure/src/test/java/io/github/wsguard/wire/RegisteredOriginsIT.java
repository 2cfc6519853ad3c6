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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How {@code setAllowedOrigins} in code combines with the configuration.
 */
class RegisteredOriginsIT {

	private static final String CONFIGURED = "https://app.example.com";

	private static final String REGISTERED = "https://code.example.com";

	private static final String BOTH = "https://both.example.com";

	@ParameterizedTest
	@CsvSource({ "strictest, 403, 403, 101", "override, 101, 403, 101", "keep, 403, 101, 101" })
	void combinesAsConfigured(String mode, int configured, int registered, int both) {
		try (WireServer server = WireServer.start(List.of(), "ws-guard.origin.registered-in-code=" + mode,
				"ws-guard.origin.allowed=" + CONFIGURED + "," + BOTH)) {
			assertThat(status(server, CONFIGURED)).isEqualTo(configured);
			assertThat(status(server, REGISTERED)).isEqualTo(registered);
			assertThat(status(server, BOTH)).isEqualTo(both);
			assertThat(status(server, "https://evil.example")).isEqualTo(403);
			assertThat(sockJsInfo(server, CONFIGURED)).isEqualTo((configured == 101) ? 200 : configured);
			assertThat(sockJsInfo(server, REGISTERED)).isEqualTo((registered == 101) ? 200 : registered);
			assertThat(sockJsInfo(server, BOTH)).isEqualTo(200);
		}
	}

	@Test
	void restartOpensNothing() {
		try (WireServer server = WireServer.start(List.of(), "ws-guard.origin.registered-in-code=keep")) {
			server.context().stop();
			server.context().start();
			WireServer restarted = server.reconnect();
			assertThat(restarted
				.send(WireRequest.handshake("/sockjs/websocket")
					.bearer(server.token("good"))
					.header("Origin", "https://evil.example"))
				.reason()).isEqualTo("ORIGIN_NOT_ALLOWED");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "strictest", "override", "keep" })
	void anyOriginInCodeAdmitsNobodyElse(String mode) {
		try (WireServer server = WireServer.start(List.of(), "ws-guard.origin.registered-in-code=" + mode)) {
			WireRequest request = WireRequest.handshake("/ws/any-in-code").bearer(server.token("good"));
			assertThat(server.send(request).status()).isEqualTo(101);
			assertThat(server.send(request.header("Origin", "https://evil.example")).reason())
				.isEqualTo("ORIGIN_NOT_ALLOWED");
		}
	}

	@Test
	void ownOriginBehindATrustedProxyIsAdmittedBesideRegisteredOnes() {
		try (WireServer server = WireServer.start(List.of(), "ws-guard.proxy.trusted=127.0.0.1")) {
			WireRequest request = WireRequest.handshake("/ws/in-code")
				.bearer(server.token("good"))
				.header("Host", "api.example.com")
				.header("Origin", "https://api.example.com");
			assertThat(server.send(request.header("X-Forwarded-Proto", "https")).status()).isEqualTo(101);
			assertThat(server.send(request.header("X-Forwarded-Proto", "http")).status()).isEqualTo(403);
		}
	}

	private static int status(WireServer server, String origin) {
		WireRequest request = WireRequest.handshake("/ws/in-code")
			.bearer(server.token("good"))
			.header("Origin", origin);
		return server.send(request).status();
	}

	private static int sockJsInfo(WireServer server, String origin) {
		return server.send(WireRequest.plain("GET", "/sockjs-in-code/info").header("Origin", origin)).status();
	}

}
