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
import java.util.Locale;
import java.util.OptionalDouble;

import io.github.wsguard.load.Figures.Row;

/**
 * Puts the applications side by side, in Markdown.
 */
final class ResultTables {

	private final Figures figures;

	ResultTables(Figures figures) {
		this.figures = figures;
	}

	/**
	 * Write a table for each section that has numbers.
	 * @return the tables, each line with its end
	 */
	String toMarkdown() {
		StringBuilder text = new StringBuilder();
		for (Section section : Section.values()) {
			List<Row> rows = this.figures.rows(section);
			if (!rows.isEmpty()) {
				append(text, section, rows);
			}
		}
		return text.toString();
	}

	private void append(StringBuilder text, Section section, List<Row> rows) {
		text.append("\n### ").append(section.title()).append("\n\n|  |");
		for (Contender contender : Contender.COMPARED) {
			text.append(' ').append(contender.title()).append(" |");
		}
		text.append(" ws-guard to plain | ws-guard to Spring Security |\n| --- |");
		text.append(" ---: |".repeat(Contender.COMPARED.size() + 2)).append('\n');
		for (Row row : rows) {
			text.append("| ").append(row.title()).append(" |");
			for (Contender contender : Contender.COMPARED) {
				text.append(cell(number(row, contender), section.decimals()));
			}
			text.append(cell(ratio(row, Contender.PLAIN), 2));
			text.append(cell(ratio(row, Contender.SECURITY), 2)).append('\n');
		}
	}

	/**
	 * Metrics change nothing that is compared, so ws-guard with them is ws-guard.
	 */
	private OptionalDouble number(Row row, Contender contender) {
		OptionalDouble number = this.figures.get(row, contender);
		return (number.isEmpty() && contender == Contender.WS_GUARD)
				? this.figures.get(row, Contender.WS_GUARD_WITH_METRICS) : number;
	}

	private OptionalDouble ratio(Row row, Contender other) {
		OptionalDouble own = this.figures.get(row, Contender.WS_GUARD);
		OptionalDouble reference = this.figures.get(row, other);
		return (own.isEmpty() || reference.isEmpty() || reference.getAsDouble() == 0) ? OptionalDouble.empty()
				: OptionalDouble.of(own.getAsDouble() / reference.getAsDouble());
	}

	private static String cell(OptionalDouble number, int decimals) {
		return number.isEmpty() ? "  |"
				: " " + String.format(Locale.ROOT, "%,." + decimals + "f", number.getAsDouble()) + " |";
	}

}
