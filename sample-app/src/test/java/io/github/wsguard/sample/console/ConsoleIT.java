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

package io.github.wsguard.sample.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import io.github.wsguard.sample.RawWebSocket;
import io.github.wsguard.sample.SampleTest;
import io.github.wsguard.sample.issuer.DevelopmentIssuer;
import io.github.wsguard.sample.issuer.TokenKind;

import static org.assertj.core.api.Assertions.assertThat;

@SampleTest
class ConsoleIT {

	@LocalServerPort
	private int port;

	@Autowired
	private DevelopmentIssuer issuer;

	@Test
	void tellsWhyThatVeryHandshakeWasRefused() throws IOException {
		String token = this.issuer.issue(TokenKind.EXPIRED);
		try (RawWebSocket socket = connect("/ws/chat?handshake=refused&access_token=" + token)) {
			String said = said("refused");
			assertThat(said).contains("\"status\":401", "\"reason\":\"TOKEN_EXPIRED\"", "\"layer\":\"guard\"",
					"\"retry\":\"new-token\"");
			assertThat(socket.body()).contains(said.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1"));
			assertThat(said).doesNotContain(token);
		}
	}

	@Test
	void tellsWhomThatVeryHandshakeWasAcceptedFor() throws IOException {
		String token = this.issuer.issue(TokenKind.GOOD);
		try (RawWebSocket socket = connect("/ws/chat?handshake=accepted&access_token=" + token)) {
			assertThat(socket.status()).isEqualTo(101);
			assertThat(said("accepted")).contains("\"status\":101", "\"principal\":\"ada\"");
		}
	}

	@Test
	void saysNothingOfAHandshakeThatNeverWas() throws Exception {
		assertThat(get("/console/handshakes/never").statusCode()).isEqualTo(204);
	}

	@Test
	void letsThePageRunNothingButItsOwnScript() throws Exception {
		HttpResponse<String> page = get("/");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Content-Security-Policy"))
			.hasValue("default-src 'self'; connect-src 'self' ws: wss:");
	}

	private String said(String key) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(5))
			.until(() -> get("/console/handshakes/" + key), (response) -> response.statusCode() == 200)
			.body();
	}

	private RawWebSocket connect(String target) throws IOException {
		return RawWebSocket.connect(this.port, target);
	}

	private HttpResponse<String> get(String path) throws Exception {
		URI uri = URI.create("http://localhost:" + this.port + path);
		return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
	}

}
