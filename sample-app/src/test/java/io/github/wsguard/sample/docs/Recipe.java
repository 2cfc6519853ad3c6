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

package io.github.wsguard.sample.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of commands of {@code docs/reasons.md}, and the refusal that its section says
 * it shows.
 *
 * @param code the reason that the section is about
 * @param status the status that the client sees
 * @param setup the sample that the commands need, as the section says
 * @param commands the commands
 */
record Recipe(String code, int status, Setup setup, String commands) {

	private static final Pattern SECTION = Pattern.compile("(?ms)^## [a-z-]+\\n\\n`(\\w+)` · (\\d+) · .*?(?=^#|\\z)");

	private static final Pattern BLOCK = Pattern.compile("(?ms)((?:^[^\\n]+\\n)+)\\n```bash\\n(.*?)^```$");

	private static final Pattern OTHER_STATUS = Pattern.compile("sample's\\s+sets (\\d+)");

	private static final Pattern PROPERTIES = Pattern.compile("^With `(--[^`]+)`");

	private static final Pattern PROFILE = Pattern.compile("^With the profile `([^`]+)`");

	private static final Pattern CLASS = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

	static List<Recipe> read(String page) {
		List<Recipe> recipes = new ArrayList<>();
		for (MatchResult section : SECTION.matcher(page).results().toList()) {
			int status = Integer.parseInt(first(OTHER_STATUS, section.group()).orElse(section.group(2)));
			Optional<String> source = first(CLASS, section.group());
			for (MatchResult block : BLOCK.matcher(section.group()).results().toList()) {
				Setup setup = new Setup(arguments(block.group(1)), source);
				recipes.add(new Recipe(section.group(1), status, setup, block.group(2)));
			}
		}
		return recipes;
	}

	/**
	 * Return the first block of commands, which defines what the others use.
	 */
	static String prelude(String page) {
		return BLOCK.matcher(page).results().findFirst().orElseThrow().group(2);
	}

	private static List<String> arguments(String sentence) {
		return first(PROPERTIES, sentence).map((properties) -> List.of(properties.split(" ")))
			.or(() -> first(PROFILE, sentence).map((profile) -> List.of("--spring.profiles.active=" + profile)))
			.orElse(List.of());
	}

	private static Optional<String> first(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
	}

	/**
	 * What to do to the sample before the commands.
	 *
	 * @param arguments the command line to start it with
	 * @param source a class to put into it
	 */
	record Setup(List<String> arguments, Optional<String> source) {

		static final Setup NONE = new Setup(List.of(), Optional.empty());

	}

}
