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

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Reads dates as RFC 7519 2 writes them: seconds since the epoch, fractions allowed.
 */
final class NumericDate {

	// The end of the year 9999: dates in milliseconds lie beyond
	private static final double LIMIT = 253_402_300_800d;

	private NumericDate() {
	}

	/**
	 * Read a date.
	 * @param value the value of a claim, or {@code null}
	 * @return the date, or empty if the value is no number, negative or beyond the year
	 * 9999
	 */
	static Optional<Instant> parse(@Nullable Object value) {
		if (!(value instanceof Number number)) {
			return Optional.empty();
		}
		double seconds = number.doubleValue();
		// Written so that NaN is outside as well
		if (!(seconds >= 0 && seconds < LIMIT)) {
			return Optional.empty();
		}
		long whole = (long) seconds;
		return Optional.of(Instant.ofEpochSecond(whole, (long) ((seconds - whole) * 1_000_000_000L)));
	}

}
