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
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationMetadataTests {

	private static final Set<String> MEANINGFUL_WHEN_ABSENT = Set.of("ws-guard.hosts.allowed",
			"ws-guard.network.allowed", "ws-guard.connection.max-duration", "ws-guard.connection.idle-timeout",
			"ws-guard.connection.max-message-size", "ws-guard.jwt.issuers.*.issuer-uri",
			"ws-guard.jwt.issuers.*.jwk-set-uri", "ws-guard.jwt.issuers.*.jwk-set-location",
			"ws-guard.jwt.issuers.*.public-key-location", "ws-guard.jwt.issuers.*.secret",
			"ws-guard.jwt.issuers.*.audiences", "ws-guard.endpoints.*.path", "ws-guard.endpoints.*.issuers",
			"ws-guard.endpoints.*.require.scopes", "ws-guard.endpoints.*.require.authorities",
			"ws-guard.endpoints.*.require.claims", "ws-guard.stomp.unmatched-destinations",
			"ws-guard.stomp.destinations.*.pattern", "ws-guard.stomp.destinations.*.require.scopes",
			"ws-guard.stomp.destinations.*.require.authorities", "ws-guard.stomp.destinations.*.require.claims");

	private final ConfigurationMetadata metadata;

	ConfigurationMetadataTests() throws IOException {
		this.metadata = new ConfigurationMetadata();
	}

	@ParameterizedTest
	@MethodSource("names")
	void describesProperty(String name) {
		assertThat(this.metadata.contains(name)).isTrue();
		assertThat(this.metadata.description(name)).isNotBlank();
	}

	@ParameterizedTest
	@MethodSource("names")
	void statesDefaultUnlessAbsenceHasMeaning(String name) {
		boolean withoutDefault = MEANINGFUL_WHEN_ABSENT.contains(name) || this.metadata.isInherited(name);
		assertThat(this.metadata.defaultValue(name) == null).isEqualTo(withoutDefault);
	}

	static Stream<String> names() {
		return ConfigurationMetadata.names().stream();
	}

}
