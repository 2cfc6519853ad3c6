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

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.RejectionReason;

/**
 * One claim and the value that it must have, or that one of its elements must have.
 * Values are compared as a whole and as text: booleans and numbers by their JSON text,
 * numbers without exponent, so that {@code 1} and {@code 1.0} differ; dates as seconds.
 */
final class ClaimRule {

	private static final int MAX_SCALE = 400;

	/**
	 * From here on a double stands for several whole numbers, one of which another user
	 * may have. Infinite and undefined numbers lie beyond, too.
	 */
	private static final double EXACT = 0x1p53;

	private final String claim;

	private final ClaimTemplate template;

	ClaimRule(String claim, ClaimTemplate template) {
		this.claim = claim;
		this.template = template;
	}

	Decision evaluate(Map<String, Object> claims, Map<String, String> variables) {
		Object value = claims.get(this.claim);
		if (value == null) {
			return Decision.reject(RejectionReason.CLAIM_MISSING, "The token has no claim '" + this.claim + "'");
		}
		String expected = this.template.resolve(variables);
		if (expected == null) {
			return mismatch("The path lacks a variable that the claim '" + this.claim + "' is compared with");
		}
		return matches(value, expected) ? Decision.proceed()
				: mismatch("The claim '" + this.claim + "' has another value than this endpoint requires");
	}

	private static Decision mismatch(String detail) {
		return Decision.reject(RejectionReason.CLAIM_MISMATCH, detail);
	}

	private static boolean matches(Object value, String expected) {
		if (!(value instanceof List<?> elements)) {
			return expected.equals(text(value));
		}
		for (Object element : elements) {
			if (element != null && expected.equals(text(element))) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable String text(Object value) {
		if (value instanceof String || value instanceof Boolean || value instanceof Long || value instanceof Integer) {
			return value.toString();
		}
		if (value instanceof Double number && !(Math.abs(number) < EXACT)) {
			return null;
		}
		if (value instanceof Number number) {
			BigDecimal decimal = new BigDecimal(number.toString());
			// A short exponent must not become a long text
			return (Math.abs(decimal.scale()) <= MAX_SCALE) ? decimal.toPlainString() : decimal.toString();
		}
		return (value instanceof Instant date) ? Long.toString(date.getEpochSecond()) : null;
	}

}
