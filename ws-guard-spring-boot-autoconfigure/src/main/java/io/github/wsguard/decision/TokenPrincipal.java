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

package io.github.wsguard.decision;

import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Whom a verified token speaks for. Immutable.
 */
public final class TokenPrincipal implements Principal {

	private final String name;

	private final String issuer;

	private final @Nullable String subject;

	private final @Nullable String tokenId;

	private final Map<String, Object> claims;

	private final Set<String> authorities;

	private final Instant expiresAt;

	private final @Nullable Instant issuedAt;

	private final @Nullable Object original;

	/**
	 * Create a principal.
	 * @param name the name that the application sees
	 * @param issuer the {@code iss} of the token, or the configured name of its issuer
	 * where the token has none
	 * @param claims the verified claims, in the types of RFC 7519: strings, numbers,
	 * booleans, lists, maps; dates as {@link Instant}; none of them {@code null}
	 * @param authorities the granted authorities, prefix included
	 * @param issuedAt when the token was issued, or {@code null} if it does not say
	 * @param expiresAt when the token expires, without any tolerance for clock skew
	 */
	public TokenPrincipal(String name, String issuer, Map<String, Object> claims, Set<String> authorities,
			@Nullable Instant issuedAt, Instant expiresAt) {
		this(name, issuer, claims, authorities, issuedAt, expiresAt, null);
	}

	private TokenPrincipal(String name, String issuer, Map<String, Object> claims, Set<String> authorities,
			@Nullable Instant issuedAt, Instant expiresAt, @Nullable Object original) {
		this.name = Objects.requireNonNull(name, "'name' must not be null");
		this.issuer = Objects.requireNonNull(issuer, "'issuer' must not be null");
		this.claims = Map.copyOf(claims);
		this.authorities = Set.copyOf(authorities);
		this.issuedAt = issuedAt;
		this.expiresAt = Objects.requireNonNull(expiresAt, "'expiresAt' must not be null");
		this.subject = text(claims, "sub");
		this.tokenId = text(claims, "jti");
		this.original = original;
	}

	private static @Nullable String text(Map<String, Object> claims, String name) {
		return (claims.get(name) instanceof String text) ? text : null;
	}

	@Override
	public String getName() {
		return this.name;
	}

	/**
	 * Return the issuer, which together with the subject identifies a user.
	 * @return the issuer
	 */
	public String getIssuer() {
		return this.issuer;
	}

	/**
	 * Return the subject.
	 * @return the {@code sub} claim, if the token has one
	 */
	public Optional<String> getSubject() {
		return Optional.ofNullable(this.subject);
	}

	/**
	 * Return the identifier of the token.
	 * @return the {@code jti} claim, if the token has one
	 */
	public Optional<String> getTokenId() {
		return Optional.ofNullable(this.tokenId);
	}

	/**
	 * Return the verified claims.
	 * @return an immutable map
	 */
	public Map<String, Object> getClaims() {
		return this.claims;
	}

	/**
	 * Return the granted authorities, prefix included.
	 * @return an immutable set
	 */
	public Set<String> getAuthorities() {
		return this.authorities;
	}

	/**
	 * Return when the token was issued.
	 * @return the {@code iat} claim, if the token has one
	 */
	public Optional<Instant> getIssuedAt() {
		return Optional.ofNullable(this.issuedAt);
	}

	/**
	 * Return when the token expires, without any tolerance for clock skew.
	 * @return the {@code exp} claim
	 */
	public Instant getExpiresAt() {
		return this.expiresAt;
	}

	/**
	 * Return the same principal together with what its verifier made of the token itself:
	 * an {@code Authentication} is what Spring Security is handed then, in place of one
	 * that is made of this principal.
	 * @param original what the verifier made
	 * @return the principal
	 */
	public TokenPrincipal withOriginal(Object original) {
		return new TokenPrincipal(this.name, this.issuer, this.claims, this.authorities, this.issuedAt, this.expiresAt,
				original);
	}

	/**
	 * Return what the verifier made of the token itself.
	 * @return what {@link #withOriginal} was given, if anything
	 */
	public Optional<Object> getOriginal() {
		return Optional.ofNullable(this.original);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof TokenPrincipal that && this.name.equals(that.name)
				&& this.issuer.equals(that.issuer));
	}

	@Override
	public int hashCode() {
		return 31 * this.issuer.hashCode() + this.name.hashCode();
	}

	/**
	 * Return the name alone: claims stay out of logs.
	 */
	@Override
	public String toString() {
		return this.name;
	}

}
