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

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.wsguard.authorization.AuthorizationCheck;
import io.github.wsguard.authorization.LoginCheck;
import io.github.wsguard.decision.CheckChain;
import io.github.wsguard.decision.HandshakeCheck;
import io.github.wsguard.decision.HandshakeTokenVerifier;
import io.github.wsguard.jwt.IssuerSettings;
import io.github.wsguard.jwt.JwtVerifier;
import io.github.wsguard.jwt.TokenValidCheck;
import io.github.wsguard.jwt.VerificationBulkhead;
import io.github.wsguard.jwt.VerifiedTokens;
import io.github.wsguard.network.ClientCheck;
import io.github.wsguard.network.NetworkCheck;
import io.github.wsguard.network.TlsCheck;
import io.github.wsguard.origin.HostCheck;
import io.github.wsguard.origin.OriginCheck;
import io.github.wsguard.origin.OriginPolicy;
import io.github.wsguard.protocol.PathCheck;
import io.github.wsguard.protocol.ProtocolCheck;
import io.github.wsguard.token.TokenFormCheck;
import io.github.wsguard.token.TokenPresentCheck;
import io.github.wsguard.token.TokenSettings;
import io.github.wsguard.token.TokenSource;

/**
 * Builds the chain of each policy. The order of the checks is written here and nowhere
 * else.
 */
final class CheckChainFactory {

	private static final Logger logger = LoggerFactory.getLogger(CheckChain.class);

	private final WsGuardProperties properties;

	private final List<IssuerSettings> issuers;

	private final Clock clock;

	private final VerifiedTokens verifiedTokens;

	private final VerificationBulkhead bulkhead;

	private final TokenVerification verification;

	private final HandshakeCheck client;

	private final HandshakeCheck host;

	private final Map<List<String>, HandshakeTokenVerifier> verifiers = new HashMap<>();

	CheckChainFactory(WsGuardProperties properties, ResolvedPolicies policies, Clock clock,
			VerifiedTokens verifiedTokens, VerificationBulkhead bulkhead) {
		this.properties = properties;
		this.issuers = policies.issuers();
		this.verification = policies.verification();
		this.clock = clock;
		this.verifiedTokens = verifiedTokens;
		this.bulkhead = bulkhead;
		this.client = new ClientCheck(properties.proxy().trusted(), properties.proxy().headers());
		this.host = new HostCheck((properties.hosts().allowed() != null) ? properties.hosts().allowed() : List.of());
	}

	/**
	 * Return the checks of a policy, cheapest first. A foreign page must not learn
	 * whether a token was good: origin comes before token.
	 */
	CheckChain create(ResolvedPolicy policy, TokenPresentCheck tokenPresent) {
		List<HandshakeCheck> checks = new ArrayList<>();
		checks.add(new ProtocolCheck(policy.token().subprotocolMarker()));
		checks.add(new PathCheck());
		addReach(policy, checks);
		checks.add(originCheck(policy, tokenPresent));
		if (verifies(policy)) {
			checks.add(tokenPresent);
			checks.add(new TokenValidCheck(verifier(policy)));
		}
		checks.add(new AuthorizationCheck(policy.require()));
		return chain(checks);
	}

	/**
	 * Return the checks that have to wait until the application's own login is known.
	 */
	CheckChain createForLogin(ResolvedPolicy policy) {
		return chain(policy.require().authenticated() ? List.of(new LoginCheck(policy.require())) : List.of());
	}

	/**
	 * Return the checks of a token that comes after the handshake.
	 */
	CheckChain createForLaterTokens(ResolvedPolicy policy) {
		List<HandshakeCheck> checks = new ArrayList<>();
		checks.add(new TokenFormCheck(tokenSettings(policy)));
		if (verifies(policy)) {
			checks.add(new TokenValidCheck(verifier(policy)));
		}
		checks.add(new AuthorizationCheck(policy.require()));
		return chain(checks);
	}

	/**
	 * Return the checks of a request that brings a fresh token for a connection, up to
	 * the token itself. Whatever the endpoint reads, it has to stand where no browser
	 * puts one by itself.
	 */
	CheckChain createForRefresh(ResolvedPolicy policy) {
		TokenPresentCheck tokenPresent = new TokenPresentCheck(
				tokenSettings(policy, true, List.of(TokenSource.AUTHORIZATION_HEADER)));
		List<HandshakeCheck> checks = new ArrayList<>();
		addReach(policy, checks);
		checks.add(originCheck(policy, tokenPresent));
		checks.add(tokenPresent);
		return chain(checks);
	}

	/**
	 * Add the checks of the way that a request came by.
	 */
	private void addReach(ResolvedPolicy policy, List<HandshakeCheck> checks) {
		checks.add(this.client);
		checks.add(this.host);
		checks.add(new NetworkCheck(policy.network().allowed(), policy.network().denied()));
		if (policy.requireTls()) {
			checks.add(new TlsCheck());
		}
	}

	TokenPresentCheck tokenPresent(ResolvedPolicy policy) {
		return new TokenPresentCheck(tokenSettings(policy));
	}

	private TokenSettings tokenSettings(ResolvedPolicy policy) {
		return tokenSettings(policy, policy.token().required(), policy.token().sources());
	}

	private TokenSettings tokenSettings(ResolvedPolicy policy, boolean required, List<TokenSource> sources) {
		WsGuardProperties.Token token = policy.token();
		return new TokenSettings(required, sources, token.queryParameter(), token.cookieName(),
				token.subprotocolMarker(), Math.toIntExact(token.maxSize().toBytes()), token.hide(),
				this.verification.form());
	}

	private HandshakeCheck originCheck(ResolvedPolicy policy, TokenPresentCheck tokenPresent) {
		WsGuardProperties.Origin origin = policy.origin();
		boolean onlyLocal = !policy.token().required() && !policy.require().authenticated()
				&& (this.properties.hosts().allowed() == null);
		boolean verifies = verifies(policy);
		return new OriginCheck(OriginPolicy.of(origin.allowed(), origin.allowAny(), origin.allowNull()),
				new OriginCheck.Settings(origin.sameOrigin(), onlyLocal, origin.missing(), origin.registeredInCode(),
						policy.token().required() && !policy.token().sources().contains(TokenSource.FIRST_MESSAGE)),
				(attempt) -> verifies && tokenPresent.isPlacedByClient(attempt), tokenPresent::hasCookie);
	}

	private boolean verifies(ResolvedPolicy policy) {
		return this.verification.foreign().isPresent() || !policy.issuers().isEmpty();
	}

	private HandshakeTokenVerifier verifier(ResolvedPolicy policy) {
		return this.verification.foreign().map(this::bounded).orElseGet(() -> verifier(policy.issuers()));
	}

	private HandshakeTokenVerifier bounded(HandshakeTokenVerifier foreign) {
		return (token, sender) -> this.bulkhead.run(sender, () -> foreign.verify(token, sender));
	}

	private HandshakeTokenVerifier verifier(List<String> names) {
		return this.verifiers.computeIfAbsent(names,
				(key) -> new JwtVerifier(this.issuers.stream().filter((issuer) -> key.contains(issuer.name())).toList(),
						this.properties.jwt().clockSkew(), this.properties.jwt().maxLifetime(), this.clock,
						this.verifiedTokens, this.bulkhead));
	}

	private static CheckChain chain(List<HandshakeCheck> checks) {
		return new CheckChain(checks, (check, failure) -> logger.error("The {} check failed; the handshake is refused",
				check.name(), failure));
	}

}
