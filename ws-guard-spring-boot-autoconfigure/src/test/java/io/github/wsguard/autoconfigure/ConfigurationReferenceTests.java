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

package io.github.wsguard.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationReferenceTests {

	private final ConfigurationMetadata metadata;

	ConfigurationReferenceTests() throws IOException {
		this.metadata = new ConfigurationMetadata();
	}

	@Test
	void listsEveryPropertyAsItIs() throws IOException {
		List<String> rows = Files.readAllLines(Path.of("../docs/configuration.md"))
			.stream()
			.filter((line) -> line.startsWith("| `ws-guard."))
			.toList();
		assertThat(rows)
			.containsExactlyInAnyOrderElementsOf(ConfigurationMetadata.names().stream().map(this::row).toList());
	}

	@Test
	void listsThePropertiesOfTheActuatorEndpointAsTheyAre() throws IOException {
		List<String> names = this.metadata.names("management.endpoint.wsguard.");
		assertThat(names).contains("management.endpoint.wsguard.show-values", "management.endpoint.wsguard.roles");
		assertThat(Files.readAllLines(Path.of("../docs/configuration.md")))
			.filteredOn((line) -> line.startsWith("| `management."))
			.containsExactlyInAnyOrderElementsOf(names.stream().map(this::row).toList());
	}

	private String row(String name) {
		String written = name.replace("*", "<name>") + (name.endsWith(".claims") ? ".<claim>" : "");
		return "| `%s` | %s | %s |".formatted(written, defaultOf(name), this.metadata.description(name));
	}

	private String defaultOf(String name) {
		JsonNode value = this.metadata.defaultValue(name);
		if (value == null) {
			return this.metadata.isInherited(name) ? "inherits" : "";
		}
		String text = value.isArray() ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "))
				: value.asString();
		return text.isEmpty() ? "none" : "`" + text + "`";
	}

}
