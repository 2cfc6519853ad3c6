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

package io.github.wsguard.sample;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;

import org.springframework.util.FileSystemUtils;

/**
 * Gives all tests of a class one browser, as a parameter. It reaches nothing but this
 * machine, and keeps what its console and its network tab say. The tests are skipped
 * where there is no browser, except in CI.
 */
public final class Chromium implements BeforeAllCallback, ParameterResolver {

	private static final File BROWSER = new File("/usr/bin/chromium");

	private static final File DRIVER = new File("/usr/bin/chromedriver");

	private static final Namespace STORE = Namespace.create(Chromium.class);

	@Override
	public void beforeAll(ExtensionContext context) throws IOException {
		boolean present = BROWSER.canExecute() && DRIVER.canExecute();
		Assumptions.assumeTrue(present || "true".equals(System.getenv("CI")),
				"needs Chromium: apt-get install chromium chromium-driver");
		Store store = context.getStore(STORE);
		// A nested class finds the browser of the class around it
		if (store.get(Running.class) == null) {
			store.put(Running.class, Running.start(Files.createTempDirectory("chromium")));
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == ChromeDriver.class;
	}

	@Override
	public ChromeDriver resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return context.getStore(STORE).get(Running.class, Running.class).browser();
	}

	/**
	 * A browser that ends with the store that it is in.
	 *
	 * @param browser the browser
	 * @param profile its directory
	 */
	private record Running(ChromeDriver browser, Path profile) implements AutoCloseable {

		static Running start(Path profile) {
			ChromeOptions options = new ChromeOptions();
			options.setBinary(BROWSER);
			options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
					"--disable-background-networking", "--disable-component-update", "--disable-sync",
					"--user-data-dir=" + profile,
					"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1");
			options.setCapability(ChromeOptions.LOGGING_PREFS,
					Map.of(LogType.BROWSER, "ALL", LogType.PERFORMANCE, "ALL"));
			ChromeDriverService driver = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build();
			return new Running(new ChromeDriver(driver, options), profile);
		}

		@Override
		public void close() throws IOException {
			this.browser.quit();
			FileSystemUtils.deleteRecursively(this.profile);
		}

	}

}
