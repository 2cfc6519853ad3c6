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
 * The requests of {@code hostile/requests.txt}: malformed, smuggled, half-sent or sent to
 * a path in disguise, and some that only look so.
 */
class HostileRequestsIT {

	private static final List<String> POLICIES = List.of("ws-guard.endpoints.jakarta.path=/jakarta/admin",
			"ws-guard.endpoints.jakarta.network.allowed=10.0.0.0/8");

	@Test
	void corpusIsLarge() {
		List<List<String>> rows = HostileTable.read("requests.txt", 3);
		assertThat(rows).filteredOn((row) -> !Expectation.parse(row.get(2)).admits()).hasSizeGreaterThan(250);
		assertThat(rows).filteredOn((row) -> Expectation.parse(row.get(2)).admits()).hasSizeGreaterThan(10);
	}

	@Test
	void noneIsAdmittedAndNothingLeaks() {
		assertThat(faults(List.of())).isEmpty();
	}

	@Test
	void eachIsNamedAndNothingLeaksWithEverythingLogged() {
		List<String> properties = new ArrayList<>(HostileServer.TRACE);
		properties.add(HostileServer.CONTAINER_ERRORS);
		assertThat(faults(properties)).isEmpty();
	}

	@Test
	void findsWhatIsAdmittedWithoutTheGuard() {
		try (HostileServer server = HostileServer.start(List.of("ws-guard.enabled=false"))) {
			List<HostileCase> some = cases(server).stream()
				.filter((hostile) -> hostile.name().matches("(path-|query-).*"))
				.toList();
			assertThat(server.faults(some)).contains("path-denied-jakarta: admitted")
				.anySatisfy((fault) -> assertThat(fault).startsWith("before all, control that is refused: "));
		}
	}

	private static List<String> faults(List<String> properties) {
		List<String> all = new ArrayList<>(POLICIES);
		all.addAll(properties);
		try (HostileServer server = HostileServer.start(all)) {
			return server.faults(cases(server));
		}
	}

	private static List<HostileCase> cases(HostileServer server) {
		return HostileTable.read("requests.txt", 3)
			.stream()
			.map((row) -> server.hostile(row.get(0), row.get(1), row.get(2)))
			.toList();
	}

}
