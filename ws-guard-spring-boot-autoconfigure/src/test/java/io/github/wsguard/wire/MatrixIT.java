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
import java.util.Set;
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
			assertThat(complaints(Cause.of(application), application, server)).isEmpty();
		}
	}

	@Test
	void withoutTheGuardHardlyACauseIsNamed() {
		try (WireServer server = MatrixApplication.PLAIN.start("ws-guard.enabled=false")) {
			List<Cause> refused = Cause.of(MatrixApplication.PLAIN)
				.stream()
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
			assertThat(cells.length > 5 || Cause.common().containsKey(cells[1])).as(cells[1]).isTrue();
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

}
