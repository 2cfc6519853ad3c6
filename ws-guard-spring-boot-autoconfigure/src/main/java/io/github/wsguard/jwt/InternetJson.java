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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads objects as RFC 7493 (I-JSON) wants JSON to be, so that they mean the same to
 * every reader: nothing but UTF-8 and the grammar of RFC 8259, no name twice at any
 * depth, no half of a surrogate pair, no number that is infinite. Throws nothing: most of
 * what is wrong was made to be.
 */
// A fault is one object, whatever was read
@SuppressWarnings("ReferenceEquality")
final class InternetJson {

	private static final int DEEPEST = 255;

	// What cannot be read; null is what was read as null
	private static final Object FAULT = new Object();

	private final byte[] text;

	private int position;

	private int depth;

	private InternetJson(byte[] text) {
		this.text = text;
	}

	/**
	 * Read an object.
	 * @param text the text
	 * @return the members, in which {@link Long} and {@link Double} stand for numbers and
	 * {@code null} for {@code null}; or {@code null} if this is no object, is followed by
	 * something, or could be read in two ways
	 */
	@SuppressWarnings("unchecked")
	static @Nullable Map<String, @Nullable Object> parse(byte[] text) {
		InternetJson json = new InternetJson(text);
		json.skipBlanks();
		if (!json.isNext('{')) {
			return null;
		}
		Object object = json.object();
		json.skipBlanks();
		return (object != FAULT && json.position == text.length) ? (Map<String, @Nullable Object>) object : null;
	}

	private @Nullable Object value() {
		if (this.position == this.text.length) {
			return FAULT;
		}
		return switch (this.text[this.position]) {
			case '{' -> object();
			case '[' -> array();
			case '"' -> orFault(string());
			case 't' -> literal("true", true);
			case 'f' -> literal("false", false);
			case 'n' -> literal("null", null);
			default -> number();
		};
	}

	private Object object() {
		if (!enter()) {
			return FAULT;
		}
		Map<String, @Nullable Object> members = new HashMap<>();
		boolean more = !takeAfterBlanks('}');
		while (more) {
			skipBlanks();
			String name = isNext('"') ? string() : null;
			if (name == null || members.containsKey(name) || !takeAfterBlanks(':')) {
				return FAULT;
			}
			skipBlanks();
			Object value = value();
			if (value == FAULT) {
				return FAULT;
			}
			members.put(name, value);
			more = takeAfterBlanks(',');
			if (!more && !take('}')) {
				return FAULT;
			}
		}
		this.depth--;
		return members;
	}

	private Object array() {
		if (!enter()) {
			return FAULT;
		}
		List<@Nullable Object> elements = new ArrayList<>();
		boolean more = !takeAfterBlanks(']');
		while (more) {
			skipBlanks();
			Object element = value();
			if (element == FAULT) {
				return FAULT;
			}
			elements.add(element);
			more = takeAfterBlanks(',');
			if (!more && !take(']')) {
				return FAULT;
			}
		}
		this.depth--;
		return elements;
	}

	private boolean enter() {
		this.position++;
		this.depth++;
		return this.depth <= DEEPEST;
	}

	/**
	 * Read a string, from its first quotation mark on.
	 * @return the string, or {@code null} if there is none
	 */
	private @Nullable String string() {
		this.position++;
		int start = this.position;
		boolean plain = true;
		while (this.position < this.text.length) {
			byte octet = this.text[this.position];
			if (octet == '"') {
				int end = this.position++;
				return plain ? new String(this.text, start, end - start, StandardCharsets.ISO_8859_1)
						: unescaped(start, end);
			}
			if (octet >= 0 && octet < ' ') {
				return null;
			}
			plain = plain && octet > 0 && octet != '\\';
			this.position += (octet == '\\') ? 2 : 1;
		}
		return null;
	}

	private @Nullable String unescaped(int start, int end) {
		String escaped = utf8(start, end);
		if (escaped == null || escaped.indexOf('\\') < 0) {
			return escaped;
		}
		StringBuilder string = new StringBuilder(escaped.length());
		for (int i = 0; i < escaped.length(); i++) {
			char c = escaped.charAt(i);
			if (c == '\\') {
				i++;
				int replacement = replacement(escaped, i);
				if (replacement < 0) {
					return null;
				}
				i += (escaped.charAt(i) == 'u') ? 4 : 0;
				c = (char) replacement;
			}
			string.append(c);
		}
		return isUnicode(string) ? string.toString() : null;
	}

