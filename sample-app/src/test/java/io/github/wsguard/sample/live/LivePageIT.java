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

package io.github.wsguard.sample.live;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import io.github.wsguard.sample.Chromium;
import io.github.wsguard.sample.MovedClock;
import io.github.wsguard.sample.RawWebSocket;
import io.github.wsguard.sample.SampleTest;
import io.github.wsguard.sample.issuer.DevelopmentIssuer;
import io.github.wsguard.sample.issuer.TokenKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a page in a real browser learns, and what it makes of it.
 */
@SampleTest
@Import(MovedClock.InUse.class)
@TestPropertySource(properties = "ws-guard.token.first-message.max-waiting-per-address=1")
@ExtendWith(Chromium.class)
class LivePageIT {

	private static LivePage page;

	@LocalServerPort
	private int port;

	@Autowired
	private MovedClock clock;

	@Autowired
	private DevelopmentIssuer issuer;

	@BeforeAll
	static void useBrowser(ChromeDriver browser) {
		page = new LivePage(browser);
	}

	@BeforeEach
	void openPage() {
		page.open(this.port);
	}

	@Test
	void learnsNothingOfARefusalByHttp() {
		page.connect("/ws/chat", "expired,good");
		page.awaitConnected();
		assertThat(page.log()).containsExactly("fresh token: expired", "close 1006, reason \"\"", "fresh token: good",
				"open", "← Welcome, Ada Lovelace (ada).");
	}

	@Test
	void learnsWhyOfARefusalByCloseCode() {
		page.connect("/ws/live", "expired,good");
		page.awaitConnected();
		assertThat(page.log()).containsExactly("fresh token: expired", "open",
				"close 4401, reason \"TOKEN_EXPIRED retry=new-token\"", "fresh token: good", "open", "← Welcome, ada.");
	}

