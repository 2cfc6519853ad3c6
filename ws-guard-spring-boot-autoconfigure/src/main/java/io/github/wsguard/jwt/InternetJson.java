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

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a token as RFC 7493 wants JSON to be, so that it means the same to
 * every reader: without a name that stands twice, at any depth, and without half a
 * surrogate pair. The library lets both pass: it takes the last of two members where the
 * first is {@code null} or nested.
 */
final class InternetJson {

	private InternetJson() {
	}

	/**
	 * Read an object from a part of a token.
	 * @param part the part, in base64url
	 * @return the members, or empty if this is no JSON object or could be read in two
	 * ways
	 */
	static Optional<Map<String, Object>> decode(String part) {
		try {
			return JsonObject.text(Base64.getUrlDecoder().decode(part)).flatMap(InternetJson::parse);
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static Optional<Map<String, Object>> parse(String text) {
		return JsonObject.parse(text).filter((members) -> isUnambiguous(text, members));
	}

	private static boolean isUnambiguous(String text, Map<String, Object> members) {
		// Only an escape can hide half a pair in UTF-8
		return (text.indexOf('\\') < 0 || isUnicode(members)) && countNames(text) == countMembers(members);
	}

	/**
	 * Count the colons outside of strings: the text is known to be JSON.
	 */
	private static int countNames(String text) {
		int names = 0;
		boolean quoted = false;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '"') {
				quoted = !quoted;
			}
			else if (quoted && c == '\\') {
				i++;
			}
			else if (!quoted && c == ':') {
				names++;
			}
		}
		return names;
	}

	private static int countMembers(@Nullable Object value) {
		int members = 0;
		if (value instanceof Map<?, ?> object) {
			members = object.size();
			for (Object member : object.values()) {
				members += countMembers(member);
			}
		}
		else if (value instanceof List<?> elements) {
			for (Object element : elements) {
				members += countMembers(element);
			}
		}
		return members;
	}

	private static boolean isUnicode(@Nullable Object value) {
		if (value instanceof String text) {
			return isUnicode(text);
		}
		if (value instanceof Map<?, ?> object) {
			return object.entrySet()
				.stream()
				.allMatch((member) -> isUnicode(member.getKey()) && isUnicode(member.getValue()));
		}
		return !(value instanceof List<?> elements) || elements.stream().allMatch(InternetJson::isUnicode);
	}

	private static boolean isUnicode(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
					return false;
				}
				i++;
			}
		}
		return true;
	}

}
