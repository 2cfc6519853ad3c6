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

import java.time.Clock;
import java.util.List;

import org.springframework.context.ApplicationContext;

import io.github.wsguard.decision.HandshakeTokenVerifier;
import io.github.wsguard.findings.Finding;
import io.github.wsguard.jwt.ForeignTokenVerifier;
import io.github.wsguard.jwt.TokenLifetime;
import io.github.wsguard.token.TokenForm;

/**
 * Chooses who verifies tokens: a verifier of the application, the configured issuers, or
 * what the application's resource server has.
 */
final class VerifierChoice {

	private final ApplicationContext context;

	private final List<VerifierSource> sources;

	/**
	 * Create a choice.
	 * @param context where a verifier of the application is looked for
	 * @param sources who else may verify tokens, the preferred one first
	 */
	VerifierChoice(ApplicationContext context, List<VerifierSource> sources) {
		this.context = context;
		this.sources = List.copyOf(sources);
	}

	/**
	 * Choose.
	 * @param jwt the issuers, and what is demanded of every token
	 * @param clock tells the time
	 * @return who verifies tokens
	 * @throws UnusableConfigurationException if there are several verifiers of the
	 * application
	 */
	TokenVerification choose(JwtProperties jwt, Clock clock) {
		TokenLifetime lifetime = new TokenLifetime(jwt.clockSkew(), jwt.maxLifetime(), clock);
		Candidate<HandshakeTokenVerifier> own = Candidate.of(this.context, HandshakeTokenVerifier.class);
		if (own instanceof Candidate.Ambiguous<HandshakeTokenVerifier> ambiguous) {
			throw new UnusableConfigurationException(
					List.of(VerifierFindings.ambiguous(HandshakeTokenVerifier.class, ambiguous.names())));
		}
		if (own instanceof Candidate.Found<HandshakeTokenVerifier> found) {
			List<Finding> findings = jwt.issuers().isEmpty() ? List.of()
					: List.of(VerifierFindings.issuersNotAsked(found.name()));
			return new TokenVerification.ByBean(HandshakeTokenVerifier.class, found.name(), TokenForm.OPAQUE,
					new ForeignTokenVerifier(found.bean(), lifetime), findings);
		}
		if (!jwt.issuers().isEmpty()) {
			return new TokenVerification.ByIssuers();
		}
		return this.sources.stream()
			.flatMap((source) -> source.find(lifetime).stream())
			.findFirst()
			.orElseGet(() -> new TokenVerification.ByNobody(null));
	}

}
