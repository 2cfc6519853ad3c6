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

package io.github.wsguard.token;

import java.util.ArrayList;
import java.util.List;

import io.github.wsguard.decision.HandshakeRequest;

/**
 * The cookies as far as they concern tokens (RFC 6265 4.2.1).
 */
final class CookieTokens {

	static final String NAME = "Cookie";

	private final List<String> values = new ArrayList<>(2);

	private final StringBuilder rest = new StringBuilder();

	CookieTokens(HandshakeRequest request, String name) {
		for (String line : request.headers(NAME)) {
			int start = 0;
			while (start <= line.length()) {
				int semicolon = line.indexOf(';', start);
				int end = (semicolon >= 0) ? semicolon : line.length();
				read(line.substring(start, end).strip(), name);
				start = end + 1;
			}
		}
	}

	private void read(String pair, String name) {
		int equals = pair.indexOf('=');
		if (equals >= 0 && pair.substring(0, equals).strip().equals(name)) {
			this.values.add(unquote(pair.substring(equals + 1).strip()));
		}
		else if (!pair.isEmpty()) {
			this.rest.append(this.rest.isEmpty() ? "" : "; ").append(pair);
		}
	}

	private static String unquote(String value) {
		boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
		return quoted ? value.substring(1, value.length() - 1) : value;
	}

	/**
	 * Return the values of the cookie that is named for tokens, without quotes.
	 * @return the values, one for each cookie of the name
	 */
	List<String> values() {
		return this.values;
	}

	/**
	 * Return whether there is a token to read: a cookie that logout emptied is none.
	 * @return {@code true} if there is one, or more than one cookie of the name
	 */
	boolean hasToken() {
		return this.values.size() > 1 || (this.values.size() == 1 && !this.values.get(0).isEmpty());
	}

	/**
	 * Return the other cookies.
	 * @return the value of the {@code Cookie} header, empty if nothing remains
	 */
	String withoutToken() {
		return this.rest.toString();
	}

}
