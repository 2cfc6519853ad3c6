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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

import io.github.wsguard.sample.Chromium;
import io.github.wsguard.sample.SampleTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page tells of the active mistake, and fills in what shows it.
 */
@ExtendWith(Chromium.class)
class MistakePageIT {

	private static ConsolePage page;

	@BeforeAll
	static void useBrowser(ChromeDriver browser) {
		page = new ConsolePage(browser);
	}

	@Nested
	@SampleTest
	@ActiveProfiles("csrf")
	class Csrf {

		@LocalServerPort
		private int port;

		@Test
		void namesCsrfProtectionUntilTheScriptPlacesTheToken() {
			page.open(this.port);
			assertThat(page.text("mistakes")).startsWith("Profile csrf: ");
			page.connect();
			assertSaid("403", "403 CSRF_INVALID", "spring-security");
			page.choose("placement", "header");
			page.connect();
			assertThat(page.text("browser-verdict")).isEqualTo("200");
			assertThat(page.text("server-verdict")).isEqualTo("200 accepted");
		}

	}

	@Nested
	@SampleTest
	@ActiveProfiles("form-login")
	class FormLogin {

		@LocalServerPort
		private int port;

		@Test
		void namesTheFormLoginUntilSomebodyLogsIn() {
			page.open(this.port);
			assertThat(page.text("mistakes")).startsWith("Profile form-login: ");
			page.connect();
			assertSaid("close 1006", "401 LOGIN_REQUIRED", "spring-security");
			page.logIn(this.port, "ada", "engine");
			page.connect();
			assertThat(page.text("browser-verdict")).isEqualTo("open");
			assertThat(page.text("server-verdict")).isEqualTo("101 accepted");
		}

	}

	@Nested
	@SampleTest
	@ActiveProfiles("cors")
	class NarrowCors {

		@LocalServerPort
		private int port;

		@Test
		void namesTheCorsFilterToTheOtherOriginOnly() {
			page.open(this.port);
			assertThat(page.text("mistakes")).startsWith("Profile cors: ");
			page.connect();
			assertSaid("close 1006", "403 CORS_ORIGIN_REJECTED", "cors");
			page.choose("server", "own");
			page.connect();
			assertThat(page.text("browser-verdict")).isEqualTo("open");
		}

	}

	@Nested
	@SampleTest
	@ActiveProfiles("stripped-upgrade")
	class StrippedUpgrade {

		@LocalServerPort
		private int port;

		@Test
		void namesTheProxyAndShowsItsLines() {
			page.open(this.port);
			assertThat(page.text("mistakes")).startsWith("Profile stripped-upgrade: ");
			page.connect();
			assertSaid("close 1006", "426 UPGRADE_STRIPPED_BY_PROXY", "guard");
			assertThat(page.text("fact-hint")).contains("proxy_set_header Upgrade $http_upgrade;");
		}

	}

	@Nested
	@SampleTest
	@ActiveProfiles("wrong-order")
	class WrongOrder {

		@LocalServerPort
		private int port;

		@Test
		void hasNothingToTellWithoutTheGuard() {
			page.open(this.port);
			assertThat(page.text("mistakes")).startsWith("Profile wrong-order: ");
			page.connect();
			assertThat(page.text("browser-verdict")).isEqualTo("open");
			assertThat(page.text("server-verdict")).isEqualTo("Not a word");
		}

	}

	private static void assertSaid(String toTheBrowser, String byTheServer, String layer) {
		assertThat(page.text("browser-verdict")).isEqualTo(toTheBrowser);
		assertThat(page.text("server-verdict")).isEqualTo(byTheServer);
		assertThat(page.text("fact-layer")).isEqualTo(layer);
	}

}
