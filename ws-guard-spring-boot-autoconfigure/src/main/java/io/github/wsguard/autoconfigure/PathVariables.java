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

package io.github.wsguard.autoconfigure;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of path patterns.
 */
final class PathVariables {

	private static final Pattern VARIABLE = Pattern.compile("(\\{\\*?)([^{}:/]+)((?::(?:[^{}]|\\{[^{}]*})*)?})");

	private PathVariables() {
	}

	/**
	 * Return the names of the variables.
	 * @param pattern a path pattern
	 * @return the names in the order of their appearance
	 */
	static Set<String> of(String pattern) {
		Set<String> names = new LinkedHashSet<>();
		Matcher matcher = VARIABLE.matcher(pattern);
		while (matcher.find()) {
			names.add(matcher.group(2));
		}
		return names;
	}

	/**
	 * Return a path pattern as the guard applies it: requests are compared without their
	 * trailing slash, so that a pattern that ends with one would match none.
	 * @param pattern a path pattern
	 * @return the pattern without a trailing slash
	 */
	static String withoutTrailingSlash(String pattern) {
		boolean trailing = pattern.length() > 1 && pattern.endsWith("/");
		return trailing ? pattern.substring(0, pattern.length() - 1) : pattern;
	}

	/**
	 * Return a path pattern in which variables have lost their names.
	 * @param pattern a path pattern
	 * @return the same text for any two patterns that match the same paths and differ
	 * only in names
	 */
	static String withoutNames(String pattern) {
		return VARIABLE.matcher(pattern).replaceAll("$1_$3");
	}

}
