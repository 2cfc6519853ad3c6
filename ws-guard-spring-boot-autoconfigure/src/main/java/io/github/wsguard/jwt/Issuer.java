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

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * An issuer, ready to judge tokens.
 *
 * @param settings what its tokens must be like
 * @param algorithms the algorithms that it may use
 * @param principals makes principals of its tokens
 */
record Issuer(IssuerSettings settings, Set<SignatureAlgorithm> algorithms, PrincipalFactory principals) {

	Issuer(IssuerSettings settings, List<IssuerSettings> issuers) {
		this(settings, algorithms(settings), new PrincipalFactory(settings, issuers));
	}

	private static Set<SignatureAlgorithm> algorithms(IssuerSettings settings) {
		Set<SignatureAlgorithm> algorithms = EnumSet.noneOf(SignatureAlgorithm.class);
		settings.algorithms().forEach((name) -> SignatureAlgorithm.named(name).ifPresent(algorithms::add));
		return algorithms;
	}

	/**
	 * Return why a token is not for us.
	 * @param aud the audience of the token, or {@code null} if it has none
	 * @return the rejection, or empty if it is for us or that does not matter
	 */
	Optional<Rejection> audienceFault(@Nullable Object aud) {
		if (this.settings.anyAudience()) {
			return Optional.empty();
		}
		if (aud == null) {
			return Optional.of(Rejection.because(RejectionReason.TOKEN_CLAIM_MISSING, "The token has no aud"));
		}
		Optional<List<String>> audiences = StringList.parse(aud);
		if (audiences.isEmpty()) {
			return Optional.of(Rejection.because(RejectionReason.TOKEN_CLAIM_INVALID,
					"aud is neither a string nor an array of strings"));
		}
		for (String audience : audiences.get()) {
			if (this.settings.audiences().contains(audience)) {
				return Optional.empty();
			}
		}
		return Optional.of(Rejection.because(RejectionReason.TOKEN_AUDIENCE_INVALID,
				"aud names none of the audiences of this service"));
	}

}
