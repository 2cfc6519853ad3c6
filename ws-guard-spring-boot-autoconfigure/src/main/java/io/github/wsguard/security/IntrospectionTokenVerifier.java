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

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.web.client.RestClientException;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.HandshakeTokenVerifier;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.decision.Verification;

/**
 * Verifies tokens by asking who issued them (RFC 7662). What a token grants is what the
 * application's resource server makes of it. Each call asks again, and blocks until there
 * is an answer.
 */
public final class IntrospectionTokenVerifier implements HandshakeTokenVerifier {

	private final OpaqueTokenIntrospector introspector;

	private final @Nullable OpaqueTokenAuthenticationConverter converter;

	private final Function<TokenPrincipal, Optional<Rejection>> dates;

	/**
	 * Create a verifier.
	 * @param introspector asks who issued the token
	 * @param converter makes of the answer what Spring Security is handed, or
	 * {@code null} for what the resource server makes by itself
	 * @param dates returns what is wrong with the dates of a principal
	 */
	public IntrospectionTokenVerifier(OpaqueTokenIntrospector introspector,
			@Nullable OpaqueTokenAuthenticationConverter converter,
			Function<TokenPrincipal, Optional<Rejection>> dates) {
		this.introspector = introspector;
		this.converter = converter;
		this.dates = dates;
	}

	@Override
	public Verification verify(String token, ClientConnection client) {
		OAuth2AuthenticatedPrincipal answer;
		try {
			answer = Objects.requireNonNull(this.introspector.introspect(token));
		}
		catch (RuntimeException ex) {
			return new Verification.Failed(explain(ex));
		}
		return principal(answer, token);
	}

	private static Rejection explain(RuntimeException failure) {
		CauseChain causes = new CauseChain(failure);
		if (causes.has(BadOpaqueTokenException.class)) {
			return Rejection
				.because(RejectionReason.TOKEN_REJECTED,
						"The token is not active: nobody issued it, it has expired, or it was revoked")
				.hint("Get a new token.");
		}
		if (causes.has(OAuth2IntrospectionException.class, RestClientException.class, IOException.class,
				TimeoutException.class)) {
			return ServerTrouble.rejection("The introspection endpoint", causes)
				.hint("Check that this server can reach the introspection endpoint, and its client id and secret.");
		}
		throw failure;
	}

	private Verification principal(OAuth2AuthenticatedPrincipal answer, String token) {
		Object expiresAt = answer.getAttribute("exp");
		if (expiresAt == null) {
			return Verification.failed(RejectionReason.TOKEN_CLAIM_MISSING, "The answer for the token has no exp");
		}
		Object issuedAt = answer.getAttribute("iat");
		if (!(expiresAt instanceof Instant exp) || (issuedAt != null && !(issuedAt instanceof Instant))) {
			return Verification.failed(RejectionReason.TOKEN_CLAIM_INVALID, "exp or iat is no date");
		}
		String name = answer.getName();
		if (name == null || name.isBlank()) {
			return Verification.failed(RejectionReason.TOKEN_CLAIM_MISSING,
					"The answer for the token does not name anybody");
		}
		TokenPrincipal principal = new TokenPrincipal(name, issuer(answer), claims(answer),
				Authorities.names(answer.getAuthorities()), (Instant) issuedAt, exp);
		// An authentication cannot be made of dates that contradict each other
		return this.dates.apply(principal)
			.<Verification>map(Verification.Failed::new)
			.orElseGet(() -> Verification.verified(principal.withOriginal(authentication(answer, token))));
	}

	private Authentication authentication(OAuth2AuthenticatedPrincipal answer, String token) {
		OpaqueTokenAuthenticationProvider provider = new OpaqueTokenAuthenticationProvider((value) -> answer);
		if (this.converter != null) {
			provider.setAuthenticationConverter(this.converter);
		}
		return Objects.requireNonNull(provider.authenticate(new BearerTokenAuthenticationToken(token)));
	}

	private static String issuer(OAuth2AuthenticatedPrincipal answer) {
		Object iss = answer.getAttribute("iss");
		return (iss != null) ? iss.toString() : "introspection";
	}

	private static Map<String, Object> claims(OAuth2AuthenticatedPrincipal answer) {
		Map<String, @Nullable Object> claims = new HashMap<>(answer.getAttributes());
		claims.values().removeIf(Objects::isNull);
		return Map.copyOf(claims);
	}

}
