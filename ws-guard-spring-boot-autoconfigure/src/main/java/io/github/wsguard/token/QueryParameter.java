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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One parameter of a query.
 *
 * @param query the query as sent
 * @param start where the parameter begins in it
 * @param equals where its equals sign is, or where it ends if it has none
 * @param end where it ends
 * @param name the name, decoded
 */
record QueryParameter(String query, int start, int equals, int end, String name) {

	/**
	 * Return the parameters of a query, in order, empty ones included: joined by
	 * {@code &}, their raw forms are the query again.
	 * @param query the query as sent, or {@code null} if there is none
	 * @return the parameters
	 */
	static List<QueryParameter> parse(@Nullable String query) {
		if (query == null) {
			return List.of();
		}
		List<QueryParameter> parameters = new ArrayList<>(4);
		int start = 0;
		while (start <= query.length()) {
			int ampersand = query.indexOf('&', start);
			int end = (ampersand >= 0) ? ampersand : query.length();
			parameters.add(of(query, start, end));
			start = end + 1;
		}
		return parameters;
	}

	private static QueryParameter of(String query, int start, int end) {
		int sign = query.indexOf('=', start);
		int equals = (sign < 0 || sign > end) ? end : sign;
		return new QueryParameter(query, start, equals, end, decode(query.substring(start, equals)));
	}

	/**
	 * Return the value. A token may be long, so it is copied only when it is asked for.
	 * @return the value, decoded; empty if there is none
	 */
	String value() {
		return (this.equals < this.end) ? decode(this.query.substring(this.equals + 1, this.end)) : "";
	}

	/**
	 * Return whether there is a value.
	 */
	boolean hasValue() {
		return this.equals + 1 < this.end;
	}

	/**
	 * Return the parameter as sent.
	 */
	String raw() {
		return this.query.substring(this.start, this.end);
	}

	/**
	 * Decode once. Text with an invalid percent sign is left as it is, which no name and
	 * no token matches.
	 */
	private static String decode(String text) {
		if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
			return text;
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '%') {
				int octet = octet(text, i + 1);
				if (octet < 0) {
					return text;
				}
				bytes.write(octet);
				i += 2;
			}
			else {
				// A query is ASCII; whatever else arrives must not turn into it
				bytes.write((c == '+') ? ' ' : (c < 0x80) ? c : 0xFF);
			}
		}
		return bytes.toString(StandardCharsets.UTF_8);
	}

	private static int octet(String text, int index) {
		if (index + 1 >= text.length()) {
			return -1;
		}
		int high = Character.digit(text.charAt(index), 16);
		int low = Character.digit(text.charAt(index + 1), 16);
		return (high >= 0 && low >= 0) ? (high << 4 | low) : -1;
	}

	/**
	 * Return neither the value nor the raw form.
	 */
	@Override
	public String toString() {
		return "QueryParameter[]";
	}

}
