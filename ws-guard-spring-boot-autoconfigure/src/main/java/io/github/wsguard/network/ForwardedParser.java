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

package io.github.wsguard.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of {@code Forwarded} by the grammar of RFC 7239 4, except that
 * values with a colon or brackets may lack their quotes. Used once.
 */
final class ForwardedParser {

	private final String list;

	private int position;

	ForwardedParser(String list) {
		this.list = list;
	}

	/**
	 * Read the list.
	 * @return the elements from left to right, or {@code null} if the list is malformed
	 */
	@Nullable List<Hop> parse() {
		List<Hop> hops = new ArrayList<>(4);
		do {
			Hop hop = element();
			if (hop == null) {
				return null;
			}
			hops.add(hop);
		}
		while (accept(','));
		return (this.position == this.list.length()) ? hops : null;
	}

	private @Nullable Hop element() {
		Map<String, String> pairs = new TreeMap<>();
		do {
			if (!isAtEndOfPair() && !readPair(pairs)) {
				return null;
			}
		}
		while (accept(';'));
		// Who wrote nothing is not known, and who stands before him even less
		return pairs.isEmpty() ? null : new Hop(pairs.get("for"), pairs.get("proto"), pairs.get("host"), null);
	}

	// RFC 7239 4 lets pairs be empty
	private boolean isAtEndOfPair() {
		skipSpace();
		return this.position == this.list.length() || this.list.charAt(this.position) == ';'
				|| this.list.charAt(this.position) == ',';
	}

	private boolean readPair(Map<String, String> pairs) {
		String name = word();
		String value = (name != null && accept('=')) ? value() : null;
		return name != null && value != null && pairs.put(name.toLowerCase(Locale.ROOT), value) == null;
	}

	private @Nullable String value() {
		return accept('"') ? quoted() : word();
	}

	private @Nullable String word() {
		skipSpace();
		int start = this.position;
		while (this.position < this.list.length() && isWordCharacter(this.list.charAt(this.position))) {
			this.position++;
		}
		return (this.position > start) ? this.list.substring(start, this.position) : null;
	}

	private static boolean isWordCharacter(char character) {
		return character > ' ' && character < 0x7f && ",;=\"\\".indexOf(character) < 0;
	}

	private @Nullable String quoted() {
		StringBuilder value = new StringBuilder();
		while (this.position < this.list.length()) {
			char character = this.list.charAt(this.position++);
			if (character == '"') {
				return value.toString();
			}
			if (character == '\\' && this.position < this.list.length()) {
				character = this.list.charAt(this.position++);
			}
			value.append(character);
		}
		return null;
	}

	private boolean accept(char delimiter) {
		skipSpace();
		if (this.position < this.list.length() && this.list.charAt(this.position) == delimiter) {
			this.position++;
			return true;
		}
		return false;
	}

	private void skipSpace() {
		while (this.position < this.list.length()
				&& (this.list.charAt(this.position) == ' ' || this.list.charAt(this.position) == '\t')) {
			this.position++;
		}
	}

}
