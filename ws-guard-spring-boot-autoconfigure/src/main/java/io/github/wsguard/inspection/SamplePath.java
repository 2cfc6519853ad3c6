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

package io.github.wsguard.inspection;

import java.util.List;
import java.util.Optional;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Makes up a path that a pattern matches.
 */
final class SamplePath {

	/**
	 * Words to try where a pattern leaves a segment open; the second is for expressions
	 * that want a number.
	 */
	private static final List<String> WORDS = List.of("any", "1", "A", "00000000-0000-0000-0000-000000000000");

	private SamplePath() {
	}

	static Optional<String> of(String pattern) {
		PathPattern parsed = PathPatternParser.defaultInstance.parse(pattern);
		return WORDS.stream()
			.map((word) -> fill(pattern, word))
			.filter((path) -> parsed.matches(PathContainer.parsePath(path)))
			.findFirst();
	}

	private static String fill(String pattern, String word) {
		StringBuilder path = new StringBuilder();
		int depth = 0;
		for (int i = 0; i < pattern.length(); i++) {
			char c = pattern.charAt(i);
			if (c == '{') {
				if (depth == 0) {
					path.append(word);
				}
				depth++;
			}
			else if (c == '}') {
				depth--;
			}
			else if (depth == 0 && c == '*') {
				if (i == 0 || pattern.charAt(i - 1) != '*') {
					path.append(word);
				}
			}
			else if (depth == 0) {
				path.append((c == '?') ? word.charAt(0) : c);
			}
		}
		return path.toString();
	}

}
