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

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.decision.Verification;

/**
 * What is remembered of a token whose signature stood: whatever depends on nothing but
 * the token and the settings of its issuer. Of the token itself there is the hash.
 */
// The settings and the key of one issuer are compared by identity
@SuppressWarnings("ReferenceEquality")
final class VerifiedToken {

	private final TokenHash hash;

	private final IssuerSettings issuer;

	private final VerificationKey key;

	private final TokenTimes times;

	private final Verification.Verified verified;

	private volatile boolean used;

	private int place;

	/**
	 * Remember a token.
	 * @param hash the hash of the token
	 * @param issuer the issuer whose key it was
	 * @param key the key by which the signature stood
	 * @param times the dates of the token
	 * @param verified whom the token speaks for
	 */
	VerifiedToken(TokenHash hash, IssuerSettings issuer, VerificationKey key, TokenTimes times,
			Verification.Verified verified) {
		this.hash = hash;
		this.issuer = issuer;
		this.key = key;
		this.times = times;
		this.verified = verified;
	}

	TokenHash hash() {
		return this.hash;
	}

	/**
	 * Return whether the signature was verified for an issuer.
	 * @param issuer the settings of the issuer
	 * @return {@code false} if it was for another one, or under other settings
	 */
	boolean isVerifiedFor(IssuerSettings issuer) {
		return this.issuer == issuer;
	}

	/**
	 * Return whether the key is still one of its issuer's.
	 * @param now the time
	 * @return {@code false} if the signature proves nothing any more
	 */
	boolean isKeyTrusted(Instant now) {
		return this.issuer.keys().holds(this.key, now);
	}

	/**
	 * Return the issuer that the token names.
	 * @return the {@code iss}, or {@code null} if there is none
	 */
	@Nullable String iss() {
		return (principal().getClaims().get("iss") instanceof String iss) ? iss : null;
	}

	TokenTimes times() {
		return this.times;
	}

	Verification.Verified verified() {
		return this.verified;
	}

	TokenPrincipal principal() {
		return this.verified.principal();
	}

	/**
	 * Note that the token came again. Written once only, so that threads that meet at one
	 * token do not take it from each other.
	 */
	void use() {
		if (!this.used) {
			this.used = true;
		}
	}

	/**
	 * Take back the note.
	 * @return whether the token came again since
	 */
	boolean takeUse() {
		boolean used = this.used;
		this.used = false;
		return used;
	}

	int place() {
		return this.place;
	}

	/**
	 * Say where in the ring the token is about to be put.
	 * @param place the place
	 */
	void place(int place) {
		this.place = place;
	}

}
