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
 * @param issuers whose tokens are accepted
 */
record ResolvedPolicies(ResolvedPolicy defaultPolicy, List<ResolvedPolicy> endpointPolicies,
		List<IssuerSettings> issuers) {

	/**
	 * Judge the properties and resolve what endpoints inherit.
	 * @param properties the properties
	 * @param environment where the properties of the web server are found
	 * @param keySets opens the key sets that issuers publish; none is fetched yet
	 * @return the policies
	 * @throws InvalidPropertyException if a property cannot work
	 */
	static ResolvedPolicies resolve(WsGuardProperties properties, Environment environment, RemoteKeySets keySets) {
		new PropertiesValidation(properties, environment).validate();
		return new ResolvedPolicies(ResolvedPolicy.defaultOf(properties), endpointPolicies(properties),
				issuers(properties.jwt(), new IssuerSettingsFactory(keySets)));
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
	 * Demand that somebody can verify the tokens that the policies require. Not to be
	 * called when the application brings a verifier of its own.
	 * @throws InvalidPropertyException if a token is required and no issuer is known
	 */
	void requireKeys() {
		Stream.concat(Stream.of(this.defaultPolicy), this.endpointPolicies.stream())
			.filter(ResolvedPolicies::lacksKeys)
			.findFirst()
			.ifPresent((policy) -> {
				throw missingKeys();
			});
	}

	private static boolean lacksKeys(ResolvedPolicy policy) {
		return policy.enabled() && policy.token().required() && policy.issuers().isEmpty();
	}

	private static InvalidPropertyException missingKeys() {
		return PropertyName.ROOT.property("jwt.issuers")
			.cannotWork("a token is required and nothing says which keys verify it",
					"Set 'ws-guard.jwt.issuers.main.issuer-uri' to your issuer, such as https://login.example.com, "
							+ "and 'ws-guard.jwt.issuers.main.audiences' to your audience, "
							+ "such as https://api.example.com. The keys can also come from 'jwk-set-uri', "
							+ "'jwk-set-location', 'public-key-location' or 'secret'. "
							+ "Set 'ws-guard.token.required' to false if no token is needed.");
	}

}
