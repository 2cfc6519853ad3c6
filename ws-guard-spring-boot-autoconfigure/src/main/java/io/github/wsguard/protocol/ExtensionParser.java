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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads one line of {@code Sec-WebSocket-Extensions} by the grammar of RFC 6455 9.1. Used
 * once.
 */
final class ExtensionParser {

	private final String line;

	private int position;

	private boolean plain;

	ExtensionParser(String line) {
		this.line = line;
	}

	/**
	 * Read the line.
	 * @param offers where the offers go
	 * @return {@code false} if the line is malformed
	 */
	boolean readInto(List<ExtensionOffer> offers) {
		do {
			ExtensionOffer offer = offer();
			if (offer == null) {
				return false;
			}
			offers.add(offer);
		}
		while (accept(','));
		return this.position == this.line.length();
	}

	private @Nullable ExtensionOffer offer() {
		this.plain = true;
		String name = token();
		if (name == null) {
			return null;
		}
		List<ExtensionOffer.Parameter> parameters = new ArrayList<>(4);
		while (accept(';')) {
			ExtensionOffer.Parameter parameter = parameter();
			if (parameter == null) {
				return null;
			}
			parameters.add(parameter);
		}
		return new ExtensionOffer(name, parameters, this.plain);
	}

	private ExtensionOffer.@Nullable Parameter parameter() {
		String name = token();
		if (name == null) {
			return null;
		}
		int nameEnd = this.position;
		if (!accept('=')) {
			return new ExtensionOffer.Parameter(name, null);
		}
		String value = accept('"') ? quotedToken() : token();
		if (value == null) {
			return null;
		}
		this.plain &= this.line.startsWith(value, nameEnd + 1);
		return new ExtensionOffer.Parameter(name, value);
	}

	private @Nullable String token() {
		int start = FieldValues.skipSpace(this.line, this.position, this.line.length());
		int end = FieldValues.tokenEnd(this.line, start, this.line.length());
		this.position = end;
		return (end > start) ? this.line.substring(start, end) : null;
	}

	private @Nullable String quotedToken() {
		StringBuilder value = new StringBuilder();
		while (this.position < this.line.length()) {
			char character = this.line.charAt(this.position++);
			if (character == '"') {
				return tokenOnly(value.toString());
			}
			if (character == '\\' && this.position < this.line.length()) {
				character = this.line.charAt(this.position++);
			}
			value.append(character);
		}
		return null;
	}

	private static @Nullable String tokenOnly(String value) {
		boolean token = !value.isEmpty() && FieldValues.tokenEnd(value, 0, value.length()) == value.length();
		return token ? value : null;
	}

	private boolean accept(char delimiter) {
		int index = FieldValues.skipSpace(this.line, this.position, this.line.length());
		if (index < this.line.length() && this.line.charAt(index) == delimiter) {
			this.position = index + 1;
			return true;
		}
		this.position = index;
		return false;
	}

}
