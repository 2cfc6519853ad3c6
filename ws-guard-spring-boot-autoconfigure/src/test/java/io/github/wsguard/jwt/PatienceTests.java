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

package io.github.wsguard.jwt;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Patience}.
 */
class PatienceTests {

	@Test
	void isOverWhenAllOfItIsSpent() {
		Patience patience = new Patience(Duration.ofNanos(160));
		for (int slice = 0; slice < 15; slice++) {
			patience.spend(patience.slice());
		}
		assertThat(patience.isOver()).isFalse();
		assertThat(patience.slice()).isEqualTo(10);
		patience.spend(10);
		assertThat(patience.isOver()).isTrue();
	}

	@Test
	void countsPauseOfProcessAsOneSlice() {
		Patience patience = new Patience(Duration.ofSeconds(1));
		patience.spend(Duration.ofMinutes(1).toNanos());
		assertThat(patience.isOver()).isFalse();
	}

	@Test
	void countsOnlyWhatWasWaited() {
		Patience patience = new Patience(Duration.ofNanos(160));
		patience.spend(3);
		for (int slice = 0; slice < 15; slice++) {
			patience.spend(10);
		}
		assertThat(patience.slice()).isEqualTo(7);
	}

	@Test
	void isOverAtOnceWithoutAny() {
		assertThat(new Patience(Duration.ZERO).isOver()).isTrue();
	}

}
