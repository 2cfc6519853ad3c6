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

package io.github.wsguard.fuzz;

import java.util.List;

/**
 * Damages a text in the ways that parsers stumble over.
 */
public final class Mutation {

	private static final String ASCII = "abzAZ019 \t\"\\,;:=/.%+-_?#@[]*()<>{}|^`~!$&'";

	private final List<String> words;

	private final String others;

	private Mutation(List<String> words, String others) {
		this.words = words;
		this.others = others;
	}

	/**
	 * Damage texts of a kind.
	 * @param others characters beyond ASCII, or controls, that may turn up in them
	 * @param words what is worth inserting
	 * @return the mutation
	 */
	public static Mutation with(String others, String... words) {
		return new Mutation(List.of(words), others);
	}

	/**
	 * Damage a text in one to three places, or not at all.
	 * @param text the text
	 * @param choices decides where and how
	 * @return the damaged text
	 */
	public String maybe(String text, Choices choices) {
		return choices.oneIn(3) ? apply(text, choices) : text;
	}

	/**
	 * Damage a text in one to three places.
	 * @param text the text
	 * @param choices decides where and how
	 * @return the damaged text
	 */
	public String apply(String text, Choices choices) {
		String damaged = text;
		for (int count = choices.between(1, 3); count > 0; count--) {
			damaged = once(damaged, choices);
		}
		return damaged;
	}

	private String once(String text, Choices choices) {
		int start = choices.below(text.length() + 1);
		int end = Math.min(text.length(), start + choices.below(4));
		String before = text.substring(0, start);
		String after = text.substring(end);
		return switch (choices.below(8)) {
			case 0 -> before + choices.character(ASCII) + after;
			case 1 -> before + after;
			case 2 -> before + choices.character(ASCII + this.others) + text.substring(start);
			case 3 -> before + choices.pick(this.words) + text.substring(start);
			case 4 -> before + choices.pick(this.words) + after;
			case 5 -> before + text.substring(start, end).repeat(choices.between(2, 4)) + after;
			case 6 -> before + swapCase(text.substring(start, end)) + after;
			default -> after + before;
		};
	}

	private static String swapCase(String text) {
		StringBuilder swapped = new StringBuilder();
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			swapped.append(Character.isUpperCase(character) ? Character.toLowerCase(character)
					: Character.toUpperCase(character));
		}
		return swapped.toString();
	}

}