	@Test
	void learnsWhyATokenInTheFirstMessageIsRefused() {
		page.connect("/ws/first", "expired,good");
		page.awaitConnected();
		assertThat(page.log()).containsExactly("fresh token: expired", "open",
				"close 4401, reason \"TOKEN_EXPIRED retry=new-token\"", "fresh token: good", "open", "← Welcome, ada.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/ws/live", "/ws/chat", "/ws/first" })
	void goesOnWithAFreshTokenWhenTheConnectionEndsWithItsToken(String endpoint) {
		page.connect(endpoint, "brief");
		page.awaitConnected();
		this.clock.advance(Duration.ofSeconds(10));
		page.awaitLine("close 4401, reason \"TOKEN_EXPIRED retry=new-token\"");
		page.awaitConnected();
		assertThat(page.log()).filteredOn((line) -> line.startsWith("← Welcome")).hasSize(2);
		assertThat(page.log()).filteredOn("fresh token: brief"::equals).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/ws/live", "/ws/first" })
	void goesOnPastTheEndOfATokenThatWasRefreshed(String endpoint) {
		page.connect(endpoint, "brief");
		page.awaitConnected();
		assertThat(page.secondsLeft()).isBetween(0, 10);
		page.refresh("good");
		page.awaitLine("refreshed: good for 600 s");
		assertThat(page.secondsLeft()).isBetween(300, 600);
		this.clock.advance(Duration.ofSeconds(11));
		page.say("Still here");
		page.awaitLine("← Still here");
		this.clock.advance(Duration.ofMinutes(10));
		page.awaitLine("close 4401, reason \"TOKEN_EXPIRED retry=new-token\"");
		assertThat(page.log()).startsWith("fresh token: brief", "open", "← Welcome, ada.", "fresh token: good",
				"refreshed: good for 600 s", "← Still here", "close 4401, reason \"TOKEN_EXPIRED retry=new-token\"");
	}

	@Test
	void sendsAFreshTokenAheadOfTime() {
		page.run("window.setTimeout = (task) => { window.due = task; };");
		page.refreshAheadOfTime();
		page.connect("/ws/live", "brief");
		page.awaitConnected();
		this.clock.advance(Duration.ofSeconds(9));
		page.run("due();");
		page.awaitLine("refreshed: good for 10 s");
		this.clock.advance(Duration.ofSeconds(9));
		page.say("Still here");
		page.awaitLine("← Still here");
	}

	@Test
	void learnsWhyAFreshTokenIsRefused() {
		page.connect("/ws/live", "brief");
		page.awaitConnected();
		page.refresh("banned");
		page.awaitLine("not refreshed: 403 REFRESH_SUBJECT_CHANGED");
		page.say("Still here");
		page.awaitLine("← Still here");
		this.clock.advance(Duration.ofSeconds(10));
		page.awaitLine("close 4401, reason \"TOKEN_EXPIRED retry=new-token\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/ws/live", "/ws/first" })
	void stopsWhereNothingHelps(String endpoint) {
		page.connect(endpoint, "no-scope");
		page.awaitStopped();
		assertThat(page.verdict()).isEqualTo("Stopped: close 4403 INSUFFICIENT_SCOPE retry=never");
		assertThat(page.log()).containsExactly("fresh token: no-scope", "open",
				"close 4403, reason \"INSUFFICIENT_SCOPE retry=never\"");
	}

	@Test
	void asksForAFreshTokenNoMoreThanThreeTimes() {
		page.connect("/ws/live", "expired");
		page.awaitStopped();
		assertThat(page.verdict()).isEqualTo("Stopped: close 4401 TOKEN_EXPIRED retry=new-token");
		assertThat(page.log()).isEqualTo(
				Collections
					.nCopies(3,
							List.of("fresh token: expired", "open",
									"close 4401, reason \"TOKEN_EXPIRED retry=new-token\""))
					.stream()
					.flatMap(List::stream)
					.toList());
	}

	@Test
	void waitsWhileTheServerIsBusyAndKeepsItsToken() throws Exception {
		try (RawWebSocket silent = RawWebSocket.connect(this.port, "/ws/first")) {
			assertThat(silent.status()).isEqualTo(101);
			page.connect("/ws/first", "brief");
			page.awaitLine("close 1013, reason \"SERVER_BUSY retry=later\"");
		}
		page.awaitConnected();
		assertThat(page.log()).filteredOn("fresh token: brief"::equals).hasSize(1);
	}

	@Test
	void needNotWaitForAnAnswerToItsFirstMessage() {
		Object seen = page.run("""
				const [token] = args;
				const socket = new WebSocket(`ws://${location.host}/ws/first`);
				const messages = [];
				socket.onopen = () => {
					socket.send(JSON.stringify({ type: 'auth', token }));
					socket.send('Hello');
				};
				return await new Promise((resolve) => {
					socket.onmessage = ({ data }) => (messages.push(data) === 2) && socket.close(1000);
					socket.onclose = ({ code }) => resolve([...messages, code]);
				});""", this.issuer.issue(TokenKind.GOOD));
		assertThat(seen).isEqualTo(List.of("Welcome, ada.", "Hello", 1000L));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			["bearer", token]                        | bearer
			["bearer", token, "chat.v1"]             | bearer
			["bearer." + token, "chat.v1"]           | chat.v1
			["chat.v1", "chat.v2"]                   | chat.v1
			""")
	void isAnsweredASubProtocolThatItOffered(String offered, String answered) {
		Object seen = page.run("""
				const [token] = args;
				return await new Promise((resolve) => {
					const socket = new WebSocket(`ws://${location.host}/ws/live`, %s);
					socket.onclose = (event) => resolve(`${socket.protocol} ${event.code} ${event.wasClean}`);
				});""".formatted(offered), this.issuer.issue(TokenKind.EXPIRED));
		assertThat(seen).isEqualTo(answered + " 4401 true");
	}

}
