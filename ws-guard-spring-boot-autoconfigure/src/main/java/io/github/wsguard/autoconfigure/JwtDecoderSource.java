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

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import io.github.wsguard.findings.Finding;
import io.github.wsguard.jwt.ForeignTokenVerifier;
import io.github.wsguard.jwt.TokenLifetime;
import io.github.wsguard.security.DecoderExpectations;
import io.github.wsguard.security.DecoderRefusals;
import io.github.wsguard.security.DecoderTokenVerifier;
import io.github.wsguard.token.TokenForm;

/**
 * Finds the decoder of the application's resource server, Boot's or its own.
 */
final class JwtDecoderSource implements VerifierSource {

	private static final String PREFIX = "spring.security.oauth2.resourceserver.jwt.";

	private static final String BY_ISSUER = "jwtDecoderByIssuerUri";

	private static final Set<String> OF_BOOT = Set.of(BY_ISSUER, "jwtDecoderByJwkKeySetUri",
			"jwtDecoderByPublicKeyValue");

	private final ApplicationContext context;

	private final Converter<Jwt, ? extends AbstractAuthenticationToken> converter;

	/**
	 * Create a source.
	 * @param context where the decoder is looked for
	 * @param converter makes of a valid token what Spring Security is handed
	 */
	JwtDecoderSource(ApplicationContext context, Converter<Jwt, ? extends AbstractAuthenticationToken> converter) {
		this.context = context;
		this.converter = converter;
	}

	@Override
	public Optional<TokenVerification> find(TokenLifetime lifetime) {
		Candidate<JwtDecoder> candidate = Candidate.of(this.context, JwtDecoder.class);
		if (candidate instanceof Candidate.Ambiguous<JwtDecoder> ambiguous) {
			return Optional
				.of(new TokenVerification.ByNobody(VerifierFindings.ambiguous(JwtDecoder.class, ambiguous.names())));
		}
		return (candidate instanceof Candidate.Found<JwtDecoder> found) ? Optional.of(verification(found, lifetime))
				: Optional.empty();
	}

	private TokenVerification verification(Candidate.Found<JwtDecoder> decoder, TokenLifetime lifetime) {
		DecoderRefusals refusals = new DecoderRefusals(expectations(decoder.name()), lifetime::fault,
				lifetime.withoutTolerance()::fault);
		return new TokenVerification.ByBean(JwtDecoder.class, decoder.name(), TokenForm.SIGNED_JWT,
				new ForeignTokenVerifier(new DecoderTokenVerifier(decoder.bean(), this.converter, refusals), lifetime),
				findings(decoder.name()));
	}

	/**
	 * Which algorithms a decoder allows that discovers its keys, or that the application
	 * made, is not to be seen.
	 */
	private DecoderExpectations expectations(String name) {
		List<String> algorithms = values("jws-algorithms");
		boolean configured = OF_BOOT.contains(name) && !name.equals(BY_ISSUER);
		List<String> known = algorithms.isEmpty() ? List.of("RS256") : algorithms;
		return new DecoderExpectations(configured ? Set.copyOf(known) : Set.of(),
				this.context.getEnvironment().getProperty(PREFIX + "issuer-uri"), values("audiences"),
				OF_BOOT.contains(name));
	}

	private List<Finding> findings(String name) {
		boolean ofBoot = OF_BOOT.contains(name);
		if (ofBoot && !values("audiences").isEmpty()) {
			return List.of();
		}
		boolean validated = this.context.getBeanNamesForType(OAuth2TokenValidator.class, true, false).length > 0;
		return List.of((ofBoot && !validated) ? VerifierFindings.noAudience() : VerifierFindings.audienceUnknown(name));
	}

	private List<String> values(String property) {
		return Binder.get(this.context.getEnvironment())
			.bind(PREFIX + property, Bindable.listOf(String.class))
			.orElse(List.of());
	}

}
