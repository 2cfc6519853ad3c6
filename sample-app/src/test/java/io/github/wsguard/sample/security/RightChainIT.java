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

package io.github.wsguard.sample.security;

import java.io.IOException;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

import io.github.wsguard.sample.RawWebSocket;
import io.github.wsguard.sample.SampleTest;
import io.github.wsguard.sample.SockJsPost;
import io.github.wsguard.sample.issuer.DevelopmentIssuer;
import io.github.wsguard.sample.issuer.TokenKind;

import static org.assertj.core.api.Assertions.assertThat;

@SampleTest
@ActiveProfiles("spring-security")
class RightChainIT {

	@LocalServerPort
	private int port;

	@Autowired
	private DevelopmentIssuer issuer;

	@ParameterizedTest
	@ValueSource(
			strings = { "/ws/chat", "/ws/room/7", "/stomp", "/sockjs/000/right/websocket", "/ws/public", "/ws/live" })
	void rulesOfTheChainSeeTheVerifiedPrincipal(String path) throws IOException {
		try (RawWebSocket socket = RawWebSocket.connect(this.port, path, bearer(TokenKind.ROOM_7))) {
			assertThat(socket.status()).isEqualTo(101);
			assertThat(socket.header("Set-Cookie")).isEmpty();
		}
	}

	@Test
	void interceptorOfTheApplicationSeesTheVerifiedPrincipal() throws IOException {
		try (RawWebSocket socket = RawWebSocket.connect(this.port, "/ws/chat", bearer(TokenKind.GOOD))) {
			assertThat(socket.receive()).isEqualTo("Welcome, Ada Lovelace (ada).");
		}
	}

	@Test
	void refusalOfTheGuardComesFirst() throws IOException {
		try (RawWebSocket socket = RawWebSocket.connect(this.port, "/ws/chat", bearer(TokenKind.EXPIRED))) {
			assertThat(socket.reason()).hasValue("TOKEN_EXPIRED");
			assertThat(socket.body()).contains("\"layer\":\"guard\"");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/ws/public", "/ws/first" })
	void handshakeThatNeedsNoTokenAsksForNoLogin(String path) throws IOException {
		try (RawWebSocket socket = RawWebSocket.connect(this.port, path)) {
			assertThat(socket.status()).isEqualTo(101);
		}
	}

	@Test
	void sockJsNeedsNoCsrfToken() throws Exception {
		HttpResponse<String> answer = SockJsPost.open(this.port, "Cookie",
				"access_token=" + this.issuer.issue(TokenKind.GOOD));
		assertThat(answer.body()).isEqualTo("o\n");
	}

	@Test
	void suspiciousPathIsRefusedByTheFirewall() throws IOException {
		try (RawWebSocket socket = RawWebSocket.connect(this.port, "/ws/chat;a=b", bearer(TokenKind.GOOD))) {
			assertThat(socket.status()).isEqualTo(400);
			assertThat(socket.reason()).hasValue("FIREWALL_REJECTED");
			assertThat(socket.body()).contains("\"layer\":\"firewall\"");
		}
	}

	private String bearer(TokenKind kind) {
		return "Authorization: Bearer " + this.issuer.issue(kind);
	}

}
