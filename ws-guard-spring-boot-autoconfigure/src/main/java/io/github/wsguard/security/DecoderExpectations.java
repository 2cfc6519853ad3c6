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

package io.github.wsguard.security;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * What is known of the demands of a decoder. Explains its refusals and decides nothing.
 *
 * @param algorithms the algorithms that it allows, empty if nobody knows
 * @param issuer the {@code iss} that it demands, or {@code null} if nobody knows
 * @param audiences the values one of which it demands in {@code aud}, empty if nobody
 * knows
 * @param plainJwts whether it accepts no other {@code typ} than {@code JWT}
 */
public record DecoderExpectations(Set<String> algorithms, @Nullable String issuer, List<String> audiences,
		boolean plainJwts) {

	/**
	 * Create the expectations.
	 */
	public DecoderExpectations {
		algorithms = Set.copyOf(algorithms);
		audiences = List.copyOf(audiences);
	}

	/**
	 * Return why a token is from somebody else, or of another kind.
	 */
	Optional<Rejection> issuerOrTypeFault(ReadToken token) {
		Object iss = token.claims().get("iss");
		if (this.issuer != null && !this.issuer.equals(iss)) {
			return (iss != null) ? rejection(RejectionReason.TOKEN_ISSUER_INVALID, "iss is none of the issuers")
					: rejection(RejectionReason.TOKEN_CLAIM_MISSING, "The token has no iss");
		}
		if (this.plainJwts && !token.isPlainJwt()) {
			return rejection(RejectionReason.TOKEN_TYPE_INVALID, "typ is not a type that the decoder accepts");
		}
		return Optional.empty();
	}

	/**
	 * Return why a token is not for us.
	 */
	Optional<Rejection> audienceFault(ReadToken token) {
		Object aud = token.claims().get("aud");
		if (this.audiences.isEmpty() || isFor(aud)) {
			return Optional.empty();
		}
		return (aud != null)
				? rejection(RejectionReason.TOKEN_AUDIENCE_INVALID, "aud names none of the audiences of this service")
				: rejection(RejectionReason.TOKEN_CLAIM_MISSING, "The token has no aud");
	}

	private boolean isFor(@Nullable Object aud) {
		List<?> named = (aud instanceof List<?> list) ? list : Collections.singletonList(aud);
		return this.audiences.stream().anyMatch(named::contains);
	}

	private static Optional<Rejection> rejection(RejectionReason reason, String detail) {
		return Optional.of(Rejection.because(reason, detail));
	}

}
