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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The metadata that an IDE completes properties from.
 */
final class ConfigurationMetadata {

	private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");

	private final Map<String, JsonNode> properties = new LinkedHashMap<>();

	ConfigurationMetadata() throws IOException {
		try (InputStream json = Files.newInputStream(METADATA)) {
			JsonMapper.shared()
				.readTree(json)
				.get("properties")
				.forEach((property) -> this.properties.put(property.get("name").stringValue(), property));
		}
	}

	/**
	 * Return the names that there must be: a map of free text is one property.
	 */
	static List<String> names() {
		return KnownProperties.read()
			.names()
			.stream()
			.map((name) -> name.endsWith(".*") ? name.substring(0, name.length() - 2) : name)
			.toList();
	}

	/**
	 * Return the names that begin with a prefix.
	 */
	List<String> names(String prefix) {
		return this.properties.keySet().stream().filter((name) -> name.startsWith(prefix)).toList();
	}

	boolean contains(String name) {
		return this.properties.containsKey(name);
	}

	@Nullable String description(String name) {
		JsonNode description = this.properties.get(name).get("description");
		return (description != null) ? description.stringValue() : null;
	}

	@Nullable JsonNode defaultValue(String name) {
		return this.properties.get(name).get("defaultValue");
	}

	boolean isInherited(String name) {
		boolean ofEndpoint = name.startsWith("ws-guard.endpoints.*.") && !name.equals("ws-guard.endpoints.*.enabled");
		return ofEndpoint && contains(name.replace("endpoints.*.", ""));
	}

}
