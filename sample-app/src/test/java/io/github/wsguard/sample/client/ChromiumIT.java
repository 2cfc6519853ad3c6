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

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import io.github.wsguard.sample.Chromium;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A browser on the sample's page: it can set no header, and is told nothing of a refusal
 * by HTTP.
 */
@ClientTest
@ExtendWith(Chromium.class)
class ChromiumIT {

	static final String SOCKJS = "node_modules/sockjs-client/dist/sockjs.min.js";

	static final String STOMP = "node_modules/@stomp/stompjs/bundles/stomp.umd.min.js";

	private static ChromeDriver browser;

	@Autowired
	private Clients clients;

	@LocalServerPort
	private int port;

	@BeforeAll
	static void useBrowser(ChromeDriver chromium) {
		Installed.npmPackages();
		browser = chromium;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "browser, sub-protocols | bearer", "browser, one sub-protocol | chat.v1",
			"browser, query | ''", "browser, cookie | ''" })
	void opensWithATokenInEachPlaceThatAPageHas(String name, String protocol) {
		Transcript seen = this.clients.run(name, page(), "accepted");
		assertThat(seen.output()).isEqualTo("""
				open, protocol "%s"
				message: Welcome, Ada Lovelace (ada).
				close 1000, reason "", clean""".formatted(protocol));
	}

	@ParameterizedTest
	@ValueSource(strings = { "browser, expired token, sub-protocols", "browser, expired token, query",
			"browser, expired token, cookie" })
	void seesNotEvenTheStatusOfAnExpiredToken(String name) {
		Transcript seen = this.clients.run(name, page(), "401 TOKEN_EXPIRED");
		assertThat(seen.output()).endsWith("close 1006, reason \"\", not clean").doesNotContain("401");
	}

	@Test
	void seesTheSameWithoutAToken() {
		Transcript seen = this.clients.run("browser, no token", page(), "401 TOKEN_MISSING");
		assertThat(seen.output()).endsWith("close 1006, reason \"\", not clean").doesNotContain("401");
	}

	@Test
	void seesTheStatusOfAForeignOriginInTheConsoleOnly() {
		Transcript seen = this.clients.run("browser, foreign origin", foreignPage(), "403 ORIGIN_NOT_ALLOWED");
		assertThat(seen.output()).contains("Unexpected response code: 403")
			.endsWith("close 1006, reason \"\", not clean");
	}

	@Test
	void seesTheStatusOfATokenThatStandsAloneInTheConsoleOnly() {
		Transcript seen = this.clients.run("browser, token alone", page(), "400 SUBPROTOCOL_INVALID");
		assertThat(seen.output()).contains("Unexpected response code: 400")
			.endsWith("close 1006, reason \"\", not clean");
	}

	@Test
	void learnsByFetchThatTheEndpointIsThere() {
		Transcript seen = this.clients.run("browser, fetch", page(), "426 NOT_A_WEBSOCKET_REQUEST");
		assertThat(seen.output()).endsWith("426 NOT_A_WEBSOCKET_REQUEST This is a WebSocket endpoint");
	}

	@Test
	void learnsByFetchThatTheEndpointIsNotThere() {
		Transcript seen = this.clients.run("browser, fetch, wrong path", page());
		assertThat(seen.output()).endsWith("404 null");
	}

	@Test
	void asksNobodyWhatItsOwnPolicyForbids() {
		Transcript seen = this.clients.run("browser, content security policy", page(SOCKJS));
		assertThat(seen.output()).contains("Content Security Policy", "close 1002");
	}

	@Test
	void showsNoAnswerOfARefusedHandshakeInItsNetworkTab() {
		Page page = page();
		this.clients.run("browser, expired token, sub-protocols", page, "401 TOKEN_EXPIRED");
		assertThat(page.network()).contains("Network.webSocketFrameError")
			.doesNotContain("Network.webSocketHandshakeResponseReceived");
	}

	@Test
	void showsTheAnswerOfAnAcceptedHandshakeInItsNetworkTab() {
		Page page = page();
		this.clients.run("browser, sub-protocols", page, "accepted");
		assertThat(page.network()).contains("Network.webSocketHandshakeResponseReceived");
	}

	@Test
	void speaksStompWithATokenInASubProtocol() {
		Transcript seen = this.clients.run("browser, stompjs", page(STOMP), "accepted");
		assertThat(seen.output()).startsWith("onConnect");
	}

	@Test
	void hearsNothingByStompOfAnExpiredToken() {
		Transcript seen = this.clients.run("browser, stompjs, expired token", page(STOMP), "401 TOKEN_EXPIRED");
		assertThat(seen.output()).endsWith("onWebSocketClose 1006, reason \"\"").doesNotContain("401");
	}

	@ParameterizedTest
	@ValueSource(strings = { "browser, sockjs-client, query", "browser, sockjs-client, cookie" })
	void opensSockJsWithATokenInEachPlaceThatItHas(String name) {
		Transcript seen = this.clients.run(name, page(SOCKJS), "accepted");
		assertThat(seen.output()).contains("message: ada: Hello", "close 1000");
	}

	@Test
	void hearsOfAnExpiredTokenThatAllTransportsFailed() {
		Transcript seen = this.clients.run("browser, sockjs-client, expired token", page(SOCKJS), "401 TOKEN_EXPIRED");
		assertThat(seen.output()).endsWith("close 2000, reason \"All transports failed\", not clean");
	}

	@Test
	void hearsFromAForeignPageThatThereIsNoServer() {
		Transcript seen = this.clients.run("browser, sockjs-client, foreign origin", foreignPage(SOCKJS),
				"403 ORIGIN_NOT_ALLOWED");
		assertThat(seen.output()).contains("close ");
	}

	@Test
	void losesSockJsInTheMiddleWhenTheTokenExpires() {
		Transcript seen = this.clients.run("browser, sockjs-client, token expires", page(SOCKJS), "accepted",
				"401 TOKEN_EXPIRED");
		assertThat(seen.output()).contains("close 1006", "http status 401");
	}

	@Test
	void learnsByFetchWhatSockJsKeepsToItself() {
		Transcript seen = this.clients.run("browser, sockjs-client, fetch", page(), "401 TOKEN_EXPIRED");
		assertThat(seen.output()).endsWith("401 TOKEN_EXPIRED The token has expired");
	}

	private Page page(String... libraries) {
		return Page.open(browser, "http://localhost:" + this.port + "/", libraries);
	}

	/**
	 * To a browser the other name of this machine is another origin. This is an answer of
	 * the guard, because the pages of the sample let a browser fetch nothing from
	 * elsewhere.
	 */
	private Page foreignPage(String... libraries) {
		return Page.open(browser, "http://127.0.0.1:" + this.port + "/ws/chat", libraries);
	}

}
