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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The numbers that were measured. What was measured several times counts by its median.
 */
final class Figures {

	private final Map<Row, Map<Contender, List<Double>>> values = new LinkedHashMap<>();

	/**
	 * Note a number.
	 */
	void add(Row row, Contender contender, double value) {
		this.values.computeIfAbsent(row, (key) -> new EnumMap<>(Contender.class))
			.computeIfAbsent(contender, (key) -> new ArrayList<>())
			.add(value);
	}

	/**
	 * Return the rows of a section, in the order in which they were first noted.
	 */
	List<Row> rows(Section section) {
		return this.values.keySet().stream().filter((row) -> row.section() == section).toList();
	}

	/**
	 * Return a number.
	 * @return the median, or empty if there is none
	 */
	OptionalDouble get(Row row, Contender contender) {
		double[] sorted = this.values.getOrDefault(row, Map.of())
			.getOrDefault(contender, List.of())
			.stream()
			.mapToDouble(Double::doubleValue)
			.sorted()
			.toArray();
		return (sorted.length == 0) ? OptionalDouble.empty() : OptionalDouble.of(median(sorted));
	}

	private static double median(double... sorted) {
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle]
				: Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
	}

	/**
	 * What was measured.
	 *
	 * @param section the table that it stands in
	 * @param title its name there
	 */
	record Row(Section section, String title) {

	}

}
