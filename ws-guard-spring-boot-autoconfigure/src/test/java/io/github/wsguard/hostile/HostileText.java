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

package io.github.wsguard.hostile;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text of a table that stands for bytes. Characters beyond ASCII stand for their UTF-8,
 * and braces for what a line cannot hold: {@code {crlf}}, {@code {cr}}, {@code {lf}},
 * {@code {nul}}, {@code {tab}}, {@code {sp}}, a byte {@code {x80}}, a code point in UTF-8
 * {@code {u3002}}, a repetition {@code {a*8000}} with {@code \n} for the end of a line,
 * or a word that the test knows.
 */
final class HostileText {

	private static final Pattern BRACES = Pattern.compile("\\{([^{}]+)}");

	private static final Pattern BYTE = Pattern.compile("x[0-9a-f]{2}");

	private static final Pattern CODE_POINT = Pattern.compile("u[0-9a-f]{4,6}");

	private static final Pattern REPETITION = Pattern.compile("(?s)(.+)\\*(\\d+)");

	private HostileText() {
	}

	/**
	 * Return the bytes that a text stands for.
	 * @param text the text
	 * @param words knows the words that are not listed above
	 * @return a character a byte
	 */
	static String bytes(String text, UnaryOperator<String> words) {
		StringBuilder bytes = new StringBuilder(text.length());
		Matcher braces = BRACES.matcher(text);
		int end = 0;
		while (braces.find()) {
			bytes.append(utf8(text.substring(end, braces.start()))).append(escaped(braces.group(1), words));
			end = braces.end();
		}
		return bytes.append(utf8(text.substring(end))).toString();
	}

	private static String escaped(String word, UnaryOperator<String> words) {
		Matcher repetition = REPETITION.matcher(word);
		if (repetition.matches()) {
			return escapedOrLiteral(repetition.group(1)).repeat(Integer.parseInt(repetition.group(2)));
		}
		String character = character(word);
		return character.isEmpty() ? utf8(words.apply(word)) : character;
	}

	private static String escapedOrLiteral(String unit) {
		String character = character(unit);
		return character.isEmpty() ? utf8(unit.replace("\\n", "\r\n")) : character;
	}

	private static String character(String word) {
		if (BYTE.matcher(word).matches()) {
			return String.valueOf((char) Integer.parseInt(word.substring(1), 16));
		}
		if (CODE_POINT.matcher(word).matches()) {
			return utf8(Character.toString(Integer.parseInt(word.substring(1), 16)));
		}
		return switch (word) {
			case "crlf" -> "\r\n";
			case "cr" -> "\r";
			case "lf" -> "\n";
			case "nul" -> "\0";
			case "tab" -> "\t";
			case "sp" -> " ";
			default -> "";
		};
	}

	private static String utf8(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

}
