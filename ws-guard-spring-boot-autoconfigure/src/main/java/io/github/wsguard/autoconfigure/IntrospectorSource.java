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

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

import io.github.wsguard.jwt.ForeignTokenVerifier;
import io.github.wsguard.jwt.TokenLifetime;
import io.github.wsguard.security.IntrospectionTokenVerifier;
import io.github.wsguard.token.TokenForm;

/**
 * Finds the introspector of the application's resource server, Boot's or its own.
 */
final class IntrospectorSource implements VerifierSource {

	private final ApplicationContext context;

	private final @Nullable OpaqueTokenAuthenticationConverter converter;

	/**
	 * Create a source.
	 * @param context where the introspector is looked for
	 * @param converter makes of an answer what Spring Security is handed, or {@code null}
	 * for what the resource server makes by itself
	 */
	IntrospectorSource(ApplicationContext context, @Nullable OpaqueTokenAuthenticationConverter converter) {
		this.context = context;
		this.converter = converter;
	}

	@Override
	public Optional<TokenVerification> find(TokenLifetime lifetime) {
		Candidate<OpaqueTokenIntrospector> candidate = Candidate.of(this.context, OpaqueTokenIntrospector.class);
		if (candidate instanceof Candidate.Ambiguous<OpaqueTokenIntrospector> ambiguous) {
			return Optional.of(new TokenVerification.ByNobody(
					VerifierFindings.ambiguous(OpaqueTokenIntrospector.class, ambiguous.names())));
		}
		return (candidate instanceof Candidate.Found<OpaqueTokenIntrospector> found)
				? Optional.of(verification(found, lifetime)) : Optional.empty();
	}

	private TokenVerification verification(Candidate.Found<OpaqueTokenIntrospector> introspector,
			TokenLifetime lifetime) {
		IntrospectionTokenVerifier verifier = new IntrospectionTokenVerifier(introspector.bean(), this.converter,
				lifetime::fault);
		return new TokenVerification.ByBean(OpaqueTokenIntrospector.class, introspector.name(), TokenForm.OPAQUE,
				new ForeignTokenVerifier(verifier, lifetime),
				List.of(VerifierFindings.audienceUnknown(introspector.name())));
	}

}
