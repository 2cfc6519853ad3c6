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
import java.util.stream.Stream;

import org.springframework.core.env.Environment;

import io.github.wsguard.jwt.IssuerSettings;
import io.github.wsguard.jwt.RemoteKeySets;
import io.github.wsguard.servlet.EndpointPolicy;

/**
 * The policies of all endpoints, judged and with everything inherited.
 *
 * @param defaultPolicy the policy of endpoints that are not named
 * @param endpointPolicies the policies of named endpoints
 * @param issuers whose tokens are accepted, none if a bean of the application verifies
 * them
 * @param verification who verifies tokens
 */
record ResolvedPolicies(ResolvedPolicy defaultPolicy, List<ResolvedPolicy> endpointPolicies,
		List<IssuerSettings> issuers, TokenVerification verification) {

	/**
	 * Judge the properties and resolve what endpoints inherit.
	 * @param properties the properties
	 * @param environment where the properties of the web server are found
	 * @param keySets opens the key sets that issuers publish; none is fetched yet
	 * @param verification who verifies tokens
	 * @return the policies
	 * @throws InvalidPropertyException if a property cannot work
	 */
	static ResolvedPolicies resolve(WsGuardProperties properties, Environment environment, RemoteKeySets keySets,
			TokenVerification verification) {
		new PropertiesValidation(properties, environment).validate();
		if (verification.foreign().isPresent()) {
			properties.endpoints().forEach((name, endpoint) -> issuersAreAsked(name, endpoint, verification));
		}
		return new ResolvedPolicies(ResolvedPolicy.defaultOf(properties), endpointPolicies(properties),
				verification.foreign().isPresent() ? List.of()
						: issuers(properties.jwt(), new IssuerSettingsFactory(keySets)),
				verification);
	}

	private static void issuersAreAsked(String name, EndpointProperties endpoint, TokenVerification verification) {
		PropertyName issuers = PropertyName.ROOT.property("endpoints").named(name).property("issuers");
		issuers.require(endpoint.issuers() == null,
				"tokens are verified by %s, which accepts those of every issuer that it knows"
					.formatted(verification.verifier()),
				"Remove '%s'; to limit the endpoint to an issuer, set '%s'.".formatted(issuers,
						PropertyName.ROOT.property("endpoints").named(name).property("require.claims.iss")));
	}

	private static List<ResolvedPolicy> endpointPolicies(WsGuardProperties properties) {
		return properties.endpoints()
			.entrySet()
			.stream()
			.map((endpoint) -> ResolvedPolicy.of(endpoint.getKey(), endpoint.getValue(), properties))
			.toList();
	}

	private static List<IssuerSettings> issuers(JwtProperties jwt, IssuerSettingsFactory factory) {
		return jwt.issuers()
			.entrySet()
			.stream()
			.map((issuer) -> factory.create(issuer.getKey(), issuer.getValue()))
			.toList();
	}

	/**
	 * Return the settings that a policy was made from.
	 * @param policy the policy of an endpoint
	 * @return its settings
	 */
	ResolvedPolicy behind(EndpointPolicy policy) {
		if (policy.pattern() == null) {
			return this.defaultPolicy;
		}
		return this.endpointPolicies.stream()
			.filter((candidate) -> policy.name().equals(candidate.name()))
			.findFirst()
			.orElse(this.defaultPolicy);
	}

	/**
	 * Demand that somebody can verify the tokens that the policies require.
	 * @throws InvalidPropertyException if a token is required and nobody can
	 * @throws UnusableConfigurationException if a token is required and nothing says who
	 * of several shall verify it
	 */
	void requireKeys() {
		if (this.verification instanceof TokenVerification.ByNobody nobody && isTokenRequired()) {
			if (nobody.obstacle() != null) {
				throw new UnusableConfigurationException(List.of(nobody.obstacle()));
			}
			throw missingKeys();
		}
	}

	private boolean isTokenRequired() {
		return Stream.concat(Stream.of(this.defaultPolicy), this.endpointPolicies.stream())
			.anyMatch((policy) -> policy.enabled() && policy.token().required());
	}

	private static InvalidPropertyException missingKeys() {
		return PropertyName.ROOT.property("jwt.issuers")
			.cannotWork("a token is required and nothing says which keys verify it",
					"Set 'ws-guard.jwt.issuers.main.issuer-uri' to your issuer, such as https://login.example.com, "
							+ "and 'ws-guard.jwt.issuers.main.audiences' to your audience, "
							+ "such as https://api.example.com. The keys can also come from 'jwk-set-uri', "
							+ "'jwk-set-location', 'public-key-location' or 'secret'. "
							+ "A bean of type JwtDecoder, OpaqueTokenIntrospector or HandshakeTokenVerifier "
							+ "can verify tokens, too. "
							+ "Set 'ws-guard.token.required' to false if no token is needed.");
	}

}
