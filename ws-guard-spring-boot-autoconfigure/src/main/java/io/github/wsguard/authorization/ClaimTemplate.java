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

package io.github.wsguard.authorization;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The value that a claim must have, with path variables in braces. Texts and names of
 * variables alternate, a text first.
 */
final class ClaimTemplate {

	private final List<String> parts;

	private ClaimTemplate(List<String> parts) {
		this.parts = parts;
	}

	/**
	 * Read a template.
	 * @param value the template
	 * @return the template, read
	 * @throws IllegalArgumentException if it is empty or its braces do not match
	 */
	static ClaimTemplate parse(String value) {
		List<String> parts = new ArrayList<>();
		int start = 0;
		for (int open = value.indexOf('{'); open >= 0; open = value.indexOf('{', start)) {
			int close = value.indexOf('}', open);
			parts.add(text(value, start, open));
			parts.add(variable(value, open, close));
			start = close + 1;
		}
		parts.add(text(value, start, value.length()));
		if (value.isEmpty()) {
			throw fault(value, "it is empty");
		}
		return new ClaimTemplate(parts);
	}

	private static String text(String value, int start, int end) {
		String text = value.substring(start, end);
		if (text.indexOf('}') >= 0) {
			throw fault(value, "a brace is closed that was not opened");
		}
		return text;
	}

	private static String variable(String value, int open, int close) {
		String name = (close >= 0) ? value.substring(open + 1, close) : "";
		if (name.isBlank() || name.indexOf('{') >= 0 || name.indexOf(':') >= 0 || name.indexOf('*') >= 0) {
			throw fault(value, "braces hold the name of a path variable and nothing else, as in '{room}'");
		}
		return name;
	}

	private static IllegalArgumentException fault(String value, String fault) {
		return new IllegalArgumentException("'" + value + "' is not the value of a claim: " + fault);
	}

	List<String> variables() {
		List<String> variables = new ArrayList<>();
		for (int i = 1; i < this.parts.size(); i += 2) {
			variables.add(this.parts.get(i));
		}
		return variables;
	}

	/**
	 * Put the variables in.
	 * @param variables the variables of a path
	 * @return the value, or {@code null} if the path lacks a variable
	 */
	@Nullable String resolve(Map<String, String> variables) {
		if (this.parts.size() == 1) {
			return this.parts.get(0);
		}
		StringBuilder value = new StringBuilder();
		for (int i = 0; i < this.parts.size(); i++) {
			boolean text = i % 2 == 0;
			String part = text ? this.parts.get(i) : variables.get(this.parts.get(i));
			// An empty variable would let a claim match that was made for something else
			if (part == null || (part.isEmpty() && !text)) {
				return null;
			}
			value.append(part);
		}
		return value.toString();
	}

}
