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
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.util.unit.DataSize;

/**
 * Judges how tokens are verified.
 */
final class JwtValidation {

	private static final Duration LONGEST_TIMEOUT = Duration.ofMillis(Integer.MAX_VALUE);

	// Beyond, they would take gigabytes
	private static final int MOST_ENTRIES = 1_000_000;

	private final JwtProperties jwt;

	JwtValidation(JwtProperties jwt) {
		this.jwt = jwt;
	}

	/**
	 * Judge the properties of tokens and their issuers.
	 * @throws InvalidPropertyException if one of them cannot work
	 */
	void validate() {
		notNegative(PropertyName.ROOT.property("jwt.clock-skew"), this.jwt.clockSkew(), "30s");
		positive(PropertyName.ROOT.property("jwt.max-lifetime"), this.jwt.maxLifetime(), "31d");
		tokensCanBeRemembered(PropertyName.ROOT.property("jwt.cache.max-entries"), this.jwt.cache());
		this.jwt.issuers()
			.forEach((name, issuer) -> validate(PropertyName.ROOT.property("jwt.issuers").named(name), issuer));
	}

	private static void tokensCanBeRemembered(PropertyName name, JwtProperties.Cache cache) {
		name.require(cache.maxEntries() > 0 && cache.maxEntries() <= MOST_ENTRIES,
				"it is not between 1 and %d".formatted(MOST_ENTRIES),
				"Set '%s' to a number such as 10000, or 'ws-guard.jwt.cache.enabled' to false.".formatted(name));
	}

	private void validate(PropertyName scope, JwtProperties.Issuer issuer) {
		oneKeySource(scope, issuer);
		issuerIsNamed(scope, issuer);
		issuerCanBeDiscovered(scope, issuer);
		jwkSetUriIsUrl(scope, issuer);
		audiencesAreNamed(scope, issuer);
		listsAreNotEmpty(scope, issuer);
		claimsAreNamed(scope, issuer);
		keysCanBeFetched(scope.property("keys"), issuer.keys());
	}

	private void oneKeySource(PropertyName scope, JwtProperties.Issuer issuer) {
		List<String> sources = keySources(issuer);
		if (sources.size() > 1) {
			throw scope.property(sources.get(1))
				.cannotWork("'%s' names the keys already".formatted(scope.property(sources.get(0))),
						"Keep one of the two.");
		}
		scope.property("issuer-uri")
			.require(!sources.isEmpty() || issuer.issuerUri() != null, "nothing says where the keys of the issuer are",
					"Set '%s' to the issuer, such as https://login.example.com, or give its keys in one of %s."
						.formatted(scope.property("issuer-uri"),
								"'jwk-set-uri', 'jwk-set-location', 'public-key-location' and 'secret'"));
	}

	private static List<String> keySources(JwtProperties.Issuer issuer) {
		List<String> sources = new ArrayList<>();
		if (issuer.jwkSetUri() != null) {
			sources.add("jwk-set-uri");
		}
		if (issuer.jwkSetLocation() != null) {
			sources.add("jwk-set-location");
		}
		if (issuer.publicKeyLocation() != null) {
			sources.add("public-key-location");
		}
		if (issuer.secret() != null) {
			sources.add("secret");
		}
		return sources;
	}

	private void issuerIsNamed(PropertyName scope, JwtProperties.Issuer issuer) {
		PropertyName issuerUri = scope.property("issuer-uri");
		issuerUri.require(issuer.issuerUri() == null || !issuer.issuerUri().isBlank(), "it is set but empty",
				"Set '%s' to the value of the claim iss, such as https://login.example.com.".formatted(issuerUri));
	}

	private void issuerCanBeDiscovered(PropertyName scope, JwtProperties.Issuer issuer) {
		PropertyName issuerUri = scope.property("issuer-uri");
		issuerUri.require(issuer.issuerUri() == null || !keySources(issuer).isEmpty() || isUrl(issuer.issuerUri()),
				"keys cannot be discovered there, because it is not an http or https URL",
				"Set '%s' to a URL such as https://login.example.com, or give the keys in '%s'.".formatted(issuerUri,
						scope.property("jwk-set-uri")));
	}

