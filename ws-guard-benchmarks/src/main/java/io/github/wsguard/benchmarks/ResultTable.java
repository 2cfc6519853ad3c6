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

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Puts what was measured side by side, in Markdown.
 */
final class ResultTable {

	private final List<Measurement> measurements;

	ResultTable(List<Measurement> measurements) {
		this.measurements = measurements;
	}

	/**
	 * Write a table for each question that was measured.
	 * @return the tables, each line with its end
	 */
	String toMarkdown() {
		StringBuilder text = new StringBuilder();
		for (Question question : Question.values()) {
			List<Measurement> answers = this.measurements.stream()
				.filter((measurement) -> measurement.question() == question)
				.sorted(Comparator.comparing(Measurement::circumstances)
					.thenComparing(Measurement::isReference, Comparator.reverseOrder()))
				.toList();
			if (!answers.isEmpty()) {
				append(text, question, answers);
			}
		}
		return text.toString();
	}

	private void append(StringBuilder text, Question question, List<Measurement> answers) {
		text.append("\n### ").append(question.title()).append("\n\n");
		text.append("| case | what | ns | a quarter below | a quarter above | bytes | of `")
			.append(question.reference())
			.append("` |\n");
		text.append("| --- | --- | ---: | ---: | ---: | ---: | ---: |\n");
		for (Measurement answer : answers) {
			text.append("| %s | `%s` | %s | %s | %s | %s | %s |\n".formatted(answer.circumstances(), answer.contender(),
					number(answer.nanos()), number(answer.low()), number(answer.high()), number(answer.bytes()),
					ratio(answer)));
		}
	}

	private String ratio(Measurement answer) {
		return this.measurements.stream()
			.filter((other) -> other.isReference() && other.isComparableWith(answer))
			.findFirst()
			.map((reference) -> String.format(Locale.ROOT, "%.2f", answer.nanos() / reference.nanos()))
			.orElse("");
	}

	/**
	 * Three digits that count are more than a busy machine can promise.
	 */
	private static String number(double value) {
		if (Double.isNaN(value)) {
			return "";
		}
		return String.format(Locale.ROOT, (value < 100) ? "%.1f" : "%,.0f", value);
	}

}
