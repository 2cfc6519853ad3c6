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
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

import io.github.wsguard.sample.RawWebSocket;
import io.github.wsguard.sample.SampleTest;
import io.github.wsguard.sample.issuer.DevelopmentIssuer;
import io.github.wsguard.sample.issuer.TokenKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A form login in front of an endpoint that needs no token.
 */
class FormLoginIT {

	@Nested
	@SampleTest
	@ActiveProfiles("form-login")
	class WithFormLogin {

		@LocalServerPort
		private int port;

		@Autowired
		private DevelopmentIssuer issuer;

		@Test
		void handshakeIsToldToLogInAndNotRedirectedToAPage() throws IOException {
			try (RawWebSocket socket = RawWebSocket.connect(this.port, "/ws/public", "Accept: text/html,*/*")) {
				assertThat(socket.status()).isEqualTo(401);
				assertThat(socket.reason()).hasValue("LOGIN_REQUIRED");
				assertThat(socket.body()).contains("\"layer\":\"spring-security\"");
				assertThat(socket.header("Location")).isEmpty();
			}
		}

		@Test
		void verifiedPrincipalIsALogin() throws IOException {
			try (RawWebSocket socket = RawWebSocket.connect(this.port, "/ws/chat",
					"Authorization: Bearer " + this.issuer.issue(TokenKind.GOOD))) {
				assertThat(socket.status()).isEqualTo(101);
			}
		}

		@Test
		void sessionThatGaveWayToAnotherIsNamed() throws Exception {
			String session = logIn(this.port);
			try (RawWebSocket socket = RawWebSocket.connect(this.port, "/ws/public", session)) {
				assertThat(socket.status()).isEqualTo(101);
			}
			logIn(this.port);
			try (RawWebSocket socket = RawWebSocket.connect(this.port, "/ws/public", session)) {
				assertThat(socket.status()).isEqualTo(401);
				assertThat(socket.reason()).hasValue("SESSION_EXPIRED");
				assertThat(socket.body()).contains("\"layer\":\"spring-security\"");
			}
		}

	}

	@Nested
	@SampleTest
	class WithoutFormLogin {

		@LocalServerPort
		private int port;

		@Test
		void publicEndpointIsPublic() throws IOException {
			try (RawWebSocket socket = RawWebSocket.connect(this.port, "/ws/public", "Accept: text/html,*/*")) {
				assertThat(socket.status()).isEqualTo(101);
			}
		}

	}

	private static String logIn(int port) throws IOException, InterruptedException {
		CookieManager cookies = new CookieManager();
		HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
		URI login = URI.create("http://localhost:%d/login".formatted(port));
		String page = client.send(HttpRequest.newBuilder(login).build(), BodyHandlers.ofString()).body();
		String csrf = page.replaceAll("(?s).*name=\"_csrf\"[^>]*value=\"([^\"]+)\".*", "$1");
		HttpRequest form = HttpRequest.newBuilder(login)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("username=ada&password=engine&_csrf=" + csrf))
			.build();
		assertThat(client.send(form, BodyHandlers.discarding()).headers().firstValue("Location").orElseThrow())
			.doesNotContain("error");
		return cookies.getCookieStore()
			.getCookies()
			.stream()
			.map(FormLoginIT::pair)
			.collect(Collectors.joining("; ", "Cookie: ", ""));
	}

	private static String pair(HttpCookie cookie) {
		return cookie.getName() + "=" + cookie.getValue();
	}

}
