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

package io.github.wsguard.sample.order;

import java.io.IOException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;

import io.github.wsguard.sample.RawWebSocket;
import io.github.wsguard.sample.SampleTest;
import io.github.wsguard.sample.issuer.DevelopmentIssuer;
import io.github.wsguard.sample.issuer.TokenKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a hostile page can do to an application whose token interceptor stands ahead of
 * Spring's origin check.
 */
class WrongOrderIT {

	@Nested
	@SampleTest
	@ActiveProfiles("wrong-order")
	class WithoutTheGuard {

		@LocalServerPort
		private int port;

		@Autowired
		private DevelopmentIssuer issuer;

		@ParameterizedTest
		@CsvSource({ "GOOD, 403", "WRONG_AUDIENCE, 403", "EXPIRED, 401", "BAD_SIGNATURE, 401" })
		void theStatusTellsAHostilePageWhetherItsTokenIsGood(TokenKind kind, int status) throws IOException {
			try (RawWebSocket socket = hostile(this.port, this.issuer.issue(kind))) {
				assertThat(socket.status()).isEqualTo(status);
				assertThat(socket.body()).isEmpty();
			}
		}

		@ParameterizedTest
		@EnumSource(names = { "GOOD", "WRONG_AUDIENCE", "EXPIRED", "BAD_SIGNATURE" })
		void everyHandshakeOfAHostilePageCostsASignature(TokenKind kind) throws IOException {
			String token = this.issuer.issue(kind);
			try (VerifiedSignatures verified = new VerifiedSignatures()) {
				for (int i = 0; i < 10; i++) {
					hostile(this.port, token).close();
				}
				assertThat(verified.count()).isEqualTo(10);
			}
		}

		@Test
		void aTokenForAnotherServiceOpensTheChat() throws IOException {
			String target = "/ws/chat?access_token=" + this.issuer.issue(TokenKind.WRONG_AUDIENCE);
			try (RawWebSocket socket = RawWebSocket.connect(this.port, target)) {
				assertThat(socket.status()).isEqualTo(101);
			}
		}

	}

	@Nested
	@SampleTest
	@ActiveProfiles("wrong-order")
	@TestPropertySource(properties = "ws-guard.enabled=true")
	class WithTheGuard {

		@LocalServerPort
		private int port;

		@Autowired
		private DevelopmentIssuer issuer;

		@ParameterizedTest
		@EnumSource(TokenKind.class)
		void theStatusTellsAHostilePageNothingOfItsToken(TokenKind kind) throws IOException {
			try (RawWebSocket socket = hostile(this.port, this.issuer.issue(kind))) {
				assertThat(socket.status()).isEqualTo(403);
				assertThat(socket.reason()).hasValue("ORIGIN_NOT_ALLOWED");
			}
		}

		@ParameterizedTest
		@EnumSource(TokenKind.class)
		void noHandshakeOfAHostilePageCostsASignature(TokenKind kind) throws IOException {
			String token = this.issuer.issue(kind);
			try (VerifiedSignatures verified = new VerifiedSignatures()) {
				for (int i = 0; i < 10; i++) {
					hostile(this.port, token).close();
				}
				assertThat(verified.count()).isZero();
			}
		}

	}

	private static RawWebSocket hostile(int port, String token) throws IOException {
		return RawWebSocket.connect(port, "/ws/chat?access_token=" + token, "Origin: https://evil.example");
	}

}
