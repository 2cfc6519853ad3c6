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

package io.github.wsguard.load;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A bound on what ws-guard costs. The worst of the numbers that it is about decides.
 *
 * @param name its name
 * @param demand what it is about
 * @param bound on which side of the limit the numbers must be
 * @param limit what they may just reach
 * @param values the numbers, none if they were not measured
 */
record Target(String name, String demand, Bound bound, double limit, List<Double> values) {

	/**
	 * Tell whether there are any numbers.
	 */
	boolean isMeasured() {
		return !this.values.isEmpty();
	}

	/**
	 * Return the number that decides.
	 */
	double worst() {
		return (this.bound == Bound.AT_MOST) ? Collections.max(this.values) : Collections.min(this.values);
	}

	/**
	 * Tell whether all numbers are within the limit.
	 */
	boolean isMet() {
		return (this.bound == Bound.AT_MOST) ? worst() <= this.limit : worst() >= this.limit;
	}

	/**
	 * Write a row of a table in Markdown.
	 */
	String toMarkdown() {
		return "| %s | %s | %s %s | %s | %s |%n".formatted(this.name, this.demand, this.bound.sign, number(this.limit),
				number(worst()), isMet() ? "met" : "**not met**");
	}

	private static String number(double value) {
		return String.format(Locale.ROOT, (Math.abs(value) < 100) ? "%.2f" : "%,.0f", value).replaceFirst("\\.00$", "");
	}

	/**
	 * On which side of a limit numbers must be.
	 */
	enum Bound {

		/**
		 * Not above it.
		 */
		AT_MOST("≤"),

		/**
		 * Not below it.
		 */
		AT_LEAST("≥");

		private final String sign;

		Bound(String sign) {
			this.sign = sign;
		}

	}

}
