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

package io.github.wsguard.sample.client;

import java.time.Duration;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import io.github.wsguard.sample.Chromium;
import io.github.wsguard.sample.MovedClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients show where refusals come by the close code, and of a connection that ends
 * with its token.
 */
@ClientTest
@Import(MovedClock.InUse.class)
@TestPropertySource(properties = "ws-guard.rejection.delivery=close")
@ExtendWith(Chromium.class)
class CloseCodeIT {

	private static final String EXPIRED = "4401 \"TOKEN_EXPIRED retry=new-token\"";

	private static ChromeDriver browser;

	@Autowired
	private Clients clients;

	@Autowired
	private MovedClock clock;

	@LocalServerPort
	private int port;

	@BeforeAll
	static void useBrowser(ChromeDriver chromium) {
		Installed.npmPackages();
		browser = chromium;
	}

	@Test
	void tellsThePage() {
		Transcript seen = this.clients.run("browser, close code", page(), "401 TOKEN_EXPIRED");
		assertThat(seen.output())
			.isEqualTo("open, protocol \"bearer\"\nclose 4401, reason \"TOKEN_EXPIRED retry=new-token\", clean");
	}

	@Test
	void tellsStompJsInThePage() {
		Transcript seen = this.clients.run("browser, close code, stompjs", page(ChromiumIT.STOMP), "401 TOKEN_EXPIRED");
		assertThat(seen.output()).isEqualTo("onWebSocketClose 4401, reason \"TOKEN_EXPIRED retry=new-token\"");
	}

	@Test
	void letsStompJsComeBackWithAFreshToken() {
		Transcript seen = this.clients.run("browser, close code, stompjs, fresh token", page(ChromiumIT.STOMP),
				"401 TOKEN_EXPIRED", "accepted");
		assertThat(seen.output()).isEqualTo("onWebSocketClose 4401, reason \"TOKEN_EXPIRED retry=new-token\"\n"
				+ "onConnect\nonWebSocketClose 1000, reason \"\"");
	}

	@Test
	void tellsSockJsClientInThePage() {
		Transcript seen = this.clients.run("browser, close code, sockjs-client", page(ChromiumIT.SOCKJS),
				"401 TOKEN_EXPIRED");
		assertThat(seen.output()).isEqualTo("close 4401, reason \"TOKEN_EXPIRED retry=new-token\", clean");
	}

	@Test
	void tellsWs() throws Exception {
		Transcript seen = this.clients.run("ws, close code", "401 TOKEN_EXPIRED");
		assertThat(seen.output()).isEqualTo("open\nclose: " + EXPIRED);
	}

	@Test
	void tellsNobodyWithoutAnOrigin() throws Exception {
		Transcript seen = this.clients.run("ws, close code, no Origin", "401 TOKEN_EXPIRED");
		assertThat(seen.output()).isEqualTo("error: Unexpected server response: 401\nclose: 1006 \"\"");
	}

	@Test
	void tellsStompJs() throws Exception {
		Transcript seen = this.clients.run("stompjs, close code", "401 TOKEN_EXPIRED");
		assertThat(seen.output()).isEqualTo("onWebSocketClose: " + EXPIRED);
	}

	@Test
	void tellsSockJsClient() throws Exception {
		Transcript seen = this.clients.run("sockjs-client, close code", "401 TOKEN_EXPIRED");
		assertThat(seen.output()).isEqualTo("close: 4401 TOKEN_EXPIRED retry=new-token");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ws, token ends", "stompjs, token ends", "sockjs-client, token ends, websocket",
			"sockjs-client, token ends, xhr-streaming" })
	void endsWithItsToken(String name) throws Exception {
		Transcript seen = this.clients.run(name, "open", () -> this.clock.advance(Duration.ofSeconds(10)), "accepted");
		assertThat(seen.output()).startsWith("open").contains("close: 4401", "TOKEN_EXPIRED retry=new-token");
	}

	private Page page(String... libraries) {
		return Page.open(browser, "http://localhost:" + this.port + "/", libraries);
	}

}
