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

package io.github.wsguard.fuzz.run;

import java.util.List;

import io.github.wsguard.fuzz.Choices;
import io.github.wsguard.fuzz.Difference;
import io.github.wsguard.fuzz.FuzzTarget;
import io.github.wsguard.fuzz.Sample;

/**
 * Where the coverage-guided fuzzer of the profile {@code fuzz} calls in. Its bytes decide
 * what a seed decides in {@link FuzzTests}.
 */
public final class LongFuzzing {

	private static final List<FuzzTarget> TARGETS = Targets.chosen();

	private LongFuzzing() {
	}

	/**
	 * Load and instrument what the first input of each target needs, so that it is not
	 * taken for a hang.
	 */
	public static void fuzzerInitialize() {
		TARGETS.forEach((target) -> target.attempt(target.samples().apply(Choices.of(new byte[0]))));
	}

	/**
	 * Try one input.
	 * @param bytes the decisions that make it up
	 */
	public static void fuzzerTestOneInput(byte[] bytes) {
		Choices choices = Choices.of(bytes);
		FuzzTarget target = choices.pick(TARGETS);
		Sample sample = target.samples().apply(choices);
		FuzzTarget.Outcome outcome = target.attempt(sample);
		if (!outcome.agrees()) {
			throw new AssertionError(new Difference(target, sample, outcome).toString());
		}
	}

}
