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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads claims that hold one or more strings.
 */
final class StringList {

	private StringList() {
	}

	/**
	 * Read a string, or an array of strings.
	 * @param value the value of a claim
	 * @return the strings, or empty if the value is something else
	 */
	static Optional<List<String>> parse(Object value) {
		if (value instanceof String string) {
			return Optional.of(List.of(string));
		}
		if (!(value instanceof List<?> elements)) {
			return Optional.empty();
		}
		List<String> strings = new ArrayList<>(elements.size());
		for (Object element : elements) {
			if (!(element instanceof String string)) {
				return Optional.empty();
			}
			strings.add(string);
		}
		return Optional.of(strings);
	}

	/**
	 * Read a string of words with spaces between them (RFC 6749 3.3), or an array of
	 * strings.
	 * @param value the value of a claim
	 * @return the words, or empty if the value is something else
	 */
	static Optional<List<String>> parseWords(Object value) {
		return (value instanceof String string) ? Optional.of(words(string)) : parse(value);
	}

	private static List<String> words(String string) {
		List<String> words = new ArrayList<>();
		int start = 0;
		while (start <= string.length()) {
			int space = string.indexOf(' ', start);
			int end = (space >= 0) ? space : string.length();
			if (end > start) {
				words.add(string.substring(start, end));
			}
			start = end + 1;
		}
		return words;
	}

}
