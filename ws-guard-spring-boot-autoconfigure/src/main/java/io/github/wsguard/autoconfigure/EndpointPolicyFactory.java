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

import org.springframework.util.unit.DataSize;

import io.github.wsguard.connection.ConnectionSettings;
import io.github.wsguard.connection.FirstMessageSettings;
import io.github.wsguard.decision.GuardMode;
import io.github.wsguard.decision.RejectionDelivery;
import io.github.wsguard.decision.RejectionDetail;
import io.github.wsguard.origin.OriginCheck.RegisteredOrigins;
import io.github.wsguard.servlet.CloseDelivery;
import io.github.wsguard.servlet.ConnectionPolicy;
import io.github.wsguard.servlet.EndpointPolicies;
import io.github.wsguard.servlet.EndpointPolicy;
import io.github.wsguard.servlet.EndpointPolicy.Treatment;
import io.github.wsguard.servlet.RefusalWriter;
import io.github.wsguard.token.TokenPresentCheck;
import io.github.wsguard.token.TokenSource;
import io.github.wsguard.websocket.ClosingUpgrade;

/**
 * Turns resolved properties into the policies that the servlet stack applies.
 */
final class EndpointPolicyFactory {

	private static final String DEFAULT_NAME = "default";

	private final WsGuardProperties properties;

	private final CheckChainFactory chains;

	private final ClosingUpgrade closingUpgrade;

	EndpointPolicyFactory(WsGuardProperties properties, CheckChainFactory chains, ClosingUpgrade closingUpgrade) {
		this.properties = properties;
		this.chains = chains;
		this.closingUpgrade = closingUpgrade;
	}

	EndpointPolicies create(ResolvedPolicies policies) {
		List<EndpointPolicy> byPath = policies.endpointPolicies().stream().map(this::create).toList();
		return new EndpointPolicies(byPath, create(policies.defaultPolicy()));
	}

	private EndpointPolicy create(ResolvedPolicy policy) {
		TokenPresentCheck tokenPresent = this.chains.tokenPresent(policy);
		return new EndpointPolicy((policy.name() != null) ? policy.name() : DEFAULT_NAME,
				(policy.path() != null) ? EndpointPolicies.parse(PathVariables.withoutTrailingSlash(policy.path()))
						: null,
				treatment(policy), this.chains.create(policy, tokenPresent), this.chains.createForLogin(policy),
				new RefusalWriter(policy.rejection().detail(), policy.rejection().typeBaseUri()),
				policy.origin().registeredInCode() == RegisteredOrigins.OVERRIDE, policy.origin().allowed(),
				(request) -> Optional.ofNullable(tokenPresent.queryWithoutToken(request)), connection(policy),
				delivery(policy, tokenPresent));
	}

	private CloseDelivery delivery(ResolvedPolicy policy, TokenPresentCheck tokenPresent) {
		if (policy.rejection().delivery() != RejectionDelivery.CLOSE) {
			return CloseDelivery.NONE;
		}
		boolean named = policy.rejection().detail() != RejectionDetail.NONE;
		return (request, response, rejection, client, offer, sockJs) -> this.closingUpgrade.refuse(request, response,
				new ClosingUpgrade.Refusal(rejection, client.address(), named,
						tokenPresent.harmlessSubprotocol(offer).orElse(null), sockJs));
	}

	private ConnectionPolicy connection(ResolvedPolicy policy) {
		ConnectionProperties connection = this.properties.connection();
		DataSize maxMessageSize = connection.maxMessageSize();
		ConnectionSettings settings = new ConnectionSettings(connection.closeOnExpiry(),
				this.properties.jwt().clockSkew(), connection.maxDuration(), connection.idleTimeout(),
				(maxMessageSize != null) ? Math.toIntExact(maxMessageSize.toBytes()) : null,
				policy.rejection().detail() != RejectionDetail.NONE);
		return new ConnectionPolicy(settings, firstMessage(policy.token()), this.chains.createForLaterTokens(policy),
				this.chains.createForRefresh(policy), connection.refresh().enabled());
	}

	private static @Nullable FirstMessageSettings firstMessage(WsGuardProperties.Token token) {
		if (!token.sources().contains(TokenSource.FIRST_MESSAGE)) {
			return null;
		}
		return new FirstMessageSettings(token.required(), token.firstMessage().timeout(),
				Math.toIntExact(token.firstMessage().maxSize().toBytes()));
	}

	private static Treatment treatment(ResolvedPolicy policy) {
		if (!policy.enabled()) {
			return Treatment.DISABLED;
		}
		return (policy.mode() == GuardMode.REPORT_ONLY) ? Treatment.REPORT_ONLY : Treatment.ENFORCE;
	}

}
