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

package io.github.wsguard.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page on proxies shows the very files that the tests run.
 */
class ProxyRecipeTests {

	private static final Path DOCS = Path.of("../docs");

	private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");

	@Test
	void pageShowsEachFileByteForByte() throws IOException {
		List<String> blocks = BLOCK.matcher(Files.readString(DOCS.resolve("proxies.md")))
			.results()
			.map((block) -> block.group(2))
			.toList();
		try (Stream<Path> files = Files.list(DOCS.resolve("proxies"))) {
			assertThat(files.toList()).hasSizeGreaterThan(6)
				.allSatisfy((file) -> assertThat(blocks).containsOnlyOnce(Files.readString(file)));
		}
	}

	@Test
	void eachRecipeForwardsToTheSameApplication() throws IOException {
		for (String file : List.of("nginx.conf", "haproxy.cfg", "Caddyfile", "traefik.yml")) {
			assertThat(Files.readString(DOCS.resolve("proxies").resolve(file))).contains("app:8080", "api.example.com");
		}
	}

}
