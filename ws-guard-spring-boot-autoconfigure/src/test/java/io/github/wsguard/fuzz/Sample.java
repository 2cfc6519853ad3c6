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

package io.github.wsguard.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One input: named values in order, where a name may come again. Has a form of one line,
 * in which it is reported and kept.
 *
 * @param fields the values
 */
public record Sample(List<Field> fields) {

	private static final String SEPARATOR = "\t";

	/**
	 * A named value.
	 *
	 * @param name the name
	 * @param value the value
	 */
	public record Field(String name, String value) {

	}

	/**
	 * Create an input.
	 */
	public Sample {
		fields = List.copyOf(fields);
	}

	/**
	 * Create an input.
	 * @param namesAndValues a name, its value, the next name and so on
	 * @return the input
	 */
	public static Sample of(String... namesAndValues) {
		Sample sample = new Sample(List.of());
		for (int i = 0; i < namesAndValues.length; i += 2) {
			sample = sample.with(namesAndValues[i], namesAndValues[i + 1]);
		}
		return sample;
	}

	/**
	 * Add a value.
	 * @param name the name
	 * @param value the value
	 * @return an input with one more value
	 */
	public Sample with(String name, String value) {
		List<Field> fields = new ArrayList<>(this.fields);
		fields.add(new Field(name, value));
		return new Sample(fields);
	}

	/**
	 * Return every value of a name.
	 * @param name the name
	 * @return the values in order, empty if there is none
	 */
	public List<String> all(String name) {
		return this.fields.stream().filter((field) -> field.name().equals(name)).map(Field::value).toList();
	}

	/**
	 * Return the first value of a name.
	 * @param name the name
	 * @param absent what stands in for it
	 * @return the value, or what stands in for it if there is none
	 */
	public String first(String name, String absent) {
		List<String> values = all(name);
		return values.isEmpty() ? absent : values.get(0);
	}

	/**
	 * Return the first value of a name.
	 * @param name the name
	 * @return the value, or {@code null} if there is none
	 */
	public @Nullable String first(String name) {
		List<String> values = all(name);
		return values.isEmpty() ? null : values.get(0);
	}

	/**
	 * Read an input from its form of one line.
	 * @param line the line
	 * @return the input
	 */
	public static Sample parse(String line) {
		List<Field> fields = Arrays.stream(line.split(SEPARATOR)).filter((field) -> !field.isEmpty()).map((field) -> {
			int equals = field.indexOf('=');
			return new Field(field.substring(0, equals), unescape(field.substring(equals + 1)));
		}).toList();
		return new Sample(fields);
	}

	/**
	 * Return the form of one line: everything but visible ASCII is escaped as in Java.
	 */
	@Override
	public String toString() {
		return String.join(SEPARATOR,
				this.fields.stream().map((field) -> field.name() + "=" + escape(field.value())).toList());
	}

	private static String escape(String value) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < value.length(); i++) {
			char character = value.charAt(i);
			boolean visible = character > ' ' && character < 0x7f && character != '\\';
			text.append(visible ? String.valueOf(character) : "\\u%04x".formatted((int) character));
		}
		return text.toString();
	}

	private static String unescape(String text) {
		StringBuilder value = new StringBuilder();
		for (int i = 0; i < text.length(); i++) {
			if (text.startsWith("\\u", i)) {
				value.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
				i += 5;
			}
			else {
				value.append(text.charAt(i));
			}
		}
		return value.toString();
	}

}
