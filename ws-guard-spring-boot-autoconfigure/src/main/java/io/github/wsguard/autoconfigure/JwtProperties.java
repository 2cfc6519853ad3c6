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

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * How tokens are verified.
 *
 * @param issuers whose tokens are accepted, by a name of your choice
 * @param clockSkew how far the clocks of issuer and application may differ
 * @param maxLifetime how long a token may be valid from its issue, or from now if it does
 * not say when it was issued; a token that lives longer or never expires is refused
 * @param cache how verified tokens are remembered
 */
public record JwtProperties(@DefaultValue Map<String, Issuer> issuers, @DefaultValue("30s") Duration clockSkew,
		@DefaultValue("31d") Duration maxLifetime, @DefaultValue Cache cache) {

	/**
	 * How verified tokens are remembered.
	 *
	 * @param enabled whether a token that was verified before is known by its hash, so
	 * that its signature is not verified again; everything else about it is
	 * @param maxEntries how many tokens are remembered at most
	 */
	public record Cache(@DefaultValue("true") boolean enabled, @DefaultValue("10000") int maxEntries) {

	}

	/**
	 * Whose tokens are accepted.
	 *
	 * @param issuerUri the issuer that tokens must name in their "iss" claim; without a
	 * key source the keys are discovered there
	 * @param jwkSetUri URI of the issuer's JWK set
	 * @param jwkSetLocation resource that holds the issuer's JWK set
	 * @param publicKeyLocation resource that holds the issuer's public key as PEM
	 * @param secret secret shared with the issuer, as text or as base64 after "base64:";
	 * at least as long as the hash of the algorithm
	 * @param audiences audiences of which a token must name at least one
	 * @param acceptAnyAudience whether tokens for any audience are accepted, so that
	 * audiences may be left out
	 * @param jwsAlgorithms algorithms that may sign a token; RS256 when absent, HS256
	 * with a secret
	 * @param types accepted values of the "typ" header; a token without one counts as JWT
	 * @param principalClaimName claim that names the principal
	 * @param principalPrefix text put before the principal's name; must differ between
	 * issuers, because names are unique only within one
	 * @param authoritiesClaimName claim that holds the authorities, or the way to it
	 * through claims that are objects, such as realm_access.roles; "scope", then "scp"
	 * when absent
	 * @param authorityPrefix text put before each authority
	 * @param keys how keys are fetched
	 */
	public record Issuer(@Nullable String issuerUri, @Nullable String jwkSetUri, @Nullable Resource jwkSetLocation,
			@Nullable Resource publicKeyLocation, @Nullable String secret, @Nullable List<String> audiences,
			@DefaultValue("false") boolean acceptAnyAudience, @Nullable List<String> jwsAlgorithms, @DefaultValue( {
					"JWT", "at+jwt" }) List<String> types,
			@DefaultValue("sub") String principalClaimName, @DefaultValue("") String principalPrefix,
			@Nullable String authoritiesClaimName, @DefaultValue("SCOPE_") String authorityPrefix,
			@DefaultValue Keys keys){

		/**
		 * Return what identifies the issuer, and nothing of its secret.
		 */
		@Override
		public String toString() {
			return "Issuer[issuerUri=" + this.issuerUri + "]";
		}

	}

	/**
	 * How keys are fetched.
	 *
	 * @param refreshInterval how long fetched keys count as fresh
	 * @param refreshAhead how long before the end of that time they are fetched again; at
	 * most half of it
	 * @param outageTolerance how much longer they are used while they cannot be fetched
	 * @param connectTimeout how long to wait for a connection
	 * @param readTimeout how long to wait for an answer
	 * @param maxSize size above which an answer is refused
	 * @param unknownKeyInterval how often at most an unknown key makes the keys be
	 * fetched
	 */
	public record Keys(@DefaultValue("15m") Duration refreshInterval, @DefaultValue("5m") Duration refreshAhead,
			@DefaultValue("1h") Duration outageTolerance, @DefaultValue("2s") Duration connectTimeout,
			@DefaultValue("2s") Duration readTimeout, @DefaultValue("512KB") DataSize maxSize,
			@DefaultValue("30s") Duration unknownKeyInterval) {

	}

}
