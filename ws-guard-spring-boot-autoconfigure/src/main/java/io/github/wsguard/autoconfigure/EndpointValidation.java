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
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

import io.github.wsguard.authorization.Requirement;

/**
 * Judges what one endpoint sets, and the policy that comes of it.
 */
final class EndpointValidation {

	private final PropertyName scope;

	private final EndpointProperties endpoint;

	private final WsGuardProperties properties;

	private final String name;

	/**
	 * Create the validation of an endpoint.
	 * @param name the name of the endpoint
	 * @param endpoint what it sets
	 * @param properties what it inherits
	 */
	EndpointValidation(String name, EndpointProperties endpoint, WsGuardProperties properties) {
		this.scope = PropertyName.ROOT.property("endpoints").named(name);
		this.endpoint = endpoint;
		this.name = name;
		this.properties = properties;
	}

	/**
	 * Judge the endpoint.
	 * @throws InvalidPropertyException if it cannot work
	 */
	void validate() {
		pathIsPattern();
		issuersAreKnown();
		networkIsNotEmpty();
		requirementsAreNotEmpty();
		scopesAreScopes();
		authoritiesAreNamed();
		claimsAreFoundInPath();
		ResolvedPolicy policy = ResolvedPolicy.of(this.name, this.endpoint, this.properties);
		anyOriginContradictsOwnList(policy);
		loginReplacesToken(policy);
		requirementsFindToken(policy);
		new PolicyValidation(this.scope, policy, this.properties.jwt()).validate();
	}

	private void pathIsPattern() {
		PropertyName path = this.scope.property("path");
		String remedy = "Set '%s' to a path pattern such as /ws/chat or /ws/room/{room}.".formatted(path);
		String pattern = this.endpoint.path();
		if (pattern == null) {
			throw path.cannotWork("it is missing, so the endpoint would guard nothing", remedy);
		}
		path.require(pattern.startsWith("/"), "it does not start with a slash", remedy);
		try {
			PathPatternParser.defaultInstance.parse(pattern);
		}
		catch (PatternParseException ex) {
			throw new InvalidPropertyException(path.value(), "it is not a path pattern", remedy, ex);
		}
	}

	private void issuersAreKnown() {
		PropertyName issuers = this.scope.property("issuers");
		Set<String> known = this.properties.jwt().issuers().keySet();
		issuers.requireEntries(this.endpoint.issuers(), "every issuer is accepted then", "the name of an issuer");
		for (String name : Objects.requireNonNullElse(this.endpoint.issuers(), List.<String>of())) {
			issuers
				.require(known.contains(name), "there is no issuer '%s'".formatted(name), Spelling.nearest(name, known)
					.map((nearest) -> "Write '%s', which is an issuer of 'ws-guard.jwt.issuers'.".formatted(nearest))
					.orElse("Describe the issuer under 'ws-guard.jwt.issuers.%s'.".formatted(name)));
		}
	}

	private void networkIsNotEmpty() {
		if (this.endpoint.network() != null) {
			this.scope.property("network.allowed")
				.requireEntries(this.endpoint.network().allowed(), "it is inherited then", "10.0.0.0/8");
		}
	}

	/*
	 * An endpoint that opens itself may inherit a list. An endpoint that has a list of
	 * its own would be open without a word if it inherited 'allow-any'.
	 */
	private void anyOriginContradictsOwnList(ResolvedPolicy policy) {
		if (this.endpoint.origin() == null || this.endpoint.origin().allowed() == null) {
			return;
		}
		PropertyName allowAny = this.scope.property("origin.allow-any");
		allowAny.require(!policy.origin().allowAny() || policy.origin().allowed().isEmpty(),
				"it is set or inherited and contradicts '%s', which lists origins"
					.formatted(this.scope.property("origin.allowed")),
				"Set '%s' to false to accept only the listed origins.".formatted(allowAny));
	}

	private void requirementsAreNotEmpty() {
		EndpointProperties.Require require = this.endpoint.require();
		this.scope.property("require.scopes").requireEntries(require.scopes(), "none is demanded then", "chat:read");
		this.scope.property("require.authorities")
			.requireEntries(require.authorities(), "none is demanded then", "ROLE_CHAT");
		this.scope.property("require.claims")
			.requireEntries((require.claims() != null) ? require.claims().keySet() : null, "none is demanded then",
					"room: \"{room}\"");
	}

	private void loginReplacesToken(ResolvedPolicy policy) {
		PropertyName authenticated = this.scope.property("require.authenticated");
		authenticated.require(!policy.require().authenticated() || !policy.token().required(),
				"a token is required as well, and its principal takes the place of the login",
				"Set '%s' to false to rely on the login, or remove '%s'."
					.formatted(this.scope.property("token.required"), authenticated));
	}

	private void requirementsFindToken(ResolvedPolicy policy) {
		if (policy.token().required()) {
			return;
		}
		String problem = "it judges a token, and 'token.required' is false";
		String remedy = "Set '%s' to true, or remove '%s'.";
		PropertyName tokenRequired = this.scope.property("token.required");
		PropertyName scopes = this.scope.property("require.scopes");
		scopes.require(policy.require().scopes().isEmpty(), problem, remedy.formatted(tokenRequired, scopes));
		PropertyName claims = this.scope.property("require.claims");
		claims.require(policy.require().claims().isEmpty(), problem, remedy.formatted(tokenRequired, claims));
		PropertyName authorities = this.scope.property("require.authorities");
		authorities.require(policy.require().authorities().isEmpty() || policy.require().authenticated(),
				"nobody needs to be known, because 'token.required' is false",
				"Set '%s' or '%s' to true.".formatted(tokenRequired, this.scope.property("require.authenticated")));
	}

	private void scopesAreScopes() {
		List<String> scopes = Objects.requireNonNullElse(this.endpoint.require().scopes(), List.of());
		this.scope.property("require.scopes")
			.make(() -> new Requirement(scopes, List.of(), Map.of(), false), "Write scopes such as chat:read.");
	}

	private void authoritiesAreNamed() {
		List<String> authorities = Objects.requireNonNullElse(this.endpoint.require().authorities(), List.of());
		this.scope.property("require.authorities")
			.make(() -> new Requirement(List.of(), authorities, Map.of(), false),
					"Write authorities such as ROLE_CHAT.");
	}

	private void claimsAreFoundInPath() {
		Map<String, String> claims = Objects.requireNonNullElse(this.endpoint.require().claims(), Map.of());
		Set<String> known = PathVariables.of(String.valueOf(this.endpoint.path()));
		claims.forEach((claim, value) -> claimIsFoundInPath(this.scope.property("require.claims").named(claim),
				Map.of(claim, value), known));
	}

	private void claimIsFoundInPath(PropertyName name, Map<String, String> claim, Set<String> known) {
		Requirement requirement = name.make(() -> new Requirement(List.of(), List.of(), claim, false),
				"Write a value such as acme, or a variable of the path such as {room}.");
		for (String variable : requirement.variables()) {
			name.require(known.contains(variable),
					"it refers to {%s}, and the path has no such variable".formatted(variable),
					"Use a variable of '%s', as in /ws/room/{%s}.".formatted(this.scope.property("path"), variable));
		}
	}

}
