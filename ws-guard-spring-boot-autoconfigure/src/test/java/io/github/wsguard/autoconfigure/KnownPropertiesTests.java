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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

import static org.assertj.core.api.Assertions.assertThat;

class KnownPropertiesTests {

	private final KnownProperties known = KnownProperties.read();

	@Test
	void readsNamesFromRecords() {
		assertThat(this.known.names()).contains("ws-guard.enabled", "ws-guard.origin.registered-in-code",
				"ws-guard.jwt.issuers.*.keys.refresh-interval", "ws-guard.endpoints.*.require.claims.*");
	}

	@ParameterizedTest
	@CsvSource({ "ws-guard.origin.alowed, ws-guard.origin.allowed",
			"ws-guard.origin.allowed-origins, ws-guard.origin.allowed",
			"ws-guard.allowed-origins, ws-guard.origin.allowed",
			"ws-guard.require.scope, ws-guard.endpoints.<name>.require.scopes",
			"ws-guard.endpoints.chat.require.scope, ws-guard.endpoints.chat.require.scopes",
			"ws-guard.endpoints.chat.require.scope[0], ws-guard.endpoints.chat.require.scopes",
			"ws-guard.endpoints.chat.requires.scopes, ws-guard.endpoints.chat.require.scopes",
			"ws-guard.endpoints.chat.scopes, ws-guard.endpoints.chat.require.scopes",
			"ws-guard.jwt.issuers.main.jwks-uri, ws-guard.jwt.issuers.main.jwk-set-uri",
			"ws-guard.jwt.issuers.main.key.read-timeout, ws-guard.jwt.issuers.main.keys.read-timeout",
			"ws-guard.jwt.clockskew-s, ws-guard.jwt.clock-skew" })
	void findsWhatWasMeant(String written, String meant) {
		assertThat(this.known.nearestTo(ConfigurationPropertyName.adapt(written, '.'))).isEqualTo(meant);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ws-guard.record-clients", "ws-guard.something", "ws-guard.debugging" })
	void takesNothingForTheNameOfAClaimOutOfTheBlue(String written) {
		assertThat(this.known.nearestTo(ConfigurationPropertyName.adapt(written, '.'))).doesNotContain("claims");
	}

	@ParameterizedTest
	@CsvSource({ "ws-guard.mode, true", "ws-guard.requireTls, true", "ws-guard.origin.allowed[1], true",
			"ws-guard.endpoints.chat.path, true", "ws-guard.endpoints[my.chat].path, true",
			"ws-guard.endpoints.chat.require.claims.realm.id, true", "ws-guard.endpoints.chat, false",
			"ws-guard.endpoints.chat.require.claims, false", "ws-guard.endpoints.chat.require.scope, false",
			"ws-guard.mode.strict, false" })
	void knowsNamesInEverySpelling(String name, boolean expected) {
		assertThat(this.known.contains(ConfigurationPropertyName.adapt(name, '.'))).isEqualTo(expected);
	}

}
