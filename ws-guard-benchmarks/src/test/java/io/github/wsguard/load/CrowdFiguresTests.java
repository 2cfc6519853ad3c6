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

package io.github.wsguard.load;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.wsguard.load.Bystanders.Talk;
import io.github.wsguard.load.EchoRun.RoundTrip;

import static org.assertj.core.api.Assertions.assertThat;

class CrowdFiguresTests {

	private static final String EXPECTED = "close 4401 TOKEN_EXPIRED";

	private final Figures figures = new Figures();

	private final CrowdFigures crowd = new CrowdFigures(this.figures, Section.EXPIRY);

	@Test
	void countsThoseWhoWereToldWhatTheyShouldBeTold() {
		this.crowd.closed(3, 3, EXPECTED,
				List.of(told(EXPECTED, 2_000_000), told("end", 9_000_000), told("close 1001", 9_000_000)),
				(farewell) -> 0);
		assertThat(tables()).contains("| clients |  |  | 3 |", "| of them told why |  |  | 1 |",
				"| of them told something else: close 1001 |  |  | 1 |",
				"| of them told something else: end |  |  | 1 |", "| the last was told, ms after the time |  |  | 2 |");
		assertThat(targets()).contains("clients told why, % | ≥ 100 | 33.33 | **not met** |");
	}

	@Test
	void tellsHowLateTheyWereTold() {
		this.crowd.closed(3, 2, EXPECTED,
				List.of(told(EXPECTED, 5_003_000_000L), told(EXPECTED, 1_000_000), told(EXPECTED, 7_000_000)),
				(farewell) -> farewell.startedAt() + 2_000_000);
		assertThat(tables()).contains("| open at a time, at most |  |  | 2 |",
				"| the first was told, ms after the time |  |  | -1 |",
				"| half were told, ms after the time |  |  | 5 |",
				"| the last was told, ms after the time |  |  | 5,001 |");
		assertThat(targets()).contains("clients told why, % | ≥ 100 | 100 | met |",
				"the last was told, ms after the time | ≤ 5,000 | 5,001 | **not met** |");
	}

	@Test
	void tailIsThatOfATime() {
		Talk talk = new Talk(List.of(new RoundTrip(9, 64_000_000), new RoundTrip(10, 64_000), new RoundTrip(19, 32_000),
				new RoundTrip(20, 64_000_000)));
		assertThat(talk.tail(10, 20)).hasValue(64);
		assertThat(talk.tail(30, 40)).isEmpty();
	}

	private static Farewell told(String text, long at) {
		return new Farewell(text, 0, at);
	}

	private String tables() {
		return new ResultTables(this.figures).toMarkdown();
	}

	private String targets() {
		return new Targets(this.figures).toMarkdown();
	}

}
