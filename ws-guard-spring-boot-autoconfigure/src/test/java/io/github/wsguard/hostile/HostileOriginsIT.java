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

package io.github.wsguard.hostile;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The origins of {@code hostile/origins.txt}: hostile ones that no policy admits, and
 * spellings of allowed ones that each must.
 */
class HostileOriginsIT {

	private static final Map<String, String> PATHS = Map.of("exact", "/ws/echo", "wildcard", "/ws/patterns", "any-port",
			"/own/echo", "same-origin", "/own/named", "local", "/public/echo", "dotted-i", "/bean/echo", "null",
			"/own/lazy", "any", "/graphql");

	private static final List<String> POLICIES = List.of("ws-guard.endpoints.any-port.path=/own/echo",
			"ws-guard.endpoints.any-port.origin.allowed=https://app.example.com:*,http://[::1]:*",
			"ws-guard.endpoints.same-origin.path=/own/named",
			"ws-guard.endpoints.same-origin.origin.allowed=https://other.example",
			"ws-guard.endpoints.dotted-i.path=/bean/echo",
			"ws-guard.endpoints.dotted-i.origin.allowed=https://wiki.example.com,ionic://localhost,https://bild.kiosk.example",
			"ws-guard.endpoints.null.path=/own/lazy", "ws-guard.endpoints.null.origin.allow-null=true",
			"ws-guard.endpoints.null.origin.allowed=https://other.example",
			"ws-guard.endpoints.null.token.sources=authorization-header", "ws-guard.endpoints.any.path=/graphql",
			"ws-guard.endpoints.any.origin.allow-any=true",
			"ws-guard.endpoints.any.token.sources=authorization-header");

	private static List<HostileCase> cases(HostileServer server) {
		return HostileTable.read("origins.txt", 4)
			.stream()
			.map((row) -> server.hostile(row.get(0), "GET " + PATHS.get(row.get(1)) + " ⏎ Origin: " + row.get(2),
					row.get(3)))
			.toList();
	}

	@Test
	void corpusIsLarge() {
		List<List<String>> rows = HostileTable.read("origins.txt", 4);
		assertThat(rows).filteredOn((row) -> !Expectation.parse(row.get(3)).admits()).hasSizeGreaterThan(120);
		assertThat(rows).filteredOn((row) -> Expectation.parse(row.get(3)).admits()).hasSizeGreaterThan(30);
	}

	private static List<String> faults(List<String> properties) {
		List<String> all = Stream.concat(POLICIES.stream(), properties.stream()).toList();
		try (HostileServer server = HostileServer.start(all)) {
			return server.faults(cases(server));
		}
	}

	@Test
	void noneIsAdmittedAndNothingLeaks() {
		assertThat(faults(List.of())).isEmpty();
	}

	@Test
	void noneIsAdmittedAndNothingLeaksInTurkishWithEverythingLogged() {
		Locale before = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag("tr-TR"));
		try {
			assertThat(faults(HostileServer.TRACE)).isEmpty();
		}
		finally {
			Locale.setDefault(before);
		}
	}

}
