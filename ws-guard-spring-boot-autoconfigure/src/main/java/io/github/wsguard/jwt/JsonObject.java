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
import java.text.ParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.jose.util.JSONObjectUtils;

/**
 * Reads JSON objects: strictly by RFC 8259, nothing but UTF-8, members that are repeated
 * at the top refused.
 */
final class JsonObject {

	private JsonObject() {
	}

	/**
	 * Read an object from its text.
	 * @param json the text, in UTF-8
	 * @return the members, or empty if this is no JSON object
	 */
	static Optional<Map<String, Object>> parse(byte[] json) {
		return text(json).flatMap(JsonObject::parse);
	}

	/**
	 * Return the text of what may be an object.
	 * @param json the text, in UTF-8
	 * @return the text, or empty if this is no UTF-8, or begins as no JSON object does
	 */
	static Optional<String> text(byte[] json) {
		if (!startsAsObject(json)) {
			return Optional.empty();
		}
		String text = new String(json, StandardCharsets.UTF_8);
		return isEncoded(text, json) ? Optional.of(text) : Optional.empty();
	}

	/**
	 * Read an object from its text.
	 * @param text the text, as {@link #text(byte[])} returns it
	 * @return the members, or empty if this is no JSON object
	 */
	static Optional<Map<String, Object>> parse(String text) {
		try {
			return Optional.of(JSONObjectUtils.parse(text));
		}
		catch (ParseException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Return whether bytes are the UTF-8 form of a text: where they are none, decoding
	 * left a replacement character that they do not hold.
	 */
	private static boolean isEncoded(String text, byte[] utf8) {
		return text.indexOf('\ufffd') < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), utf8);
	}

	/**
	 * The library takes an array of pairs for an object, and skips a byte order mark.
	 */
	private static boolean startsAsObject(byte[] json) {
		int start = 0;
		while (start < json.length && isBlank(json[start])) {
			start++;
		}
		return start < json.length && json[start] == '{';
	}

	private static boolean isBlank(byte octet) {
		return octet == ' ' || octet == '\t' || octet == '\n' || octet == '\r';
	}

}
