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

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.boot.test.web.server.LocalServerPort;

import io.github.wsguard.sample.Chromium;
import io.github.wsguard.sample.SampleTest;

import static org.assertj.core.api.Assertions.assertThat;

@SampleTest
@ExtendWith(Chromium.class)
class ConsolePageIT {

	private static ConsolePage page;

	@LocalServerPort
	private int port;

	@BeforeAll
	static void useBrowser(ChromeDriver browser) {
		page = new ConsolePage(browser);
	}

	@BeforeEach
	void openPage() {
		page.open(this.port);
	}

	@ParameterizedTest
	@CsvSource({ "chat, pair", "chat, dotted", "chat, query", "chat, cookie", "sockjs, dotted", "stomp, pair",
			"public, pair" })
	void goodTokenOpensTheConnection(String endpoint, String placement) {
		page.choose("endpoint", endpoint);
		page.choose("token", "good");
		page.choose("placement", placement);
		page.connect();
		assertThat(page.text("browser-verdict")).isEqualTo("open");
		assertThat(page.text("server-verdict")).isEqualTo("101 accepted");
	}

	@ParameterizedTest
	@CsvSource({ "expired, pair, 401 TOKEN_EXPIRED", "wrong-audience, dotted, 401 TOKEN_AUDIENCE_INVALID",
			"badly-encoded, pair, 401 TOKEN_ENCODING", "badly-encoded, query, 401 TOKEN_ENCODING",
			"badly-encoded, cookie, 401 TOKEN_ENCODING", "none, pair, 401 TOKEN_MISSING" })
	void browserLearnsNothingOfWhatTheServerKnows(String token, String placement, String verdict) {
		page.choose("token", token);
		page.choose("placement", placement);
		page.connect();
		assertThat(page.text("browser-verdict")).isEqualTo("close 1006");
		assertThat(page.text("browser-log")).contains("reason \"\"");
		assertThat(page.text("server-verdict")).isEqualTo(verdict);
		assertThat(page.text("fact-layer")).isEqualTo("guard");
		assertThat(page.text("fact-retry")).isEqualTo("new-token");
	}

	@Test
	void browserLearnsWhyWhereRefusalsComeByCloseCode() {
		page.choose("endpoint", "live");
		page.choose("token", "expired");
		page.connect();
		page.awaitText("browser-verdict", "close 4401");
		assertThat(page.text("browser-log")).contains("reason \"TOKEN_EXPIRED retry=new-token\", clean");
		assertThat(page.text("server-verdict")).isEqualTo("401 TOKEN_EXPIRED");
	}

	@Test
	void tokenInTheFirstMessageOpensTheConnection() {
		page.choose("endpoint", "first");
		page.choose("token", "good");
		page.connect();
		page.awaitText("browser-log", "← Welcome, ada.");
		assertThat(page.text("server-verdict")).isEqualTo("101 accepted");
	}

	@ParameterizedTest
	@CsvSource({ "header", "query", "cookie" })
	void goodTokenOpensASessionOverHttp(String placement) {
		page.choose("endpoint", "sockjs-xhr");
		page.choose("token", "good");
		page.choose("placement", placement);
		page.connect();
		assertThat(page.text("browser-verdict")).isEqualTo("200");
		assertThat(page.text("server-verdict")).isEqualTo("200 accepted");
	}

	@Test
	void confessesNoMistake() {
		assertThat(page.text("mistakes")).isEmpty();
	}

	@Test
	void anotherNameOfTheSameServerIsAnotherOrigin() {
		page.choose("server", "other");
		page.connect();
		assertThat(page.text("browser-verdict")).isEqualTo("close 1006");
		assertThat(page.text("server-verdict")).isEqualTo("403 ORIGIN_NOT_ALLOWED");
	}

	@Test
	void doubledSlashIsRefusedAsAmbiguous() {
		page.choose("path", "doubled");
		page.connect();
		assertThat(page.text("browser-verdict")).isEqualTo("close 1006");
		assertThat(page.text("server-verdict")).isEqualTo("400 PATH_AMBIGUOUS");
	}

}
