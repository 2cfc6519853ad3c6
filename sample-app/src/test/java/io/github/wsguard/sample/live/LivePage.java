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
import java.util.List;

import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The page {@code live.html} in a real browser.
 */
final class LivePage {

	private final ChromeDriver browser;

	LivePage(ChromeDriver browser) {
		this.browser = browser;
	}

	void open(int port) {
		visit("http://localhost:" + port + "/live.html");
		await("the page is ready", "body[data-ready]");
	}

	void visit(String url) {
		this.browser.get(url);
	}

	void connect(String endpoint, String tokens) {
		choose("endpoint", endpoint);
		choose("tokens", tokens);
		this.browser.findElement(By.id("connect")).click();
	}

	void refreshAheadOfTime() {
		choose("ahead", "refresh");
	}

	void refresh(String token) {
		choose("fresh", token);
		this.browser.findElement(By.cssSelector("#refresh button")).click();
	}

	void say(String message) {
		this.browser.findElement(By.id("text")).sendKeys(message);
		this.browser.findElement(By.cssSelector("#say button")).click();
	}

	void awaitConnected() {
		await("connected", "#connection[data-state=good]");
	}

	void awaitStopped() {
		await("stopped", "#connection[data-state=bad]");
	}

	void awaitLine(String line) {
		patience().withMessage(line).until((driver) -> log().contains(line));
	}

	String verdict() {
		return this.browser.findElement(By.id("verdict")).getText();
	}

	int secondsLeft() {
		return Integer.parseInt(this.browser.findElement(By.id("left")).getText());
	}

	List<String> log() {
		return this.browser.findElements(By.cssSelector("#log li")).stream().map(WebElement::getText).toList();
	}

	/**
	 * Run a script in the page.
	 * @param script the body of an asynchronous function of {@code args}
	 * @param arguments its arguments
	 * @return what it returns
	 */
	Object run(String script, Object... arguments) {
		return this.browser.executeAsyncScript("""
				const args = [...arguments];
				const done = args.pop();
				(async () => {
				%s
				})().then(done, (error) => done(String(error)));
				""".formatted(script), arguments);
	}

	private void choose(String field, String value) {
		new Select(this.browser.findElement(By.id(field))).selectByValue(value);
	}

	private void await(String what, String selector) {
		patience().withMessage(what).until((driver) -> !driver.findElements(By.cssSelector(selector)).isEmpty());
	}

	private WebDriverWait patience() {
		return new WebDriverWait(this.browser, Duration.ofSeconds(20));
	}

}
