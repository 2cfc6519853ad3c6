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

import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.decision.Verification;

/**
 * Makes principals of the verified tokens of one issuer.
 */
final class PrincipalFactory {

	private final IssuerSettings issuer;

	private final @Nullable ClaimPath authorities;

	/**
	 * Prefixes of others that may follow our own. None begins with another one, so that
	 * the last one that does not come after a name is the only one that may begin it.
	 */
	private final NavigableSet<String> foreignPrefixes = new TreeSet<>();

	/**
	 * Create a factory.
	 * @param issuer the issuer
	 * @param issuers all issuers of the endpoint: nobody gets a name that one of the
	 * others could give
	 */
	PrincipalFactory(IssuerSettings issuer, List<IssuerSettings> issuers) {
		this.issuer = issuer;
		this.authorities = (issuer.authoritiesClaim() != null) ? new ClaimPath(issuer.authoritiesClaim()) : null;
		issuers.stream()
			.map(IssuerSettings::principalPrefix)
			.filter((prefix) -> prefix.length() > issuer.principalPrefix().length())
			.filter((prefix) -> prefix.startsWith(issuer.principalPrefix()))
			.sorted()
			.filter((prefix) -> !isForeign(prefix))
			.forEach(this.foreignPrefixes::add);
	}

	/**
	 * Make a principal.
	 * @param claims the claims, whose signature stood
	 * @param times the dates among them
	 * @return the principal, or why the claims name none
	 */
	Verification principal(Claims claims, TokenTimes times) {
		Object name = claims.get(this.issuer.principalClaim());
		if (name == null) {
			return Verification.failed(RejectionReason.TOKEN_CLAIM_MISSING,
					"The claim that names the principal is absent");
		}
		if (!(name instanceof String text) || text.isBlank()) {
			return Verification.failed(RejectionReason.TOKEN_CLAIM_INVALID,
					"The claim that names the principal is not a string, or blank");
		}
		String fullName = this.issuer.principalPrefix() + text;
		if (isForeign(fullName)) {
			return foreign();
		}
		Object granted = granted(claims);
		Optional<List<String>> authorities = (granted != null) ? StringList.parseWords(granted)
				: Optional.of(List.of());
		if (authorities.isEmpty()) {
			return Verification.failed(RejectionReason.TOKEN_CLAIM_INVALID,
					"The claim that holds the authorities is neither a string nor an array of strings");
		}
		return new Verification.Verified(new TokenPrincipal(fullName, issuer(claims), claims.verified(times),
				prefixed(authorities.get()), times.issuedAt(), times.expiresAt()));
	}

	/**
	 * Judge the name of a principal that was made of a token of this issuer, maybe for
	 * another endpoint with other issuers.
	 * @param known the principal
	 * @return the same, or why nobody gets that name here
	 */
	Verification admit(Verification.Verified known) {
		return isForeign(known.principal().getName()) ? foreign() : known;
	}

	private boolean isForeign(String fullName) {
		String prefix = this.foreignPrefixes.floor(fullName);
		return prefix != null && fullName.startsWith(prefix);
	}

	private static Verification foreign() {
		return Verification.failed(RejectionReason.TOKEN_CLAIM_INVALID,
				"The claim that names the principal begins like the names of another issuer");
	}

	private @Nullable Object granted(Claims claims) {
		if (this.authorities != null) {
			return this.authorities.in(claims);
		}
		Object scope = claims.get("scope");
		return (scope != null) ? scope : claims.get("scp");
	}

	private Set<String> prefixed(List<String> authorities) {
		Set<String> prefixed = new HashSet<>();
		for (String authority : authorities) {
			prefixed.add(this.issuer.authorityPrefix() + authority);
		}
		return prefixed;
	}

	private String issuer(Claims claims) {
		return (claims.get("iss") instanceof String iss) ? iss : this.issuer.name();
	}

}
