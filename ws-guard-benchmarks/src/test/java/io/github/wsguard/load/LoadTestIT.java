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

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One small round of everything, against all applications.
 */
class LoadTestIT {

	private static final String SMALL = "--quick --measure start-up,idle,handshakes,flood,storm,bad-tokens,connections"
			+ " --rounds 1 --warm-up 20 --millis 100 --in-flight 4 --new-tokens 200 --idle 50 --flood-seconds 1"
			+ " --storm 50 --bad-tokens 200 --expiring 40 --silent 50 --first-message-seconds 1"
			+ " --jvm -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

	@Test
	void measuresAllApplicationsAndLeavesNoneBehind() throws IOException {
		Figures figures = new Figures();
		LoadTest.run(LoadOptions.parse(SMALL), new PrintWriter(new StringWriter()), figures);
		for (Section section : Section.values()) {
			assertThat(figures.rows(section)).as(section.title()).isNotEmpty();
		}
		for (HandshakeKind kind : HandshakeKind.values()) {
			for (Contender contender : Contender.COMPARED) {
				assertThat(figures.get(kind.row(Section.ALLOCATED), contender).isPresent())
					.isEqualTo(kind.concerns(contender));
			}
		}
		assertThat(new Targets(figures).toMarkdown()).contains("| G3 |", "| G4 |", "| G5 |", "| G6 |", "| G7 |",
				"| R1 |", "| R2 |", "| R4 |", "| R5 |", "| R6 |",
				"| tokens that expire at once: clients told why, % | ≥ 100 | 100 | met |",
				"| silent clients: told why, % | ≥ 100 | 100 | met |");
		assertThat(children()).isEmpty();
	}

	private static List<String> children() {
		return ProcessHandle.current()
			.children()
			.flatMap((child) -> child.info().commandLine().stream())
			.filter((command) -> command.contains(".load.application."))
			.toList();
	}

}
