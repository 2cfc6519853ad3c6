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

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.boot.test.web.server.LocalServerPort;

import io.github.wsguard.sample.SampleTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Drives the page in a real browser. Skipped where there is none, except in CI.
 */
@SampleTest
class ConsolePageIT {

	private static final File CHROMIUM = new File("/usr/bin/chromium");

	private static final File DRIVER = new File("/usr/bin/chromedriver");

	@TempDir
	private static Path profile;

	private static ChromeDriver browser;

	@LocalServerPort
	private int port;

	@BeforeAll
	static void openBrowser() {
		boolean present = CHROMIUM.canExecute() && DRIVER.canExecute();
		Assumptions.assumeTrue(present || "true".equals(System.getenv("CI")),
				"needs Chromium: apt-get install chromium chromium-driver");
		ChromeOptions options = new ChromeOptions();
		options.setBinary(CHROMIUM);
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--user-data-dir=" + profile,
				"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1");
		browser = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build(), options);
	}

	@AfterAll
	static void closeBrowser() {
		if (browser != null) {
			browser.quit();
		}
	}

	@BeforeEach
	void openPage() {
		browser.get("http://localhost:" + this.port + "/");
		waitFor("body[data-ready]");
	}

	@ParameterizedTest
	@CsvSource({ "chat, pair", "chat, dotted", "chat, query", "chat, cookie", "sockjs, dotted", "stomp, pair",
			"public, pair" })
	void goodTokenOpensTheConnection(String endpoint, String placement) {
		choose("endpoint", endpoint);
		choose("token", "good");
		choose("placement", placement);
		connect();
		assertThat(text("browser-verdict")).isEqualTo("open");
		assertThat(text("server-verdict")).isEqualTo("101 accepted");
	}

	@ParameterizedTest
	@CsvSource({ "expired, pair, 401 TOKEN_EXPIRED", "wrong-audience, dotted, 401 TOKEN_AUDIENCE_INVALID",
			"badly-encoded, pair, 401 TOKEN_ENCODING", "badly-encoded, query, 401 TOKEN_ENCODING",
			"badly-encoded, cookie, 401 TOKEN_ENCODING", "none, pair, 401 TOKEN_MISSING" })
	void browserLearnsNothingOfWhatTheServerKnows(String token, String placement, String verdict) {
		choose("token", token);
		choose("placement", placement);
		connect();
		assertThat(text("browser-verdict")).isEqualTo("close 1006");
		assertThat(text("browser-log")).contains("reason \"\"");
		assertThat(text("server-verdict")).isEqualTo(verdict);
		assertThat(text("fact-layer")).isEqualTo("guard");
		assertThat(text("fact-retry")).isEqualTo("new-token");
	}

	@Test
	void anotherNameOfTheSameServerIsAnotherOrigin() {
		choose("server", "other");
		connect();
		assertThat(text("browser-verdict")).isEqualTo("close 1006");
		assertThat(text("server-verdict")).isEqualTo("403 ORIGIN_NOT_ALLOWED");
	}

	@Test
	void doubledSlashIsRefusedAsAmbiguous() {
		choose("path", "doubled");
		connect();
		assertThat(text("browser-verdict")).isEqualTo("close 1006");
		assertThat(text("server-verdict")).isEqualTo("400 PATH_AMBIGUOUS");
	}

	private void choose(String field, String value) {
		new Select(browser.findElement(By.id(field))).selectByValue(value);
	}

	private void connect() {
		browser.findElement(By.id("connect")).click();
		waitFor("#browser:not([data-state=idle])");
		waitFor("#server-side:not([data-state=idle])");
	}

	private void waitFor(String selector) {
		new WebDriverWait(browser, Duration.ofSeconds(10))
			.until((driver) -> !driver.findElements(By.cssSelector(selector)).isEmpty());
	}

	private String text(String id) {
		return browser.findElement(By.id(id)).getText();
	}

}
