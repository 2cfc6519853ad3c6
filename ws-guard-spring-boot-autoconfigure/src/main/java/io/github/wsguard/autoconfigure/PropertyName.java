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

import java.util.Collection;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The name of a property under judgement, or of a group of properties.
 *
 * @param value the full name in kebab-case
 */
record PropertyName(String value) {

	static final PropertyName ROOT = new PropertyName(WsGuardProperties.PREFIX);

	/**
	 * Return the name of a property below this one.
	 * @param name what follows this name
	 * @return the name
	 */
	PropertyName property(String name) {
		return new PropertyName(this.value + "." + name);
	}

	/**
	 * Return the name below this one that a user chose.
	 * @param name the name that was chosen
	 * @return the name, in brackets where it needs them
	 */
	PropertyName named(String name) {
		boolean plain = !name.isEmpty() && name.chars().allMatch(PropertyName::isPlain);
		return new PropertyName(this.value + (plain ? "." + name : "[" + name + "]"));
	}

	private static boolean isPlain(int c) {
		return Character.isLetterOrDigit(c) || c == '-' || c == '_';
	}

	/**
	 * Demand that a list which stands for "any" when absent has entries when present.
	 * @param entries the entries, or {@code null} if it is absent
	 * @param meaningOfAbsence what happens if it is removed
	 * @param example an entry that would work
	 */
	void requireEntries(@Nullable Collection<?> entries, String meaningOfAbsence, String example) {
		if (entries != null && entries.isEmpty()) {
			throw cannotWork("it is set but empty", "Add an entry such as %s to '%s', or remove the property: %s."
				.formatted(example, this, meaningOfAbsence));
		}
	}

	/**
	 * Demand that a condition holds.
	 * @param condition the condition
	 * @param problem what is wrong if it does not hold
	 * @param remedy what would work
	 */
	void require(boolean condition, String problem, String remedy) {
		if (!condition) {
			throw cannotWork(problem, remedy);
		}
	}

	/**
	 * Return what a feature makes of the value of this property.
	 * @param <T> the type of the result
	 * @param construction makes the result, or throws an {@link IllegalArgumentException}
	 * @param remedy what would work
	 * @return the result
	 */
	<T> T make(Supplier<T> construction, String remedy) {
		try {
			return construction.get();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidPropertyException(this.value, withoutFullStop(String.valueOf(ex.getMessage())), remedy,
					ex);
		}
	}

	private static String withoutFullStop(String sentence) {
		return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
	}

	InvalidPropertyException cannotWork(String problem, String remedy) {
		return new InvalidPropertyException(this.value, problem, remedy);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