	private void jwkSetUriIsUrl(PropertyName scope, JwtProperties.Issuer issuer) {
		PropertyName jwkSetUri = scope.property("jwk-set-uri");
		jwkSetUri.require(issuer.jwkSetUri() == null || isUrl(issuer.jwkSetUri()), "it is not an http or https URL",
				"Set '%s' to a URL such as https://login.example.com/jwks.json; for a file use '%s'."
					.formatted(jwkSetUri, scope.property("jwk-set-location")));
	}

	private static boolean isUrl(String value) {
		try {
			URI uri = new URI(value);
			return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
					&& uri.getHost() != null && uri.getFragment() == null;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	private void audiencesAreNamed(PropertyName scope, JwtProperties.Issuer issuer) {
		PropertyName audiences = scope.property("audiences");
		PropertyName acceptAny = scope.property("accept-any-audience");
		audiences.require(issuer.audiences() == null || !issuer.audiences().isEmpty(), "it is set but empty",
				"Set '%s' to an audience such as https://api.example.com.".formatted(audiences));
		audiences.require(issuer.audiences() != null || issuer.acceptAnyAudience(),
				"it is missing, so tokens for any other service would be accepted",
				"Set '%s' to your audience, such as https://api.example.com, or '%s' to true.".formatted(audiences,
						acceptAny));
		acceptAny.require(issuer.audiences() == null || !issuer.acceptAnyAudience(),
				"it contradicts '%s', which lists audiences".formatted(audiences),
				"Remove '%s' to accept only the listed audiences.".formatted(acceptAny));
	}

	private void listsAreNotEmpty(PropertyName scope, JwtProperties.Issuer issuer) {
		scope.property("jws-algorithms")
			.requireEntries(issuer.jwsAlgorithms(), "RS256 is accepted then, or HS256 with a secret", "RS256");
		scope.property("types").requireEntries(issuer.types(), "JWT and at+jwt are accepted then", "at+jwt");
	}

	private void claimsAreNamed(PropertyName scope, JwtProperties.Issuer issuer) {
		PropertyName principal = scope.property("principal-claim-name");
		principal.require(!issuer.principalClaimName().isBlank(), "it is empty",
				"Set '%s' to a claim such as sub.".formatted(principal));
		PropertyName authorities = scope.property("authorities-claim-name");
		authorities.require(issuer.authoritiesClaimName() == null || !issuer.authoritiesClaimName().isBlank(),
				"it is empty", "Set '%s' to a claim such as roles, or remove it.".formatted(authorities));
	}

	private void keysCanBeFetched(PropertyName scope, JwtProperties.Keys keys) {
		positive(scope.property("refresh-interval"), keys.refreshInterval(), "15m");
		notNegative(scope.property("refresh-ahead"), keys.refreshAhead(), "5m");
		notNegative(scope.property("outage-tolerance"), keys.outageTolerance(), "1h");
		timeout(scope.property("connect-timeout"), keys.connectTimeout());
		timeout(scope.property("read-timeout"), keys.readTimeout());
		positive(scope.property("unknown-key-interval"), keys.unknownKeyInterval(), "30s");
		size(scope.property("max-size"), keys.maxSize());
	}

	private static void notNegative(PropertyName name, Duration value, String example) {
		name.require(!value.isNegative(), "it is negative",
				"Set '%s' to a duration such as %s.".formatted(name, example));
	}

	private static void positive(PropertyName name, Duration value, String example) {
		name.require(!value.isNegative() && !value.isZero(), "it is not more than nothing",
				"Set '%s' to a duration such as %s.".formatted(name, example));
	}

	private static void timeout(PropertyName name, Duration value) {
		positive(name, value, "2s");
		name.require(value.toMillis() > 0 && value.compareTo(LONGEST_TIMEOUT) <= 0,
				"it is not between a millisecond and 24 days", "Set '%s' to a duration such as 2s.".formatted(name));
	}

	private static void size(PropertyName name, DataSize value) {
		name.require(value.toBytes() > 0 && value.toBytes() <= Integer.MAX_VALUE,
				"it must be more than nothing and less than 2GB", "Set '%s' to a size such as 512KB.".formatted(name));
	}

}
