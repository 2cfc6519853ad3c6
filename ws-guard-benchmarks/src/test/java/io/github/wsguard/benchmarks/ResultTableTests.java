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
		String text = table(new Measurement(Question.VERIFIER, "RS256", "guard", 42_000, 41_500, 42_900, 16_384),
				new Measurement(Question.VERIFIER, "HS256", "guard", 3000, 2990, 3010, 4096),
				new Measurement(Question.VERIFIER, "RS256", "signatureAlone", 35_000, 34_800, 35_100, 8192),
				new Measurement(Question.VERIFIER, "HS256", "signatureAlone", 1200, 99.94, 1250.4, 512));
		assertThat(text).isEqualTo("""

				### A new token

				| case | what | ns | a quarter below | a quarter above | bytes | of `signatureAlone` |
				| --- | --- | ---: | ---: | ---: | ---: | ---: |
				| HS256 | `signatureAlone` | 1,200 | 99.9 | 1,250 | 512 | 1.00 |
				| HS256 | `guard` | 3,000 | 2,990 | 3,010 | 4,096 | 2.50 |
				| RS256 | `signatureAlone` | 35,000 | 34,800 | 35,100 | 8,192 | 1.00 |
				| RS256 | `guard` | 42,000 | 41,500 | 42,900 | 16,384 | 1.20 |
				""");
	}

	@Test
	void leavesOutWhatWasNotMeasured() {
		String text = table(new Measurement(Question.ISSUERS, "", "thousandIssuers", 10, 9, 11, Double.NaN));
		assertThat(text).endsWith("|  | `thousandIssuers` | 10.0 | 9.0 | 11.0 |  |  |\n").doesNotContain("A decision");
	}

	@Test
	void keepsTheOrderOfTheQuestions() {
		String text = table(new Measurement(Question.REFUSAL, "CODE", "readyBody", 1, 1, 1, 0),
				new Measurement(Question.DECISION, "RS256", "sha256OfToken", 1, 1, 1, 0));
		assertThat(text.indexOf("A decision")).isLessThan(text.indexOf("A refusal"));
	}

	private static String table(Measurement... measurements) {
		return new ResultTable(List.of(measurements)).toMarkdown();
	}

}
