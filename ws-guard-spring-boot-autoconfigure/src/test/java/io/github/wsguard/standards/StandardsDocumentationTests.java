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

package io.github.wsguard.standards;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page on standards and the tests of this package are about the same requirements.
 */
class StandardsDocumentationTests {

	private static final Path DOCS = Path.of("../docs");

	private static final Path TESTS = Path.of("src/test/java/io/github/wsguard/standards");

	private static final Pattern LINK = Pattern.compile("\\[(\\w+)]\\((\\.\\./[^)]+\\.java)\\)");

	private static final Pattern TEST_NAME = Pattern.compile("`(section\\w+)`");

	private static final Pattern NUMBER = Pattern.compile("([0-9.]+)(?: (item|step) ([0-9.]+))?");

	static List<Standard> standards() throws IOException {
		return Pattern.compile("(?m)^## ")
			.splitAsStream(Files.readString(DOCS.resolve("standards.md")))
			.skip(1)
			.map(Standard::of)
			.toList();
	}

	@Test
	void everyClassOfTestsHasASection() throws IOException {
		try (Stream<Path> files = Files.list(TESTS)) {
			assertThat(standards()).hasSizeGreaterThan(7)
				.extracting(Standard::tests)
				.containsExactlyInAnyOrderElementsOf(files.map((file) -> file.getFileName().toString())
					.filter((name) -> name.endsWith("IT.java"))
					.map((name) -> name.substring(0, name.length() - 5))
					.toList());
		}
	}

	@ParameterizedTest
	@MethodSource("standards")
	void linksToItsTests(Standard standard) {
		assertThat(DOCS.resolve(standard.link())).exists();
	}

	@ParameterizedTest
	@MethodSource("standards")
	void everyTestHasOneRowAndEveryRowNamesTestsThatExist(Standard standard) {
		assertThat(standard.rows().stream().flatMap((row) -> row.tests().stream()))
			.containsExactlyInAnyOrderElementsOf(numbers(standard).keySet());
	}

	@ParameterizedTest
	@MethodSource("standards")
	void everyTestStandsInTheRowOfItsNumberAndBearsIt(Standard standard) {
		Map<String, String> numbers = numbers(standard);
		for (Row row : standard.rows()) {
			assertThat(row.tests()).as(row.number()).allSatisfy((test) -> {
				assertThat(plain(numbers.get(test))).isEqualTo(plain(row.number()));
				assertThat(test).matches(prefix(row.number()) + "[A-Z].*");
			});
		}
	}

	@ParameterizedTest
	@MethodSource("standards")
	void everyRowWithoutTestSaysWhoElseDoesIt(Standard standard) {
		assertThat(standard.rows()).filteredOn((row) -> row.tests().isEmpty())
			.allSatisfy((row) -> assertThat(row.answer()).startsWith("Not here: "));
		assertThat(standard.rows()).filteredOn((row) -> !row.tests().isEmpty())
			.allSatisfy((row) -> assertThat(row.answer()).doesNotContain("Not here"));
	}

	@ParameterizedTest
	@MethodSource("standards")
	void noNumberHasTwoRows(Standard standard) {
		assertThat(standard.rows()).extracting(Row::number).doesNotHaveDuplicates();
	}

	/**
	 * Return the numbers of the tests of a standard, by their method.
	 */
	private static Map<String, String> numbers(Standard standard) {
		Map<String, String> numbers = new LinkedHashMap<>();
		for (Method method : standard.type().getDeclaredMethods()) {
			DisplayName name = method.getAnnotation(DisplayName.class);
			boolean test = method.isAnnotationPresent(Test.class)
					|| method.isAnnotationPresent(ParameterizedTest.class);
			assertThat(name != null).as(method.getName()).isEqualTo(test);
			if (name != null) {
				numbers.put(method.getName(), name.value().substring(0, name.value().indexOf(':')));
			}
		}
		return numbers;
	}

	/**
	 * Return a number without what a row adds to tell its aspects apart.
	 */
	private static String plain(String number) {
		Matcher matcher = NUMBER.matcher(number);
		assertThat(matcher.lookingAt()).as(number).isTrue();
		return matcher.group();
	}

	/**
	 * Return what the names of tests start with: {@code section421Item5} for
	 * {@code 4.2.1 item 5}.
	 */
	private static String prefix(String number) {
		Matcher matcher = NUMBER.matcher(number);
		assertThat(matcher.lookingAt()).as(number).isTrue();
		String section = "section" + matcher.group(1).replace(".", "");
		return (matcher.group(2) == null) ? section
				: section + matcher.group(2).substring(0, 1).toUpperCase(Locale.ROOT) + matcher.group(2).substring(1)
						+ matcher.group(3).replace(".", "Point");
	}

	/**
	 * A section of the page.
	 *
	 * @param tests the name of the class of its tests
	 * @param link where the page says that they are
	 * @param rows the requirements
	 */
	record Standard(String tests, String link, List<Row> rows) {

		static Standard of(String section) {
			Matcher link = LINK.matcher(section);
			assertThat(link.find()).as(section.lines().findFirst().orElse("")).isTrue();
			List<Row> rows = new ArrayList<>();
			section.lines().filter((line) -> line.startsWith("| ")).skip(2).map(Row::of).forEach(rows::add);
			return new Standard(link.group(1), link.group(2), List.copyOf(rows));
		}

		Class<?> type() {
			try {
				return Class.forName(StandardsDocumentationTests.class.getPackageName() + "." + this.tests);
			}
			catch (ClassNotFoundException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public String toString() {
			return this.tests;
		}

	}

	/**
	 * A requirement.
	 *
	 * @param number the number in the standard
	 * @param answer how it is met, or by whom
	 * @param tests the methods that show it
	 */
	record Row(String number, String answer, List<String> tests) {

		static Row of(String line) {
			String[] cells = line.split("\\|");
			assertThat(cells).as(line).hasSize(4);
			String answer = cells[3].strip();
			return new Row(cells[1].strip(), answer,
					TEST_NAME.matcher(answer).results().map((MatchResult name) -> name.group(1)).toList());
		}

	}

}
