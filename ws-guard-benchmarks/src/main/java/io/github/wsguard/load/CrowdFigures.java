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

import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import io.github.wsguard.load.Figures.Row;

/**
 * What is noted of a crowd of clients whose connections the guard ends at about the same
 * time.
 */
final class CrowdFigures {

	private final Figures figures;

	private final Section section;

	CrowdFigures(Figures figures, Section section) {
		this.figures = figures;
		this.section = section;
	}

	/**
	 * Return where the number of clients stands.
	 */
	static Row clients(Section section) {
		return new Row(section, "clients");
	}

	/**
	 * Return where it stands how many of them were told what they should be told.
	 */
	static Row told(Section section) {
		return new Row(section, "of them told why");
	}

	/**
	 * Return where it stands how late the last of them was told.
	 */
	static Row last(Section section) {
		return new Row(section, "the last was told, ms after the time");
	}

	/**
	 * Note how they were closed.
	 * @param clients how many there are
	 * @param mostOpen how many were open at a time, at most
	 * @param expected what they should be told
	 * @param farewells what they were told
	 * @param due when they should be told, by {@link System#nanoTime()}
	 */
	void closed(int clients, int mostOpen, String expected, List<Farewell> farewells, ToLongFunction<Farewell> due) {
		note(clients(this.section), clients);
		note("open at a time, at most", mostOpen);
		List<Farewell> told = farewells.stream().filter((farewell) -> farewell.text().equals(expected)).toList();
		note(told(this.section), told.size());
		farewells.stream()
			.map(Farewell::text)
			.filter(Predicate.not(expected::equals))
			.collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
			.forEach((text, count) -> note("of them told something else: " + text, count));
		long[] late = told.stream()
			.mapToLong((farewell) -> farewell.toldAt() - due.applyAsLong(farewell))
			.sorted()
			.toArray();
		if (late.length > 0) {
			note("the first was told, ms after the time", millis(late, 0));
			note("half were told, ms after the time", millis(late, 0.5));
			note("99 % were told, ms after the time", millis(late, 0.99));
			note(last(this.section), millis(late, 1));
		}
	}

	private static double millis(long[] sorted, double share) {
		return sorted[Math.max((int) Math.ceil(share * sorted.length), 1) - 1] / 1e6;
	}

	/**
	 * Note how many threads the server had.
	 */
	void threads(int before, int meanwhile) {
		note("most threads before", before);
		note("most threads meanwhile", meanwhile);
	}

	/**
	 * Note what lives on the heap of the server after a full collection.
	 */
	void heap(long before, long after) {
		note("heap before, KB", before / 1024.0);
		note("heap after, KB", after / 1024.0);
	}

	/**
	 * Note how long others waited for an echo, if they asked for any.
	 */
	void echo(String when, OptionalDouble micros) {
		micros.ifPresent((value) -> note("echo of others, " + when + ": 99th percentile, µs", value));
	}

	private void note(String title, double value) {
		note(new Row(this.section, title), value);
	}

	private void note(Row row, double value) {
		this.figures.add(row, Contender.WS_GUARD, value);
	}

}
