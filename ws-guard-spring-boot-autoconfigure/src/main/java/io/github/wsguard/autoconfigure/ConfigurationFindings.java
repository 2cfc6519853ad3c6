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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.core.env.Environment;

import io.github.wsguard.decision.GuardMode;
import io.github.wsguard.decision.RejectionDetail;
import io.github.wsguard.findings.Finding;
import io.github.wsguard.network.ClientCheck;
import io.github.wsguard.origin.OriginCheck.MissingOrigin;
import io.github.wsguard.origin.OriginCheck.RegisteredOrigins;
import io.github.wsguard.origin.OriginPolicy;
import io.github.wsguard.servlet.GuardedEndpoint;
import io.github.wsguard.token.TokenSource;

/**
 * What the owner of the configuration should know: risks that were chosen, and settings
 * that do not fit the endpoints.
 */
final class ConfigurationFindings {

	private final WsGuardProperties properties;

	private final ResolvedPolicies policies;

	private final Environment environment;

	ConfigurationFindings(WsGuardProperties properties, ResolvedPolicies policies, Environment environment) {
		this.properties = properties;
		this.policies = policies;
		this.environment = environment;
	}

	List<Finding> about(List<GuardedEndpoint> endpoints) {
		List<Finding> findings = new ArrayList<>();
		aboutPolicy(this.policies.defaultPolicy(), findings);
		Set<String> inherited = findings.stream().map(Finding::code).collect(Collectors.toSet());
		this.policies.endpointPolicies().forEach((policy) -> aboutPolicy(policy, findings));
		findings.removeIf((finding) -> inherited.contains(finding.code())
				&& !finding.place().equals(place(this.policies.defaultPolicy())));
		findings.addAll(this.policies.verification().findings());
		if (this.policies.verification() instanceof TokenVerification.ByIssuers) {
			aboutIssuers(findings);
		}
		aboutForwardedHeaders(findings);
		endpoints.forEach((endpoint) -> aboutEndpoint(endpoint, this.policies.behind(endpoint.policy()), findings));
		aboutUnmatchedPaths(endpoints, findings);
		return findings.stream().distinct().toList();
	}

	private static void aboutPolicy(ResolvedPolicy policy, List<Finding> findings) {
		if (!policy.enabled()) {
			findings.add(Finding.warning("ENDPOINT_NOT_GUARDED", place(policy), "The path is left alone",
					"Remove 'enabled: false' to guard it"));
			return;
		}
		if (policy.mode() == GuardMode.REPORT_ONLY) {
			findings.add(Finding.warning("REPORT_ONLY", place(policy), "Nothing is refused, only reported",
					"Set 'mode: enforce' when the log shows no legitimate client"));
		}
		if (policy.origin().allowAny()) {
			findings.add(Finding.warning("ANY_ORIGIN", place(policy), "Pages of any origin may connect",
					"List the origins in 'origin.allowed'"));
		}
		if (refusesEveryOrigin(policy.origin())) {
			findings.add(Finding.warning("NO_HANDSHAKE_CAN_PASS", place(policy),
					"No origin is allowed, and a handshake without one is refused",
					"List the origins of your pages in 'origin.allowed', or relax 'origin.missing'"));
		}
		if (policy.token().sources().contains(TokenSource.QUERY)) {
			findings.add(Finding.warning("TOKEN_IN_QUERY", place(policy),
					"Tokens in the query end up in the logs of proxies and in browser histories (RFC 6750 5.3)",
					"Prefer 'subprotocol', or issue tokens that live for seconds"));
		}
		if (policy.rejection().detail() == RejectionDetail.FULL) {
			findings.add(Finding.info("FULL_DETAIL", place(policy), "Refusals tell clients all details",
					"Set 'rejection.detail: code' in production"));
		}
	}

	private static boolean refusesEveryOrigin(WsGuardProperties.Origin origin) {
		return !origin.sameOrigin() && origin.missing() == MissingOrigin.REJECT
				&& origin.registeredInCode() != RegisteredOrigins.KEEP
				&& !OriginPolicy.of(origin.allowed(), origin.allowAny(), origin.allowNull()).isSatisfiable();
	}

	private void aboutIssuers(List<Finding> findings) {
		this.properties.jwt().issuers().forEach((name, issuer) -> {
			if (issuer.acceptAnyAudience()) {
				findings.add(Finding.warning("NO_AUDIENCE", "issuer '" + name + "'",
						"A token that was issued for any other service is accepted", "Set 'audiences'"));
			}
		});
	}

	private void aboutForwardedHeaders(List<Finding> findings) {
		String strategy = this.environment.getProperty("server.forward-headers-strategy", "");
		if (strategy.equalsIgnoreCase("framework")) {
			findings.add(Finding.warning("FORWARDING_TRUSTED_FROM_EVERYONE", "server.forward-headers-strategy",
					"Forwarding headers are believed whoever sent them",
					"Name your proxies in 'ws-guard.proxy.trusted' and set the strategy to 'none'"));
		}
		WsGuardProperties.Proxy proxy = this.properties.proxy();
		if (new ClientCheck(proxy.trusted(), proxy.headers()).trustsEveryone()) {
			findings.add(Finding.warning("FORWARDING_TRUSTED_FROM_EVERYONE", "ws-guard.proxy.trusted",
					"Forwarding headers are believed whoever sent them", "Name the addresses of your proxies only"));
		}
	}

	private static void aboutEndpoint(GuardedEndpoint endpoint, ResolvedPolicy policy, List<Finding> findings) {
		if (endpoint.registeredOrigins().contains("*")) {
			findings.add(Finding.warning("ANY_ORIGIN_IN_CODE", endpoint.pattern(),
					"The registration in code admits any origin; 'origin.allowed' decides",
					"Remove '*' from setAllowedOrigins or setAllowedOriginPatterns"));
		}
		Set<TokenSource> usable = Set.of(TokenSource.QUERY, TokenSource.COOKIE, TokenSource.FIRST_MESSAGE);
		if (endpoint.sockJs() && policy.enabled() && policy.token().required()
				&& policy.token().sources().stream().noneMatch(usable::contains)) {
			findings.add(Finding.warning("SOCKJS_TOKEN_UNREACHABLE", endpoint.pattern(),
					"A SockJS client in a browser can set neither headers nor sub-protocols, so it cannot send a token",
					"Add 'first-message', 'cookie' or 'query' to 'token.sources' of this endpoint"));
		}
	}

	/**
	 * A functional endpoint or a controller shows in no mapping, so this may be as it
	 * should.
	 */
	private void aboutUnmatchedPaths(List<GuardedEndpoint> endpoints, List<Finding> findings) {
		Set<String> used = endpoints.stream().map((endpoint) -> endpoint.policy().name()).collect(Collectors.toSet());
		for (ResolvedPolicy policy : this.policies.endpointPolicies()) {
			if (!used.contains(place(policy))) {
				findings.add(Finding.info("PATH_MATCHES_NO_MAPPING", place(policy),
						"No handler mapping shows an endpoint at '" + policy.path() + "'",
						"Check the path, unless a controller or a router function upgrades there"));
			}
		}
	}

	private static String place(ResolvedPolicy policy) {
		return (policy.name() != null) ? policy.name() : "default";
	}

}
