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

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.HandshakeTokenVerifier;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.decision.Verification;

/**
 * Verifies tokens by the application's own decoder. What a token grants is what the
 * application's resource server makes of it. A call blocks for as long as the decoder
 * fetches keys.
 */
public final class DecoderTokenVerifier implements HandshakeTokenVerifier {

	private final JwtDecoder decoder;

	private final Converter<Jwt, ? extends AbstractAuthenticationToken> converter;

	private final DecoderRefusals refusals;

	/**
	 * Create a verifier.
	 * @param decoder decodes and validates tokens
	 * @param converter makes of a valid token what Spring Security is handed
	 * @param refusals says why the decoder refused a token
	 */
	public DecoderTokenVerifier(JwtDecoder decoder, Converter<Jwt, ? extends AbstractAuthenticationToken> converter,
			DecoderRefusals refusals) {
		this.decoder = decoder;
		this.converter = converter;
		this.refusals = refusals;
	}

	@Override
	public Verification verify(String token, ClientConnection client) {
		Jwt jwt;
		try {
			jwt = Objects.requireNonNull(this.decoder.decode(token));
		}
		catch (RuntimeException ex) {
			Optional<Rejection> rejection = this.refusals.explain(token, ex);
			if (rejection.isEmpty()) {
				throw ex;
			}
			return new Verification.Failed(rejection.get());
		}
		this.refusals.admitted(jwt);
		return principal(jwt);
	}

	private Verification principal(Jwt jwt) {
		Instant expiresAt = jwt.getExpiresAt();
		if (expiresAt == null) {
			return Verification.failed(RejectionReason.TOKEN_CLAIM_MISSING, "The token has no exp");
		}
		Authentication authentication = Objects.requireNonNull(this.converter.convert(jwt));
		String name = authentication.getName();
		if (name == null || name.isBlank()) {
			return Verification.failed(RejectionReason.TOKEN_CLAIM_MISSING,
					"The claim that names the principal is absent");
		}
		return Verification.verified(
				new TokenPrincipal(name, issuer(jwt), claims(jwt), Authorities.names(authentication.getAuthorities()),
						jwt.getIssuedAt(), expiresAt)
					.withOriginal(authentication));
	}

	private static String issuer(Jwt jwt) {
		Object iss = jwt.getClaims().get("iss");
		return (iss != null) ? iss.toString() : "jwt-decoder";
	}

	private static Map<String, Object> claims(Jwt jwt) {
		Map<String, @Nullable Object> claims = new HashMap<>(jwt.getClaims());
		claims.values().removeIf(Objects::isNull);
		return Map.copyOf(claims);
	}

}
