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

package io.github.wsguard.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random combinations of chain, filter, interceptor and request, judged by an oracle.
 */
@Timeout(120)
class RandomCombinationsIT {

	private static final long SEED = 20261122;

	private static final int COMBINATIONS = 500;

	@Test
	void nobodyIsAdmittedOrRefusedWithoutTheCauseThatTheOracleExpects() {
		try (WireServer server = WireServer.startSecured(List.of(SteeredApplication.class),
				SteeredApplication.PROPERTIES)) {
			assertThat(complaints(server)).as("seed " + SEED).isEmpty();
		}
	}

	@Test
	void oracleComplainsOfAnApplicationWithoutTheGuard() {
		try (WireServer server = WireServer.startSecured(List.of(SteeredApplication.class), "ws-guard.enabled=false",
				"logging.level.root=off")) {
			assertThat(complaints(server)).as("seed " + SEED).hasSizeGreaterThan(COMBINATIONS / 2);
		}
	}

	@Test
	void combinationsReachEveryStation() {
		assertThat(scenarios()).extracting((scenario) -> ScenarioOracle.expect(scenario).toString())
			.anyMatch((expected) -> expected.contains("status=101"))
			.anyMatch((expected) -> expected.contains("status=200"))
			.anyMatch((expected) -> expected.contains("layer=guard"))
			.anyMatch((expected) -> expected.contains("layer=application"))
			.anyMatch((expected) -> expected.contains("layer=spring-security"))
			.anyMatch((expected) -> expected.contains("layer=interceptor"));
	}

	private static List<Scenario> scenarios() {
		Random random = new Random(SEED);
		return IntStream.range(0, COMBINATIONS).mapToObj((number) -> Scenario.draw(number, random)).toList();
	}

	private static List<String> complaints(WireServer server) {
		List<String> complaints = new ArrayList<>();
		for (Scenario scenario : scenarios()) {
			Expectation expected = ScenarioOracle.expect(scenario);
			WireClient.Response response = server.send(scenario.request(server));
			if (!expected.isMetBy(response)) {
				complaints.add(scenario + "\n  expected " + expected + "\n  but got " + response);
			}
		}
		return complaints;
	}

}
