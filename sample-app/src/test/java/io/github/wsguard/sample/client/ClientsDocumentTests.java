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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClientsDocumentTests {

	private static final Path TESTS = Path.of("src/test/java/io/github/wsguard/sample/client");

	private final ClientsDocument document = new ClientsDocument();

	@Test
	void showsTheScriptsAsTheyAre() throws IOException {
		assertThat(this.document.files()).isNotEmpty();
		for (String file : this.document.files()) {
			this.document.show(file, Files.readString(Clients.DIRECTORY.resolve(file)));
		}
	}

	@Test
	void namesTheVersionsOfThePackages() throws IOException {
		List<String> packages = Files.readString(Clients.DIRECTORY.resolve("package.json"))
			.lines()
			.filter((line) -> line.matches(" {4}\".+\": \"[0-9].*"))
			.map((line) -> line.replaceAll(" {4}\"(.+)\": \"([^\"]+)\",?", "| `$1` | $2 |"))
			.toList();
		assertThat(packages).hasSize(4);
		assertThat(this.document.text()).contains(packages);
	}

	@Test
	void showsNoToken() {
		assertThat(this.document.text()).doesNotContain("eyJ");
	}

	/**
	 * A recording that no test makes would stay as it is for ever.
	 */
	@Test
	void hasATestForEachRecording() throws IOException {
		String tests = source();
		assertThat(this.document.recordings()).isNotEmpty()
			.doesNotHaveDuplicates()
			.allSatisfy((name) -> assertThat(tests).contains(name));
	}

	private static String source() throws IOException {
		try (Stream<Path> tests = Files.list(TESTS)) {
			List<Path> paths = tests.filter((path) -> path.toString().endsWith("IT.java")).toList();
			StringBuilder source = new StringBuilder();
			for (Path path : paths) {
				source.append(Files.readString(path));
			}
			return source.toString();
		}
	}

}
