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

package io.github.wsguard.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.wsguard.jwt.KeySetFetch;
import io.github.wsguard.observation.KeysRotated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeySetReporter}.
 */
@ExtendWith(OutputCaptureExtension.class)
class KeySetReporterTests {

	private final List<Object> events = new ArrayList<>();

	private final KeySetReporter reporter = new KeySetReporter(this.events::add);

	@Test
	void writesOneLineForTheFirstKeys(CapturedOutput output) {
		this.reporter.fetched(fetch(true, 2, 0, null, 0));
		assertThat(output.getAll().lines()).singleElement().asString().contains("main", "2 in use");
		assertThat(this.events).isEmpty();
	}

	@Test
	void writesNothingWhileNothingChanges(CapturedOutput output) {
		this.reporter.fetched(fetch(false, 0, 0, null, 0));
		assertThat(output.getAll()).isEmpty();
		assertThat(this.events).isEmpty();
	}

	@Test
	void tellsTheApplicationOfRotatedKeys(CapturedOutput output) {
		this.reporter.fetched(fetch(false, 1, 2, null, 0));
		assertThat(output.getAll().lines()).singleElement().asString().contains("main", "1 new, 2 gone");
		assertThat(this.events).containsExactly(new KeysRotated("main", 1, 2));
	}

	@Test
	void warnsOfKeysThatAreSkipped(CapturedOutput output) {
		this.reporter.fetched(new KeySetFetch("main", false, 2, 0, 0, List.of("key 2 has no kty"), null, 0));
		assertThat(output.getAll().lines()).singleElement().asString().contains("WARN", "main", "key 2 has no kty");
	}

	@Test
	void writesFewLinesOfALongOutageAndOneOfItsEnd(CapturedOutput output) {
		for (int i = 1; i <= 120; i++) {
			this.reporter.fetched(fetch(false, 0, 0, "The key set cannot be reached", i));
		}
		assertThat(output.getAll().lines()).hasSize(7).allMatch((line) -> line.contains("WARN"));
		this.reporter.fetched(fetch(false, 0, 0, null, 120));
		assertThat(output.getAll().lines()).hasSize(8).last().asString().contains("INFO", "Fetched the keys");
	}

	private static KeySetFetch fetch(boolean first, int added, int removed, @Nullable String failure, int failures) {
		return new KeySetFetch("main", first, 2, added, removed, List.of(), failure, failures);
	}

}
