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

import io.github.wsguard.sample.RawWebSocket;
import io.github.wsguard.sample.SampleTest;
import io.github.wsguard.sample.SockJsPost;
import io.github.wsguard.sample.issuer.DevelopmentIssuer;
import io.github.wsguard.sample.issuer.TokenKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A proxy that keeps the upgrade headers to itself.
 */
class StrippedUpgradeIT {

	@Nested
	@SampleTest
	@ActiveProfiles("stripped-upgrade")
	class BehindTheProxy {

		@LocalServerPort
		private int port;

		@Autowired
		private DevelopmentIssuer issuer;

		@Test
		void handshakeIsToldWhichLinesTheProxyNeeds() throws IOException {
			try (RawWebSocket socket = connect(this.port, this.issuer)) {
				assertThat(socket.status()).isEqualTo(426);
				assertThat(socket.reason()).hasValue("UPGRADE_STRIPPED_BY_PROXY");
				assertThat(socket.body()).contains("\"layer\":\"guard\"", "proxy_set_header Upgrade $http_upgrade;");
			}
		}

		@Test
		void ordinaryRequestsComeThrough() throws Exception {
			assertThat(SockJsPost.open(this.port, "Authorization", "Bearer " + good(this.issuer)).body())
				.isEqualTo("o\n");
		}

	}

	@Nested
	@SampleTest
	class WithoutTheProxy {

		@LocalServerPort
		private int port;

		@Autowired
		private DevelopmentIssuer issuer;

		@Test
		void handshakeIsAccepted() throws IOException {
			try (RawWebSocket socket = connect(this.port, this.issuer)) {
				assertThat(socket.status()).isEqualTo(101);
			}
		}

	}

	private static RawWebSocket connect(int port, DevelopmentIssuer issuer) throws IOException {
		return RawWebSocket.connect(port, "/ws/chat", "Authorization: Bearer " + good(issuer));
	}

	private static String good(DevelopmentIssuer issuer) {
		return issuer.issue(TokenKind.GOOD);
	}

}
