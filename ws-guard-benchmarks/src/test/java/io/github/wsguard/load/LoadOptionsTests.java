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

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.wsguard.load.LoadOptions.Part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LoadOptionsTests {

	@Test
	void warmsThoroughlyByDefault() {
		LoadOptions options = LoadOptions.parse("");
		assertThat(options.forks()).isEqualTo(5);
		assertThat(options.warmUp()).isEqualTo(40_000);
		assertThat(options.idle()).containsExactly(1000, 4000, 16_000);
		assertThat(options.parts()).doesNotContain(Part.BAD_TOKENS, Part.CONNECTIONS).hasSize(5);
	}

	@Test
	void newTokensAreMoreThanTheCacheRemembers() {
		assertThat(LoadOptions.parse("").newTokens()).isGreaterThan(10_000);
		assertThat(LoadOptions.parse("--quick").newTokens()).isGreaterThan(10_000);
	}

	@Test
	void crowdsAreAsLargeAsDocumented() {
		LoadOptions options = LoadOptions.parse("--measure connections");
		assertThat(options.parts()).containsExactly(Part.CONNECTIONS);
		assertThat(options.expiring()).isEqualTo(5000);
		assertThat(options.silent()).isEqualTo(10_000);
		assertThat(options.firstMessage()).isEqualTo(Duration.ofSeconds(10));
		assertThat(LoadOptions.parse("--quick").silent()).isEqualTo(2000);
	}

	@Test
	void whatIsChosenGoesBeforeQuick() {
		LoadOptions options = LoadOptions.parse(" --forks 2 --quick --millis 250  --measure idle,bad-tokens");
		assertThat(options.forks()).isEqualTo(2);
		assertThat(options.rounds()).isEqualTo(3);
		assertThat(options.duration()).isEqualTo(Duration.ofMillis(250));
		assertThat(options.parts()).containsExactly(Part.IDLE, Part.BAD_TOKENS);
	}

	@Test
	void optionsOfTheJvmAreHandedOn() {
		assertThat(LoadOptions.parse("--jvm -Xmx1g -XX:+UseG1GC --forks 1").jvm()).containsExactly("-Xmx1g",
				"-XX:+UseG1GC");
	}

	@Test
	void unknownOptionsAndMissingValuesAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> LoadOptions.parse("--frok 2"))
			.withMessageContaining("--frok");
		assertThatIllegalArgumentException().isThrownBy(() -> LoadOptions.parse("--forks --quick"))
			.withMessageContaining("--forks");
	}

}
