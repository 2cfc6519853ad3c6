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

package io.github.wsguard.sample.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.TestSocketUtils;

import io.github.wsguard.sample.SampleApplication;
import io.github.wsguard.sample.docs.Recipe.Setup;

/**
 * The sample as the documentation says to start it. There is one at a time: it runs until
 * another setup is asked for.
 */
final class RunningSample implements AutoCloseable {

	private static final Path SNIPPETS = Path.of("src/test/java/io/github/wsguard/docs");

	private Setup setup = Setup.NONE;

	private int port;

	private @Nullable ConfigurableApplicationContext context;

	/**
	 * Start the sample, unless it runs with this setup already.
	 * @return its port
	 */
	int with(Setup setup) throws IOException, ClassNotFoundException {
		if (this.context == null || !setup.equals(this.setup)) {
			close();
			this.port = TestSocketUtils.findAvailableTcpPort();
			this.setup = setup;
			this.context = start(setup);
		}
		return this.port;
	}

	private ConfigurableApplicationContext start(Setup setup) throws IOException, ClassNotFoundException {
		SpringApplication application = new SpringApplication(SampleApplication.class);
		if (setup.source().isPresent()) {
			application.addPrimarySources(List.of(compiled(setup.source().get())));
		}
		return application.run(Stream.concat(Stream.of("--server.port=" + this.port), setup.arguments().stream())
			.toArray(String[]::new));
	}

	/**
	 * Find the class whose source holds what the documentation shows.
	 */
	private static Class<?> compiled(String source) throws IOException, ClassNotFoundException {
		try (Stream<Path> files = Files.list(SNIPPETS)) {
			for (Path file : files.toList()) {
				if (Files.readString(file).contains(source)) {
					String name = file.getFileName().toString().replace(".java", "");
					return Class.forName("io.github.wsguard.docs." + name);
				}
			}
		}
		throw new ClassNotFoundException("No class is written like this: " + source);
	}

	@Override
	public void close() {
		if (this.context != null) {
			this.context.close();
			this.context = null;
		}
	}

}
