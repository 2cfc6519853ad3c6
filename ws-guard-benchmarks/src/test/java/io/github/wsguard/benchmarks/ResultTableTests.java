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

package io.github.wsguard.benchmarks;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResultTableTests {

	@Test
	void comparesEachContenderWithTheReferenceOfItsCase() {
		String text = table(new Measurement(Question.VERIFIER, "RS256", "signatureAlone", 35_000, 1200, 8192),
				new Measurement(Question.VERIFIER, "RS256", "guard", 42_000, 900, 16_384),
				new Measurement(Question.VERIFIER, "HS256", "signatureAlone", 1200, 10, 512),
				new Measurement(Question.VERIFIER, "HS256", "guard", 3000, 10.04, 4096));
		assertThat(text).isEqualTo("""

				### A new token

				| case | what | ns | ± | bytes | of `signatureAlone` |
				| --- | --- | ---: | ---: | ---: | ---: |
				| RS256 | `signatureAlone` | 35,000 | 1,200 | 8,192 | 1.00 |
				| RS256 | `guard` | 42,000 | 900 | 16,384 | 1.20 |
				| HS256 | `signatureAlone` | 1,200 | 10.0 | 512 | 1.00 |
				| HS256 | `guard` | 3,000 | 10.0 | 4,096 | 2.50 |
				""");
	}

	@Test
	void leavesOutWhatWasNotMeasured() {
		String text = table(new Measurement(Question.ISSUERS, "", "thousandIssuers", 10, Double.NaN, Double.NaN));
		assertThat(text).endsWith("|  | `thousandIssuers` | 10.0 |  |  |  |\n").doesNotContain("A decision");
	}

	@Test
	void keepsTheOrderOfTheQuestions() {
		String text = table(new Measurement(Question.REFUSAL, "CODE", "readyBody", 1, 0, 0),
				new Measurement(Question.DECISION, "RS256", "sha256OfToken", 1, 0, 0));
		assertThat(text.indexOf("A decision")).isLessThan(text.indexOf("A refusal"));
	}

	private static String table(Measurement... measurements) {
		return new ResultTable(List.of(measurements)).toMarkdown();
	}

}
