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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HistogramTests {

	private final Histogram histogram = new Histogram();

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 63, 64, 65, 127, 128, 129, 1_000_000, 123_456_789_012L, Long.MAX_VALUE })
	void knowsADurationToASixtyFourth(long nanos) {
		this.histogram.record(nanos);
		assertThat(this.histogram.percentile(0.5)).isBetween(nanos - nanos / 64, nanos);
	}

	@Test
	void findsTheDurationThatAShareDoesNotExceed() {
		for (int nanos = 1; nanos <= 50; nanos++) {
			this.histogram.record(nanos);
		}
		assertThat(this.histogram.count()).isEqualTo(50);
		assertThat(this.histogram.percentile(0)).isEqualTo(1);
		assertThat(this.histogram.percentile(0.5)).isEqualTo(25);
		assertThat(this.histogram.percentile(0.98)).isEqualTo(49);
		assertThat(this.histogram.percentile(0.99)).isEqualTo(50);
		assertThat(this.histogram.percentile(1)).isEqualTo(50);
	}

	@Test
	void takesADurationBeforeItsStartForNone() {
		this.histogram.record(-5);
		assertThat(this.histogram.percentile(1)).isZero();
	}

	@Test
	void hasNothingToSayBeforeItHasCounted() {
		assertThat(this.histogram.percentile(0.99)).isZero();
	}

}
