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

package io.github.wsguard.sample.chat;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import io.github.wsguard.sample.RawWebSocket;
import io.github.wsguard.sample.SampleTest;
import io.github.wsguard.sample.issuer.DevelopmentIssuer;
import io.github.wsguard.sample.issuer.TokenKind;

import static org.assertj.core.api.Assertions.assertThat;

@SampleTest
class ChatIT {

	@LocalServerPort
	private int port;

	@Autowired
	private DevelopmentIssuer issuer;

	@Test
	void greetsTheVerifiedPrincipalByName() throws IOException {
		try (RawWebSocket socket = connect("Sec-WebSocket-Protocol: bearer, " + token(TokenKind.GOOD))) {
			assertThat(socket.status()).isEqualTo(101);
			assertThat(socket.header("Sec-WebSocket-Protocol")).hasValue("bearer");
			assertThat(socket.receive()).isEqualTo("Welcome, Ada Lovelace (ada).");
			socket.send("Hello");
			assertThat(socket.receive()).isEqualTo("Ada Lovelace: Hello");
		}
	}

	@Test
	void readsTheTokenOutOfOneSubprotocolAndAnswersTheOther() throws IOException {
		try (RawWebSocket socket = connect(
				"Sec-WebSocket-Protocol: bearer.%s, chat.v1".formatted(token(TokenKind.GOOD)))) {
			assertThat(socket.status()).isEqualTo(101);
			assertThat(socket.header("Sec-WebSocket-Protocol")).hasValue("chat.v1");
		}
	}

	@Test
	void readsTheTokenOutOfACookie() throws IOException {
		try (RawWebSocket socket = connect("Cookie: access_token=" + token(TokenKind.GOOD))) {
			assertThat(socket.status()).isEqualTo(101);
		}
	}

	@ParameterizedTest
	@CsvSource({ "EXPIRED, 401, TOKEN_EXPIRED", "NOT_YET_VALID, 401, TOKEN_NOT_YET_VALID",
			"WRONG_AUDIENCE, 401, TOKEN_AUDIENCE_INVALID", "WRONG_ISSUER, 401, TOKEN_ISSUER_INVALID",
			"BAD_SIGNATURE, 401, TOKEN_SIGNATURE_INVALID", "ALG_NONE, 401, TOKEN_ALG_NOT_ALLOWED",
			"NO_SCOPE, 403, INSUFFICIENT_SCOPE" })
	void refusesEveryOtherTokenForItsOwnReason(TokenKind kind, int status, String reason) throws IOException {
		try (RawWebSocket socket = connect("Authorization: Bearer " + token(kind))) {
			assertThat(socket.status()).isEqualTo(status);
			assertThat(socket.reason()).hasValue(reason);
		}
	}

	@Test
	void refusesWhoeverBringsNoToken() throws IOException {
		try (RawWebSocket socket = connect()) {
			assertThat(socket.status()).isEqualTo(401);
			assertThat(socket.reason()).hasValue("TOKEN_MISSING");
		}
	}

	private RawWebSocket connect(String... headers) throws IOException {
		return RawWebSocket.connect(this.port, "/ws/chat", headers);
	}

	private String token(TokenKind kind) {
		return this.issuer.issue(kind);
	}

}
