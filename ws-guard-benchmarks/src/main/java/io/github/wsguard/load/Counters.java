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

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What an application has consumed since it started.
 *
 * @param cpuNanos time of its process on any processor
 * @param allocatedBytes bytes that its threads have allocated
 * @param classes how many classes it has loaded
 * @param logLines how many lines it has logged
 * @param series how many series of metrics it has
 * @param verifications how many signatures it had to verify, if it tells
 */
record Counters(long cpuNanos, long allocatedBytes, long classes, long logLines, long series, long verifications) {

	/**
	 * Read what an application answers.
	 * @param answer names and numbers
	 */
	static Counters parse(String answer) {
		Map<String, Long> numbers = Arrays.stream(answer.split(" "))
			.map((pair) -> pair.split("="))
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> Long.valueOf(pair[1])));
		return new Counters(number(numbers, "cpu"), number(numbers, "allocated"), number(numbers, "classes"),
				number(numbers, "lines"), number(numbers, "series"), number(numbers, "verifications"));
	}

	private static long number(Map<String, Long> numbers, String name) {
		return Objects.requireNonNull(numbers.get(name), name);
	}

}
