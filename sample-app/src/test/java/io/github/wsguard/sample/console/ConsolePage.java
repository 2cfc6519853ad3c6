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

import java.time.Duration;

import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The page in a real browser.
 */
final class ConsolePage {

	private final ChromeDriver browser;

	ConsolePage(ChromeDriver browser) {
		this.browser = browser;
	}

	void open(int port) {
		this.browser.get("http://localhost:" + port + "/");
		waitFor("body[data-ready]");
	}

	void logIn(int port, String name, String password) {
		this.browser.get("http://localhost:" + port + "/login");
		this.browser.findElement(By.name("username")).sendKeys(name);
		this.browser.findElement(By.name("password")).sendKeys(password);
		this.browser.findElement(By.cssSelector("[type=submit]")).click();
		waitFor("body[data-ready]");
	}

	void choose(String field, String value) {
		new Select(this.browser.findElement(By.id(field))).selectByValue(value);
	}

	void connect() {
		this.browser.findElement(By.id("connect")).click();
		waitFor("#browser:not([data-state=idle])");
		waitFor("#server-side:not([data-state=idle])");
	}

	void awaitText(String id, String text) {
		new WebDriverWait(this.browser, Duration.ofSeconds(10)).withMessage(text)
			.until((driver) -> text(id).contains(text));
	}

	String text(String id) {
		return this.browser.findElement(By.id(id)).getText();
	}

	private void waitFor(String selector) {
		new WebDriverWait(this.browser, Duration.ofSeconds(10))
			.until((driver) -> !driver.findElements(By.cssSelector(selector)).isEmpty());
	}

}
