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
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InternetJson}. That it reads what another reader reads is for the
 * fuzzing of tokens to show.
 */
class InternetJsonTests {

	@Test
	void readsMembersOfEachType() {
		Map<String, @Nullable Object> members = parse(
				" {\"s\":\"a\", \"i\" : -1,\r\n\"r\":1.5,\t\"t\":true,\"f\":false,\"n\":null,\"o\":{},\"a\":[],\"l\":[1,[\"x\"],{\"y\":null}]} ");
		assertThat(members).containsEntry("s", "a")
			.containsEntry("i", -1L)
			.containsEntry("r", 1.5)
			.containsEntry("t", true)
			.containsEntry("f", false)
			.containsEntry("n", null)
			.containsEntry("o", Map.of())
			.containsEntry("a", List.of());
		assertThat((List<?>) members.get("l")).hasSize(3).element(2).asString().isEqualTo("{y=null}");
	}

	@ParameterizedTest
	@CsvSource({ "0,0", "-0,0", "9223372036854775807,9223372036854775807",
			"-9223372036854775808,-9223372036854775808" })
	void keepsIntegersExact(String text, long value) {
		assertThat(parse("{\"n\":" + text + "}")).containsEntry("n", value);
	}

	@ParameterizedTest
	@CsvSource({ "9223372036854775808,9.223372036854775808e18", "-9223372036854775809,-9.223372036854775809e18",
			"1.0,1", "1e3,1000", "1E-2,0.01", "2.5e+1,25", "0e9,0", "1.7976931348623157e308,1.7976931348623157e308" })
	void readsOtherNumbersAsDoubles(String text, double value) {
		assertThat(parse("{\"n\":" + text + "}")).containsEntry("n", value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "01", "-", "+1", "1.", ".5", "1e", "1e+", "--1", "1e309", "-1e400", "NaN", "Infinity",
			"0x1", "1_000", "1f" })
	void refusesWhatIsNoFiniteNumber(String text) {
		assertThat(parse("{\"n\":" + text + "}")).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "\\u0041,A", "\\\",\"", "\\\\,\\", "a\\/b,a/b", "\\u00e9,\u00e9", "\\ud83d\\ude00,\ud83d\ude00",
			"\u00e9,\u00e9", "\ufffd,\ufffd", "\\ufffd,\ufffd" })
	void readsEscapesAndUtf8(String text, String value) {
		assertThat(parse("{\"s\":\"" + text + "\"}")).containsEntry("s", value);
		assertThat(parse("{\"" + text + "\":1}")).containsEntry(value, 1L);
	}

	@Test
	void readsControlCharactersFromEscapesOnly() {
		assertThat(parse("{\"s\":\"\\b\\f\\n\\r\\t\\u0000\"}")).containsEntry("s", "\b\f\n\r\t\0");
		for (char c = 0; c < ' '; c++) {
			assertThat(parse("{\"s\":\"" + c + "\"}")).as("U+%04x", (int) c).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\u12", "\\u12g4", "\\x41", "\\'", "\\U0041", "\\u\uff11\uff12\uff13\uff14", "\\ud800",
			"\\udc00", "\\ud800\\ud800", "\\udc00\\ud800", "\\ud800x", "x\\" })
	void refusesBrokenEscapesAndHalfPairs(String text) {
		assertThat(parse("{\"s\":\"" + text + "\"}")).isNull();
	}

	@Test
	void refusesWhatIsNoUtf8() {
		for (int octet = 0x80; octet <= 0xff; octet++) {
			byte[] text = { '{', '"', 's', '"', ':', '"', (byte) octet, '"', '}' };
			assertThat(InternetJson.parse(text)).as("%02x", octet).isNull();
		}
		assertThat(InternetJson.parse("{\"s\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1))).isNull();
		assertThat(InternetJson.parse("{\"s\":\"a\"}".getBytes(StandardCharsets.UTF_16BE))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":1,\"a\":1}", "{\"a\":null,\"a\":1}", "{\"a\":1,\"\\u0061\":1}",
			"{\"x\":{\"a\":1,\"a\":2}}", "{\"x\":[{\"a\":{},\"a\":1}]}" })
	void refusesNamesThatStandTwiceAtAnyDepth(String text) {
		assertThat(parse(text)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "}", "[]", "[{}]", "\"a\"", "1", "null", "{}{}", "{} x", "{},", "\ufeff{}",
			"{a:1}", "{'a':1}", "{\"a\"}", "{\"a\":}", "{\"a\" 1}", "{\"a\":1,}", "{,}", "{\"a\":1 \"b\":2}",
			"{\"a\":[1,]}", "{\"a\":[,1]}", "{\"a\":[1 2]}", "{\"a\":[}", "{\"a\":tru}", "{\"a\":TRUE}",
			"{\"a\":nulll}", "{\"a\":1;\"b\":2}", "{\"a\"=1}", "{\"a\":1}//x", "/**/{}", "{1:1}", "{null:1}",
			"\u00a0{}", "\f{}", "{\"a\":\"", "{\"a", "{\"a\":1" })
	void refusesWhatIsNoObject(String text) {
		assertThat(parse(text)).isNull();
	}

	@Test
	void readsTo255LevelsAndNoDeeper() {
		assertThat(parse("{\"a\":" + "[".repeat(254) + "]".repeat(254) + "}")).isNotNull();
		assertThat(parse("{\"a\":" + "[".repeat(255) + "]".repeat(255) + "}")).isNull();
		assertThat(parse("{\"a\":".repeat(100_000))).isNull();
		assertThat(parse("{\"a\":[" + "[],".repeat(1000) + "{}]}")).isNotNull();
	}

	private static @Nullable Map<String, @Nullable Object> parse(String text) {
		return InternetJson.parse(text.getBytes(StandardCharsets.UTF_8));
	}

}
