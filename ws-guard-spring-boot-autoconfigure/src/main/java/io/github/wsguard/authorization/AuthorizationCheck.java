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

import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeCheck;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;

/**
 * Refuses clients whose token does not grant what the endpoint requires. Requests of
 * SockJS that carry no message pass: they need no token.
 */
public final class AuthorizationCheck implements HandshakeCheck {

	private final Requirement requirement;

	private final ClaimRule[] claims;

	/**
	 * Create a check.
	 * @param requirement what the endpoint requires
	 */
	public AuthorizationCheck(Requirement requirement) {
		this.requirement = requirement;
		this.claims = requirement.claims()
			.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.map((entry) -> new ClaimRule(entry.getKey(), ClaimTemplate.parse(entry.getValue())))
			.toArray(ClaimRule[]::new);
	}

	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		if (attempt.request().kind() == HandshakeRequest.Kind.SOCKJS_RESOURCE) {
			return Decision.proceed();
		}
		TokenPrincipal principal = attempt.principal().orElse(null);
		if (principal == null && attempt.isTokenDeferred()) {
			return Decision.proceed();
		}
		return (principal != null) ? evaluate(principal, attempt.request().pathVariables()) : withoutToken();
	}

	/**
	 * Judge a client by what it has been granted, apart from any handshake.
	 * @param principal whom the token of the client speaks for, or {@code null} if it has
	 * none
	 * @param login the authorities of the application's own login, where there is no
	 * token
	 * @param variables the variables of what the client asks for
	 * @return the decision
	 */
	public Decision evaluate(@Nullable TokenPrincipal principal, Collection<String> login,
			Map<String, String> variables) {
		if (principal != null) {
			return evaluate(principal, variables);
		}
		if (login.isEmpty() || !this.requirement.scopes().isEmpty() || this.claims.length > 0) {
			return withoutToken();
		}
		return Authorities.suffice(this.requirement, login) ? Decision.proceed()
				: Decision.reject(RejectionReason.AUTHORITY_MISSING, "None of the required authorities is granted");
	}

	private Decision evaluate(TokenPrincipal principal, Map<String, String> variables) {
		Scopes granted = Scopes.of(principal.getClaims());
		for (String scope : this.requirement.scopes()) {
			if (!granted.contain(scope)) {
				return Decision.reject(RejectionReason.INSUFFICIENT_SCOPE,
						"The scope '" + scope + "' is not granted to the token");
			}
		}
		if (!Authorities.suffice(this.requirement, principal.getAuthorities())) {
			return Decision.reject(RejectionReason.AUTHORITY_MISSING,
					"The token grants none of the required authorities");
		}
		return evaluateClaims(principal, variables);
	}

	private Decision evaluateClaims(TokenPrincipal principal, Map<String, String> variables) {
		for (ClaimRule claim : this.claims) {
			Decision decision = claim.evaluate(principal.getClaims(), variables);
			if (decision instanceof Decision.Reject) {
				return decision;
			}
		}
		return Decision.proceed();
	}

	private Decision withoutToken() {
		// The authorities of the application's own login are known later, to the login
		// check
		boolean leftToLogin = this.requirement.authorities().isEmpty() || this.requirement.authenticated();
		if (this.requirement.scopes().isEmpty() && this.claims.length == 0 && leftToLogin) {
			return Decision.proceed();
		}
		return Decision.reject(RejectionReason.TOKEN_MISSING,
				"The endpoint requires what only a token can grant, and there is none");
	}

	@Override
	public Evidence evidence() {
		boolean judgesToken = !this.requirement.scopes().isEmpty() || !this.requirement.authorities().isEmpty()
				|| this.claims.length > 0;
		return judgesToken ? Evidence.TOKEN : Evidence.REQUEST;
	}

	@Override
	public String name() {
		return "authorization";
	}

}