	private @Nullable String utf8(int start, int end) {
		String string = new String(this.text, start, end - start, StandardCharsets.UTF_8);
		// Where bytes are no UTF-8, decoding leaves a replacement character that they do
		// not hold
		if (string.indexOf('\ufffd') >= 0
				&& !Arrays.equals(string.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(this.text, start, end))) {
			return null;
		}
		return string;
	}

	/**
	 * Return the character that an escape stands for.
	 * @param escaped the string
	 * @param index where what follows the backslash is
	 * @return the character, or a negative number if there is no such escape
	 */
	private static int replacement(String escaped, int index) {
		return switch (escaped.charAt(index)) {
			case '"' -> '"';
			case '\\' -> '\\';
			case '/' -> '/';
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			case 'u' -> hexadecimal(escaped, index + 1);
			default -> -1;
		};
	}

	private static int hexadecimal(String escaped, int start) {
		if (start + 4 > escaped.length()) {
			return -1;
		}
		int value = 0;
		for (int i = start; i < start + 4; i++) {
			char c = escaped.charAt(i);
			int digit = (c < 0x80) ? Character.digit(c, 16) : -1;
			if (digit < 0) {
				return -1;
			}
			value = value << 4 | digit;
		}
		return value;
	}

	private static boolean isUnicode(CharSequence string) {
		for (int i = 0; i < string.length(); i++) {
			char c = string.charAt(i);
			if (Character.isHighSurrogate(c)) {
				i++;
				if (i == string.length() || !Character.isLowSurrogate(string.charAt(i))) {
					return false;
				}
			}
			else if (Character.isLowSurrogate(c)) {
				return false;
			}
		}
		return true;
	}

	private @Nullable Object literal(String word, @Nullable Object value) {
		for (int i = 0; i < word.length(); i++) {
			if (!take(word.charAt(i))) {
				return FAULT;
			}
		}
		return value;
	}

	private Object number() {
		int start = this.position;
		boolean negative = take('-');
		int firstDigit = this.position;
		if (!take('0') && !takeDigits()) {
			return FAULT;
		}
		int end = this.position;
		if (take('.') && !takeDigits()) {
			return FAULT;
		}
		if (take('e') || take('E')) {
			if (!take('+')) {
				take('-');
			}
			if (!takeDigits()) {
				return FAULT;
			}
		}
		Long integer = (this.position == end) ? integer(firstDigit, end, negative) : null;
		return (integer != null) ? integer : real(start);
	}

	private @Nullable Long integer(int start, int end, boolean negative) {
		// Negative, because there is one more of these
		long value = 0;
		for (int i = start; i < end; i++) {
			int digit = this.text[i] - '0';
			if (value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit) {
				return null;
			}
			value = value * 10 - digit;
		}
		if (negative) {
			return value;
		}
		return (value != Long.MIN_VALUE) ? -value : null;
	}

	private Object real(int start) {
		double value = Double
			.parseDouble(new String(this.text, start, this.position - start, StandardCharsets.ISO_8859_1));
		return Double.isFinite(value) ? value : FAULT;
	}

	private static Object orFault(@Nullable Object value) {
		return (value != null) ? value : FAULT;
	}

	private boolean takeDigits() {
		int start = this.position;
		while (this.position < this.text.length && this.text[this.position] >= '0' && this.text[this.position] <= '9') {
			this.position++;
		}
		return this.position > start;
	}

	private boolean takeAfterBlanks(char c) {
		skipBlanks();
		return take(c);
	}

	private boolean take(char c) {
		if (!isNext(c)) {
			return false;
		}
		this.position++;
		return true;
	}

	private boolean isNext(char c) {
		return this.position < this.text.length && this.text[this.position] == c;
	}

	private void skipBlanks() {
		while (isNext(' ') || isNext('\t') || isNext('\n') || isNext('\r')) {
			this.position++;
		}
	}

}
