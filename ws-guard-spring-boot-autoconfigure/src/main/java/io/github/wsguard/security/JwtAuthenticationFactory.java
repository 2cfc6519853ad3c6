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

import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import io.github.wsguard.decision.PresentedToken;
import io.github.wsguard.decision.TokenPrincipal;

/**
 * Turns a verified principal into what the application's resource server would have made
 * of the token.
 */
public final class JwtAuthenticationFactory implements BiFunction<TokenPrincipal, PresentedToken, Authentication> {

	private final @Nullable Converter<Jwt, ? extends AbstractAuthenticationToken> converter;

	/**
	 * Create a factory.
	 * @param converter the application's converter, or {@code null} to take name and
	 * authorities from the principal
	 */
	public JwtAuthenticationFactory(@Nullable Converter<Jwt, ? extends AbstractAuthenticationToken> converter) {
		this.converter = converter;
	}

	/**
	 * Make an authentication.
	 * @param principal whom the token speaks for
	 * @param token the verified token
	 * @return an authentication of ours if the token is no JWT
	 */
	@Override
	public Authentication apply(TokenPrincipal principal, PresentedToken token) {
		Map<String, Object> header = header(token);
		if (header.isEmpty() || principal.getClaims().isEmpty()) {
			return new TokenAuthentication(principal);
		}
		Jwt jwt = jwt(principal, token, header);
		AbstractAuthenticationToken converted = (this.converter != null) ? this.converter.convert(jwt) : null;
		return (converted != null) ? converted : new JwtAuthenticationToken(jwt,
				AuthorityUtils.createAuthorityList(principal.getAuthorities()), principal.getName());
	}

	private static Jwt jwt(TokenPrincipal principal, PresentedToken token, Map<String, Object> header) {
		Map<String, Object> claims = new HashMap<>(principal.getClaims());
		claims.computeIfPresent("aud",
				(name, audience) -> (audience instanceof String single) ? List.of(single) : audience);
		return new Jwt(token.value(), principal.getIssuedAt().orElse(null), principal.getExpiresAt(), header, claims);
	}

	private static Map<String, Object> header(PresentedToken token) {
		int end = token.value().indexOf('.');
		if (end < 0) {
			return Map.of();
		}
		try {
			return JWSHeader.parse(new Base64URL(token.value().substring(0, end))).toJSONObject();
		}
		catch (ParseException ex) {
			return Map.of();
		}
	}

}
