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

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.GrantedAuthority;

import io.github.wsguard.decision.Layer;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * The authorities of Spring Security in our words.
 */
final class Authorities {

	private static final String SCOPE_PREFIX = "SCOPE_";

	private static final int NAMED_AUTHORITIES = 5;

	private Authorities() {
	}

	/**
	 * Return the names of authorities, but for those that have none.
	 */
	static Set<String> names(Collection<? extends GrantedAuthority> authorities) {
		return authorities.stream()
			.map(GrantedAuthority::getAuthority)
			.filter(Objects::nonNull)
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Return what a rule missed when it denied access.
	 * @param result the answer of the rule
	 * @return the rejection, or empty if the rule names no authority
	 */
	static Optional<Rejection> missedBy(@Nullable AuthorizationResult result) {
		if (!(result instanceof AuthorityAuthorizationDecision decision)) {
			return Optional.empty();
		}
		List<String> names = names(decision.getAuthorities()).stream()
			.filter((name) -> !name.isBlank())
			.sorted()
			.limit(NAMED_AUTHORITIES)
			.toList();
		return names.isEmpty() ? Optional.empty() : Optional.of(missing(names));
	}

	private static Rejection missing(List<String> names) {
		boolean scopes = names.stream().allMatch((name) -> name.startsWith(SCOPE_PREFIX));
		RejectionReason reason = scopes ? RejectionReason.INSUFFICIENT_SCOPE : RejectionReason.AUTHORITY_MISSING;
		return Rejection.because(reason, "A rule of Spring Security asks for " + String.join(", ", names))
			.by(Layer.SPRING_SECURITY);
	}

}
