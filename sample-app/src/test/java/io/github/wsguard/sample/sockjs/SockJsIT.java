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

package io.github.wsguard.sample.sockjs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import io.github.wsguard.sample.RawWebSocket;
import io.github.wsguard.sample.SampleTest;
import io.github.wsguard.sample.issuer.DevelopmentIssuer;
import io.github.wsguard.sample.issuer.TokenKind;

import static org.assertj.core.api.Assertions.assertThat;

@SampleTest
class SockJsIT {

	@LocalServerPort
	private int port;

	@Autowired
	private DevelopmentIssuer issuer;

	@Test
	void speaksToTheVerifiedPrincipalOverWebSocket() throws IOException {
		String target = "/sockjs/000/one/websocket?access_token=" + this.issuer.issue(TokenKind.GOOD);
		try (RawWebSocket socket = RawWebSocket.connect(this.port, target)) {
			assertThat(socket.status()).isEqualTo(101);
			assertThat(socket.receive()).isEqualTo("o");
			socket.send("[\"Hello\"]");
			assertThat(socket.receive()).isEqualTo("a[\"ada: Hello\"]");
		}
	}

	@Test
	void speaksToTheVerifiedPrincipalOverHttp() throws Exception {
		String token = this.issuer.issue(TokenKind.GOOD);
		assertThat(post("/sockjs/000/two/xhr", "", token).body()).isEqualTo("o\n");
		assertThat(post("/sockjs/000/two/xhr_send", "[\"Hello\"]", token).statusCode()).isEqualTo(204);
		assertThat(post("/sockjs/000/two/xhr", "", token).body()).isEqualTo("a[\"ada: Hello\"]\n");
	}

	@Test
	void asksForTheTokenAgainOnEveryRequestOfAFallback() throws Exception {
		assertThat(post("/sockjs/000/three/xhr", "", this.issuer.issue(TokenKind.GOOD)).statusCode()).isEqualTo(200);
		HttpResponse<String> refusal = post("/sockjs/000/three/xhr_send", "[\"Hello\"]",
				this.issuer.issue(TokenKind.EXPIRED));
		assertThat(refusal.statusCode()).isEqualTo(401);
		assertThat(refusal.headers().firstValue("WS-Guard-Reason")).hasValue("TOKEN_EXPIRED");
	}

	private HttpResponse<String> post(String path, String body, String token) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.header("Authorization", "Bearer " + token)
			.header("Origin", "http://localhost:" + this.port)
			.header("Content-Type", "text/plain")
			.POST(BodyPublishers.ofString(body))
			.build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
	}

}
