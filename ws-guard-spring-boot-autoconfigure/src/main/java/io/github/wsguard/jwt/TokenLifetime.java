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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.TokenPrincipal;

/**
 * When a token is valid, and how long it may live, whoever verified it.
 */
public final class TokenLifetime {

	private final Duration clockSkew;

	private final Duration maxLifetime;

	private final Clock clock;

	/**
	 * Create the demands on the dates of tokens.
	 * @param clockSkew the tolerated difference of clocks: a token is good before its
	 * {@code exp} plus this time
	 * @param maxLifetime the longest time from {@code iat}, or from now, to {@code exp}
	 * @param clock tells the time
	 */
	public TokenLifetime(Duration clockSkew, Duration maxLifetime, Clock clock) {
		this.clockSkew = clockSkew;
		this.maxLifetime = maxLifetime;
		this.clock = clock;
	}

	/**
	 * Return the same demands for a clock that differs from none.
	 * @return demands that tolerate nothing
	 */
	public TokenLifetime withoutTolerance() {
		return new TokenLifetime(Duration.ZERO, this.maxLifetime, this.clock);
	}

	/**
	 * Return what is wrong with the dates of a verified token.
	 * @param principal whom the token speaks for
	 * @return the rejection, or empty if the token is valid now
	 */
	public Optional<Rejection> fault(TokenPrincipal principal) {
		return fault(new TokenTimes(principal.getExpiresAt(), notBefore(principal.getClaims()),
				principal.getIssuedAt().orElse(null)));
	}

	private static @Nullable Instant notBefore(Map<String, Object> claims) {
		return (claims.get("nbf") instanceof Instant date) ? date : null;
	}

	/**
	 * Return what is wrong with the dates of a token, as they are written in it.
	 * @param claims the claims, in the types of JSON
	 * @return the rejection, or empty if the token is valid now
	 */
	public Optional<Rejection> fault(Map<String, Object> claims) {
		TokenTimes.Reading reading = TokenTimes.read(Claims.of(claims));
		if (reading instanceof TokenTimes.Reading.Unreadable unreadable) {
			return Optional.of(unreadable.rejection());
		}
		return fault(((TokenTimes.Reading.Readable) reading).times());
	}

	private Optional<Rejection> fault(TokenTimes times) {
		return times.fault(this.clock.instant(), this.clockSkew, this.maxLifetime);
	}

}
