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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every cause in every kind of application: the rows of {@code wire/causes.txt} and
 * {@code wire/obstacles.txt}, changed where {@code wire/matrix.txt} says so, and the rows
 * that {@code wire/matrix.txt} adds.
 */
class MatrixIT {

	@ParameterizedTest(name = "{0}")
	@EnumSource
	void everyCauseIsAnsweredWithStatusAndReason(MatrixApplication application) {
		try (WireServer server = application.start()) {
			assertThat(complaints(causes(application), application, server)).isEmpty();
		}
	}

	@Test
	void withoutTheGuardHardlyACauseIsNamed() {
		try (WireServer server = WireServer.start(List.of(Obstacles.class), "ws-guard.enabled=false",
				"logging.level.root=off")) {
			List<Cause> refused = causes(MatrixApplication.PLAIN).stream()
				.filter((cause) -> !cause.reasons().contains("-") && !cause.reasons().equals("*"))
				.toList();
			assertThat(complaints(refused, MatrixApplication.PLAIN, server)).hasSameSizeAs(refused);
		}
	}

	@Test
	void everyChangedRowExists() {
		Set<String> applications = Stream.of(MatrixApplication.values())
			.flatMap((application) -> application.groups().stream())
			.collect(Collectors.toSet());
		assertThat(Cause.rows("matrix.txt")).allSatisfy((cells) -> {
			assertThat(applications).contains(cells[0].split(", "));
			assertThat(cells.length > 5 || common().containsKey(cells[1])).as(cells[1]).isTrue();
		});
	}

	private static List<String> complaints(List<Cause> causes, MatrixApplication application, WireServer server) {
		Visitors visitors = new Visitors(server, application.prefix());
		List<String> complaints = new ArrayList<>();
		for (Cause cause : causes) {
			WireClient.Response response = server.send(cause.request(visitors::valueOf).within(application.prefix()));
			if (!cause.isMetBy(response)) {
				complaints.add(application + " | " + cause + "\n  but got " + response);
			}
		}
		return complaints;
	}

	private static List<Cause> causes(MatrixApplication application) {
		Map<String, Cause> causes = common();
		Cause.rows("matrix.txt")
			.filter((cells) -> Stream.of(cells[0].split(", ")).anyMatch(application.groups()::contains))
			.forEach((cells) -> causes.put(cells[1], amended(causes, cells)));
		return List.copyOf(causes.values());
	}

	/**
	 * Five cells change the outcome of a row, six make a new one.
	 */
	private static Cause amended(Map<String, Cause> causes, String[] cells) {
		return (cells.length > 5) ? new Cause(cells[1], cells[2], cells[3], cells[4], cells[5])
				: causes.get(cells[1]).expecting(cells[2], cells[3], cells[4]);
	}

	private static Map<String, Cause> common() {
		return Stream.concat(Cause.read("causes.txt").stream(), Cause.read("obstacles.txt").stream())
			.collect(Collectors.toMap(Cause::name, Function.identity(), (one, other) -> {
				throw new IllegalStateException("Two rows of one name: " + one.name());
			}, LinkedHashMap::new));
	}

}
