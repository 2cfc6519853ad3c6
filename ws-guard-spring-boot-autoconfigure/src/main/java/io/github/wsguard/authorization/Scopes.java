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

package io.github.wsguard.authorization;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The scopes of a token: its {@code scope} claim, or {@code scp} if it has none, as a
 * list or as one string with a space between scopes (RFC 8693 4.2).
 */
final class Scopes {

	private final @Nullable Object granted;

	private Scopes(@Nullable Object granted) {
		this.granted = granted;
	}

	static Scopes of(Map<String, Object> claims) {
		Object scope = claims.get("scope");
		return new Scopes((scope != null) ? scope : claims.get("scp"));
	}

	boolean contain(String scope) {
		if (this.granted instanceof List<?> list) {
			return list.contains(scope);
		}
		return this.granted instanceof String text && contains(text, scope);
	}

	private static boolean contains(String text, String scope) {
		int start = text.indexOf(scope);
		while (start >= 0) {
			int end = start + scope.length();
			boolean starts = start == 0 || text.charAt(start - 1) == ' ';
			boolean ends = end == text.length() || text.charAt(end) == ' ';
			if (starts && ends) {
				return true;
			}
			start = text.indexOf(scope, start + 1);
		}
		return false;
	}

}
