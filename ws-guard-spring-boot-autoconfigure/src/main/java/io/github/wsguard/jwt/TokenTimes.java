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

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * The dates of a token.
 *
 * @param expiresAt {@code exp}
 * @param notBefore {@code nbf}, or {@code null} if there is none
 * @param issuedAt {@code iat}, or {@code null} if there is none
 */
record TokenTimes(Instant expiresAt, @Nullable Instant notBefore, @Nullable Instant issuedAt) {

	/**
	 * The outcome of reading the dates.
	 */
	sealed interface Reading {

		/**
		 * The dates are there.
		 *
		 * @param times the dates
		 */
		record Readable(TokenTimes times) implements Reading {

		}

		/**
		 * A date is absent or written wrongly.
		 *
		 * @param rejection why
		 */
		record Unreadable(Rejection rejection) implements Reading {

		}

	}

	/**
	 * Read the dates.
	 * @param claims the claims of the token
	 * @return the dates, or what is wrong with the way they are written
	 */
	static Reading read(Claims claims) {
		Object exp = claims.get("exp");
		if (exp == null) {
			return invalid(RejectionReason.TOKEN_CLAIM_MISSING, "The token has no exp");
		}
		Optional<Instant> expiresAt = NumericDate.parse(exp);
		if (expiresAt.isEmpty()) {
			return invalid(RejectionReason.TOKEN_CLAIM_INVALID,
					"exp is not a number of seconds since 1970; it may be in milliseconds");
		}
		Optional<Instant> notBefore = NumericDate.parse(claims.get("nbf"));
		if (claims.has("nbf") && notBefore.isEmpty()) {
			return invalid(RejectionReason.TOKEN_CLAIM_INVALID, "nbf is not a number of seconds since 1970");
		}
		Optional<Instant> issuedAt = NumericDate.parse(claims.get("iat"));
		if (claims.has("iat") && issuedAt.isEmpty()) {
			return invalid(RejectionReason.TOKEN_CLAIM_INVALID, "iat is not a number of seconds since 1970");
		}
		return new Reading.Readable(new TokenTimes(expiresAt.get(), notBefore.orElse(null), issuedAt.orElse(null)));
	}

	private static Reading invalid(RejectionReason reason, String detail) {
		return new Reading.Unreadable(Rejection.because(reason, detail));
	}

	/**
	 * Return what keeps the token from being valid now. It is valid from {@code nbf} and
	 * {@code iat} less the skew, inclusive, to {@code exp} plus the skew, exclusive.
	 * @param now the time
	 * @param skew the tolerated difference of clocks
	 * @param maxLifetime the longest time from {@code iat}, or from now, to {@code exp}
	 * @return the rejection, or empty if the token is valid now
	 */
	Optional<Rejection> fault(Instant now, Duration skew, Duration maxLifetime) {
		if (Duration.between(this.expiresAt, now).compareTo(skew) >= 0) {
			return Optional.of(Rejection.because(RejectionReason.TOKEN_EXPIRED, "exp lies in the past"));
		}
		if (this.issuedAt != null && !this.expiresAt.isAfter(this.issuedAt)) {
			return Optional.of(Rejection.because(RejectionReason.TOKEN_CLAIM_INVALID, "exp is not after iat"));
		}
		if (isAhead(this.notBefore, now, skew)) {
			return Optional.of(Rejection.because(RejectionReason.TOKEN_NOT_YET_VALID, "nbf lies in the future"));
		}
		if (isAhead(this.issuedAt, now, skew)) {
			return Optional.of(Rejection.because(RejectionReason.TOKEN_NOT_YET_VALID, "iat lies in the future"));
		}
		Instant start = (this.issuedAt != null) ? this.issuedAt : now;
		if (Duration.between(start, this.expiresAt).compareTo(maxLifetime) > 0) {
			return Optional.of(Rejection.because(RejectionReason.TOKEN_LIFETIME_TOO_LONG,
					"exp lies further ahead than ws-guard.jwt.max-lifetime"));
		}
		return Optional.empty();
	}

	private static boolean isAhead(@Nullable Instant date, Instant now, Duration skew) {
		return date != null && Duration.between(now, date).compareTo(skew) > 0;
	}

}
