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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The requests of {@code hostile/proxies.txt}: what a client writes into the headers of a
 * trusted proxy.
 */
class HostileProxiesIT {

	private static final List<String> POLICIES = List.of("ws-guard.proxy.trusted=127.0.0.0/8",
			"ws-guard.hosts.allowed=api.example.com,127.0.0.1", "ws-guard.endpoints.ip.network.allowed=203.0.113.0/24");

	@Test
	void corpusIsLarge() {
		assertThat(HostileTable.read("proxies.txt", 3)).hasSizeGreaterThan(70);
	}

	@Test
	void nobodyIsTakenForAnotherAndNothingLeaks() {
		List<String> properties = new ArrayList<>(POLICIES);
		properties.addAll(HostileServer.TRACE);
		try (HostileServer server = HostileServer.start(properties)) {
			List<HostileCase> cases = HostileTable.read("proxies.txt", 3)
				.stream()
				.map((row) -> server.hostile(row.get(0), row.get(1), row.get(2)))
				.toList();
			assertThat(server.faults(cases)).isEmpty();
		}
	}

}
