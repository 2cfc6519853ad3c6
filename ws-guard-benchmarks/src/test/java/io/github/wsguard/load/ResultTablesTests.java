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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResultTablesTests {

	private final Figures figures = new Figures();

	@Test
	void showsTheMedianAndTheRatios() {
		rate(Contender.PLAIN, 1000, 5000, 2000);
		rate(Contender.SECURITY, 900, 1100);
		rate(Contender.WS_GUARD, 1500);
		assertThat(new ResultTables(this.figures).toMarkdown()).isEqualTo("""

				### Handshakes in a second

				|  | plain | Spring Security | ws-guard | ws-guard to plain | ws-guard to Spring Security |
				| --- | ---: | ---: | ---: | ---: | ---: |
				| accepted, RS256, known token | 2,000 | 1,000 | 1,500 | 0.75 | 1.50 |
				""");
	}

	@Test
	void leavesOutWhatWasNotMeasured() {
		this.figures.add(HandshakeKind.EXPIRED.row(Section.CPU), Contender.WS_GUARD, 54.321);
		assertThat(new ResultTables(this.figures).toMarkdown())
			.contains("| refused, expired token (RS256) |  |  | 54.3 |  |  |")
			.doesNotContain(Section.RATE.title());
	}

	@Test
	void theWorstNumberDecidesAboutATarget() {
		bytes(HandshakeKind.RS256_KNOWN, 100_000, 102_048);
		assertThat(targets()).contains("| G3 | accepted, known token: bytes over plain | ≤ 2,048 | 2,048 | met |");
		bytes(HandshakeKind.ES256_KNOWN, 100_000, 102_049);
		assertThat(targets())
			.contains("| G3 | accepted, known token: bytes over plain | ≤ 2,048 | 2,049 | **not met** |");
	}

	@Test
	void aLowerLimitIsMetFromAbove() {
		rate(Contender.PLAIN, 1000);
		rate(Contender.WS_GUARD, 950);
		assertThat(targets()).contains("| R1 | known token: rate to plain | ≥ 0.95 | 0.95 | met |");
		rate(Contender.WS_GUARD, 900);
		assertThat(targets()).contains("| R1 | known token: rate to plain | ≥ 0.95 | 0.93 | **not met** |");
	}

	@Test
	void saysNothingAboutTargetsWithoutNumbers() {
		assertThat(targets()).isEmpty();
	}

	private String targets() {
		return new Targets(this.figures).toMarkdown();
	}

	private void rate(Contender contender, double... rates) {
		for (double rate : rates) {
			this.figures.add(HandshakeKind.RS256_KNOWN.row(Section.RATE), contender, rate);
		}
	}

	private void bytes(HandshakeKind kind, double plain, double guarded) {
		this.figures.add(kind.row(Section.ALLOCATED), Contender.PLAIN, plain);
		this.figures.add(kind.row(Section.ALLOCATED), Contender.WS_GUARD, guarded);
	}

}
