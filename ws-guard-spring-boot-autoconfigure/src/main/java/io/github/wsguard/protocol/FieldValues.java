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

package io.github.wsguard.protocol;

import java.util.List;

/**
 * The grammar that header fields share: tokens, and comma-separated lists of them over
 * any number of lines (RFC 9110 5.6). Allocates nothing.
 */
final class FieldValues {

	private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

	private FieldValues() {
	}

	/**
	 * Return whether one element of a list is the token, in any case.
	 */
	static boolean contain(List<String> lines, String token) {
		return contain(lines, token, true);
	}

	/**
	 * Return whether one element of a list is the token, in this case.
	 */
	static boolean containExactly(List<String> lines, String token) {
		return contain(lines, token, false);
	}

	private static boolean contain(List<String> lines, String token, boolean ignoreCase) {
		for (int i = 0; i < lines.size(); i++) {
			if (contains(lines.get(i), token, ignoreCase)) {
				return true;
			}
		}
		return false;
	}

	private static boolean contains(String line, String token, boolean ignoreCase) {
		int start = 0;
		while (start <= line.length()) {
			int end = elementEnd(line, start);
			int from = skipSpace(line, start, end);
			int to = trimSpace(line, from, end);
			if (to - from == token.length() && line.regionMatches(ignoreCase, from, token, 0, token.length())) {
				return true;
			}
			start = end + 1;
		}
		return false;
	}

	/**
	 * Return where the element that starts at an index ends: at the next comma, or with
	 * the line.
	 */
	static int elementEnd(String line, int start) {
		int comma = line.indexOf(',', start);
		return (comma >= 0) ? comma : line.length();
	}

	/**
	 * Return the index of the first character that is neither space nor tab.
	 */
	static int skipSpace(String line, int start, int end) {
		int index = start;
		while (index < end && isSpace(line.charAt(index))) {
			index++;
		}
		return index;
	}

	/**
	 * Return the index behind the last character that is neither space nor tab.
	 */
	static int trimSpace(String line, int start, int end) {
		int index = end;
		while (index > start && isSpace(line.charAt(index - 1))) {
			index--;
		}
		return index;
	}

	/**
	 * Return the index behind the token that starts at an index, or the index itself if
	 * none does.
	 */
	static int tokenEnd(String line, int start, int end) {
		int index = start;
		while (index < end && isTokenCharacter(line.charAt(index))) {
			index++;
		}
		return index;
	}

	private static boolean isTokenCharacter(char character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| (character >= '0' && character <= '9') || TOKEN_PUNCTUATION.indexOf(character) >= 0;
	}

	private static boolean isSpace(char character) {
		return character == ' ' || character == '\t';
	}

}
