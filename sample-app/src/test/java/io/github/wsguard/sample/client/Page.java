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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/**
 * A page of the sample, freshly loaded, and somebody who types into its console.
 */
final class Page {

	private static final Pattern SCRIPT = Pattern.compile("\\S+ \\d+:\\d+ (.*)", Pattern.DOTALL);

	private static final Pattern BROWSER = Pattern.compile("(?:\\S+ -|[a-z]+ \\d+) (.*)", Pattern.DOTALL);

	private final ChromeDriver browser;

	private Page(ChromeDriver browser) {
		this.browser = browser;
	}

	/**
	 * Load the page.
	 * @param browser the browser
	 * @param url the address of the page
	 * @param libraries paths of scripts below the directory of the clients
	 * @return the page, without any cookie
	 */
	static Page open(ChromeDriver browser, String url, String... libraries) {
		browser.get(url);
		browser.manage().deleteAllCookies();
		browser.manage().logs().get(LogType.PERFORMANCE);
		for (String library : libraries) {
			browser.executeScript(read(library));
		}
		return new Page(browser);
	}

	/**
	 * Run a script, which knows {@code watch}, {@code token} and {@code expired}.
	 * @param script the script
	 * @param token a good token
	 * @param expired an expired token
	 * @return what its console says, a line a message
	 */
	String run(String script, String token, String expired) {
		this.browser.manage().logs().get(LogType.BROWSER);
		Object failure = this.browser.executeAsyncScript("""
				const [token, expired, done] = arguments;
				(async () => {
				%s
				%s
				})().then(() => done(), (error) => done(String(error)));
				""".formatted(read("watch.js"), script), token, expired);
		if (failure != null) {
			throw new AssertionError(failure);
		}
		return this.browser.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.map((entry) -> said(entry.getMessage()))
			.collect(Collectors.joining("\n"));
	}

	Version version() {
		String version = this.browser.getCapabilities().getBrowserVersion();
		return new Version("Chromium", version.substring(0, version.indexOf('.')));
	}

	/**
	 * Return what the network tab was told since the last call.
	 * @return the names of the events
	 */
	List<String> network() {
		return this.browser.manage()
			.logs()
			.get(LogType.PERFORMANCE)
			.getAll()
			.stream()
			.map((entry) -> entry.getMessage().replaceFirst("(?s).*?\"method\":\"([^\"]+)\".*", "$1"))
			.toList();
	}

	private static String said(String entry) {
		Matcher script = SCRIPT.matcher(entry);
		if (script.matches()) {
			return script.group(1).replaceFirst("(?s)^\"(.*)\"$", "$1").replace("\\\"", "\"");
		}
		Matcher browser = BROWSER.matcher(entry);
		return (browser.matches()) ? browser.group(1) : entry;
	}

	private static String read(String script) {
		try {
			return Files.readString(Clients.DIRECTORY.resolve(script));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
