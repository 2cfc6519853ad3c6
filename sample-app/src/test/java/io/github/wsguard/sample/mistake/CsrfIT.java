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

import java.net.http.HttpResponse;

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
 * CSRF protection in front of SockJS.
 */
class CsrfIT {

	@Nested
	@SampleTest
	@ActiveProfiles("csrf")
	class WithCsrfProtection {

		@LocalServerPort
		private int port;

		@Autowired
		private DevelopmentIssuer issuer;

		@Test
		void cookieAloneOpensNoSessionOverHttp() throws Exception {
			HttpResponse<String> refusal = SockJsPost.open(this.port, "Cookie", cookie(this.issuer));
			assertThat(refusal.statusCode()).isEqualTo(403);
			assertThat(refusal.headers().firstValue("WS-Guard-Reason")).hasValue("CSRF_INVALID");
			assertThat(refusal.body()).contains("\"layer\":\"spring-security\"");
		}

		@Test
		void tokenThatTheClientPlacedItselfNeedsNoCsrfToken() throws Exception {
			HttpResponse<String> answer = SockJsPost.open(this.port, "Authorization",
					"Bearer " + this.issuer.issue(TokenKind.GOOD));
			assertThat(answer.body()).isEqualTo("o\n");
		}

		@Test
		void handshakeChangesNoStateAndNeedsNoCsrfToken() throws Exception {
			try (RawWebSocket socket = RawWebSocket.connect(this.port, "/sockjs/000/csrf/websocket",
					"Cookie: " + cookie(this.issuer))) {
				assertThat(socket.status()).isEqualTo(101);
			}
		}

	}

	@Nested
	@SampleTest
	class WithoutCsrfProtection {

		@LocalServerPort
		private int port;

		@Autowired
		private DevelopmentIssuer issuer;

		@Test
		void cookieAloneOpensASessionOverHttp() throws Exception {
			HttpResponse<String> answer = SockJsPost.open(this.port, "Cookie", cookie(this.issuer));
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).isEqualTo("o\n");
		}

	}

	private static String cookie(DevelopmentIssuer issuer) {
		return "access_token=" + issuer.issue(TokenKind.GOOD);
	}

}
