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

package io.github.wsguard.sample.mistake;

import java.io.IOException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

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
 * A CORS filter that does not know an origin of {@code ws-guard.origin.allowed}.
 */
class NarrowCorsIT {

	@Nested
	@SampleTest
	@ActiveProfiles("cors")
	class WithTheCorsFilter {

		@LocalServerPort
		private int port;

		@Autowired
		private DevelopmentIssuer issuer;

		@Test
		void originThatTheGuardAdmitsIsRefusedByTheFilter() throws IOException {
			try (RawWebSocket socket = connectFromOtherName(this.port, this.issuer)) {
				assertThat(socket.status()).isEqualTo(403);
				assertThat(socket.reason()).hasValue("CORS_ORIGIN_REJECTED");
				assertThat(socket.body()).contains("\"layer\":\"cors\"").doesNotContain("Invalid CORS request");
			}
		}

		@Test
		void pagesOwnOriginIsNoMatterOfCors() throws IOException {
			try (RawWebSocket socket = RawWebSocket.connect(this.port, "/ws/public")) {
				assertThat(socket.status()).isEqualTo(101);
			}
		}

	}

	@Nested
	@SampleTest
	@TestPropertySource(properties = "ws-guard.origin.allowed=http://127.0.0.1:${server.port}")
	class WithoutTheCorsFilter {

		@LocalServerPort
		private int port;

		@Autowired
		private DevelopmentIssuer issuer;

		@Test
		void originThatTheGuardAdmitsMayConnect() throws IOException {
			try (RawWebSocket socket = connectFromOtherName(this.port, this.issuer)) {
				assertThat(socket.status()).isEqualTo(101);
			}
		}

	}

	private static RawWebSocket connectFromOtherName(int port, DevelopmentIssuer issuer) throws IOException {
		return RawWebSocket.connect(port, "/ws/chat", "Origin: http://127.0.0.1:" + port,
				"Authorization: Bearer " + issuer.issue(TokenKind.GOOD));
	}

}
