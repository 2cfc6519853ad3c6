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

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.network.NetworkCheck;
import io.github.wsguard.origin.OriginPolicy;
import io.github.wsguard.token.TokenSource;

/**
 * Judges a policy as it holds at an endpoint, whatever it inherited from where.
 */
final class PolicyValidation {

	private static final String TOKEN_CHARACTERS = "!#$%&'*+-.^_`|~";

	private final PropertyName scope;

	private final ResolvedPolicy policy;

	private final JwtProperties jwt;

	/**
	 * Create the validation of a policy.
	 * @param scope where the properties of the policy stand
	 * @param policy the policy
	 * @param jwt the issuers
	 */
	PolicyValidation(PropertyName scope, ResolvedPolicy policy, JwtProperties jwt) {
		this.scope = scope;
		this.policy = policy;
		this.jwt = jwt;
	}

	/**
	 * Judge the policy.
	 * @throws InvalidPropertyException if it cannot work
	 */
	void validate() {
		originsAreOrigins();
		cookiesNeedNamedOrigins();
		tokenSourcesAreNamed();
		tokenSizeIsUsable();
		markerIsToken();
		cookieNameIsToken();
		queryParameterIsNamed();
		networksAreAddresses();
		problemTypeIsUri();
		issuersAreTellable();
		principalsOfIssuersDiffer();
	}

	private void originsAreOrigins() {
		this.scope.property("origin.allowed")
			.make(() -> OriginPolicy.of(this.policy.origin().allowed(), false, false),
					"Write origins as in https://app.example.com, https://*.example.com or http://localhost:*.");
	}

	private void cookiesNeedNamedOrigins() {
		if (this.policy.token().sources().contains(TokenSource.COOKIE)) {
			originsMustBeNamed("a browser attaches the cookie of 'token.sources' to requests of any page");
		}
		if (this.policy.require().authenticated()) {
			originsMustBeNamed("a browser attaches the login of 'require.authenticated' to requests of any page");
		}
	}

	private void originsMustBeNamed(String problem) {
		PropertyName allowed = this.scope.property("origin.allowed");
		String remedy = "Set '%s' to false and list your pages in '%s', such as https://app.example.com.";
		PropertyName allowAny = this.scope.property("origin.allow-any");
		allowAny.require(!this.policy.origin().allowAny(), problem, remedy.formatted(allowAny, allowed));
		PropertyName allowNull = this.scope.property("origin.allow-null");
		allowNull.require(!this.policy.origin().allowNull(), problem + ", and any page can have the origin null",
				remedy.formatted(allowNull, allowed));
	}

	private void tokenSourcesAreNamed() {
		this.scope.property("token.sources")
			.requireEntries(this.policy.token().sources(), "the header and the sub-protocol are read then",
					"authorization-header");
	}

	private void tokenSizeIsUsable() {
		PropertyName maxSize = this.scope.property("token.max-size");
		long bytes = this.policy.token().maxSize().toBytes();
		maxSize.require(bytes > 0 && bytes <= Integer.MAX_VALUE, "it must be more than nothing and less than 2GB",
				"Set '%s' to a size such as 8KB.".formatted(maxSize));
	}

	private void markerIsToken() {
		PropertyName marker = this.scope.property("token.subprotocol-marker");
		marker.require(isToken(this.policy.token().subprotocolMarker()), "it is not a token as RFC 9110 defines it",
				"Set '%s' to letters, digits and hyphens, such as bearer.".formatted(marker));
	}

	private void cookieNameIsToken() {
		PropertyName cookieName = this.scope.property("token.cookie-name");
		cookieName.require(isToken(this.policy.token().cookieName()), "it cannot be the name of a cookie",
				"Set '%s' to letters, digits, hyphens and underscores, such as access_token.".formatted(cookieName));
	}

	private void queryParameterIsNamed() {
		PropertyName queryParameter = this.scope.property("token.query-parameter");
		queryParameter.require(
				isToken(this.policy.token().queryParameter())
						&& this.policy.token().queryParameter().chars().noneMatch((c) -> "#%&+".indexOf(c) >= 0),
				"it cannot be the name of a query parameter",
				"Set '%s' to letters, digits, hyphens and underscores, such as access_token."
					.formatted(queryParameter));
	}

	private static boolean isToken(String value) {
		return !value.isEmpty() && value.chars().allMatch(PolicyValidation::isTokenCharacter);
	}

	private static boolean isTokenCharacter(int c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
				|| TOKEN_CHARACTERS.indexOf(c) >= 0;
	}

	private void networksAreAddresses() {
		String remedy = "Write addresses or CIDR blocks such as 203.0.113.7, 10.0.0.0/8 or 2001:db8::/32.";
		this.scope.property("network.allowed")
			.make(() -> new NetworkCheck(this.policy.network().allowed(), List.of()), remedy);
		this.scope.property("network.denied")
			.make(() -> new NetworkCheck(List.of(), this.policy.network().denied()), remedy);
	}

	private void problemTypeIsUri() {
		this.scope.property("rejection.type-base-uri")
			.make(() -> URI.create(this.policy.rejection().typeBaseUri() + "token-expired"),
					"Set it to a URI to which a reason can be appended, such as https://example.com/problems/.");
	}

	private void issuersAreTellable() {
		tellApart(JwtProperties.Issuer::issuerUri, "issuer-uri",
				"tokens of issuers '%s' and '%s' cannot be told apart, because both have the same 'issuer-uri' or none",
				"Set '%s' to the value of the claim iss, such as https://login.example.com.");
	}

	private void principalsOfIssuersDiffer() {
		tellApart(JwtProperties.Issuer::principalPrefix, "principal-prefix",
				"users of issuers '%s' and '%s' may have the same name, because both have the same prefix",
				"Set '%s' to a text of its own, such as partner:, or accept only one of the two issuers.");
	}

	private void tellApart(Function<JwtProperties.Issuer, @Nullable String> mark, String property, String problem,
			String remedy) {
		Map<@Nullable String, String> names = new HashMap<>();
		for (String name : this.policy.issuers()) {
			String other = names.putIfAbsent(mark.apply(issuer(name)), name);
			PropertyName marked = PropertyName.ROOT.property("jwt.issuers").named(name).property(property);
			marked.require(other == null, problem.formatted(other, name), remedy.formatted(marked));
		}
	}

	private JwtProperties.Issuer issuer(String name) {
		return Objects.requireNonNull(this.jwt.issuers().get(name));
	}

}
