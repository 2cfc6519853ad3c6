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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

import io.github.wsguard.actuate.GuardDescription;
import io.github.wsguard.actuate.GuardDescription.Setting;
import io.github.wsguard.actuate.GuardDescription.Setting.Visibility;
import io.github.wsguard.autoconfigure.StompProperties.UnmatchedDestinations;
import io.github.wsguard.findings.Finding;
import io.github.wsguard.servlet.EndpointPolicies;
import io.github.wsguard.servlet.EndpointPolicy;
import io.github.wsguard.token.TokenSource;

/**
 * Describes the guard to the actuator: what the properties come to, and what was found.
 */
final class GuardDescriptions {

	private static final String STAND_IN = "stand-in";

	private final WsGuardProperties properties;

	private final ResolvedPolicies resolved;

	private final EndpointPolicies policies;

	private final Environment environment;

	GuardDescriptions(WsGuardProperties properties, ResolvedPolicies resolved, EndpointPolicies policies,
			Environment environment) {
		this.properties = properties;
		this.resolved = resolved;
		this.policies = policies;
		this.environment = environment;
	}

	/**
	 * Describe the guard.
	 * @param endpoints the endpoints of the application
	 * @param findings what was found about them
	 * @return everything that may be shown, and what may not
	 */
	GuardDescription describe(List<GuardDescription.Endpoint> endpoints, List<Finding> findings) {
		PropertySources sources = new PropertySources(this.environment);
		List<GuardDescription.Issuer> issuers = new ArrayList<>();
		this.properties.jwt()
			.issuers()
			.forEach((name, issuer) -> issuers
				.add(new GuardDescription.Issuer(name, IssuerDescription.of(name, issuer, sources))));
		return new GuardDescription(this.resolved.verification().verifier(), general(sources), issuers,
				this.policies.all().stream().map((policy) -> policy(policy, sources)).toList(), endpoints, findings);
	}

	private List<Setting> general(PropertySources sources) {
		List<Setting> settings = new ArrayList<>();
		settings.add(general(sources, "enabled", this.properties.enabled(), Visibility.OPEN));
		settings.add(general(sources, "hosts.allowed",
				Objects.requireNonNullElse(this.properties.hosts().allowed(), List.of()), Visibility.HIDDEN));
		settings.add(general(sources, "proxy.trusted", this.properties.proxy().trusted(), Visibility.HIDDEN));
		settings.add(general(sources, "proxy.headers", this.properties.proxy().headers(), Visibility.OPEN));
		settings.add(general(sources, "jwt.clock-skew", this.properties.jwt().clockSkew(), Visibility.OPEN));
		settings.add(general(sources, "jwt.max-lifetime", this.properties.jwt().maxLifetime(), Visibility.OPEN));
		settings.add(general(sources, "jwt.cache.enabled", this.properties.jwt().cache().enabled(), Visibility.OPEN));
		settings.add(
				general(sources, "jwt.cache.max-entries", this.properties.jwt().cache().maxEntries(), Visibility.OPEN));
		settings.add(general(sources, "container-errors.enabled", this.properties.containerErrors().enabled(),
				Visibility.OPEN));
		addConnections(sources, settings);
		addDestinations(sources, settings);
		settings.add(general(sources, "security.first-message-chain", this.properties.security().firstMessageChain(),
				Visibility.OPEN));
		return settings;
	}

	private void addConnections(PropertySources sources, List<Setting> settings) {
		WsGuardProperties.FirstMessage first = this.properties.token().firstMessage();
		settings.add(general(sources, "token.first-message.timeout", first.timeout(), Visibility.OPEN));
		settings.add(general(sources, "token.first-message.max-size", first.maxSize(), Visibility.OPEN));
		settings.add(general(sources, "token.first-message.max-waiting", first.maxWaiting(), Visibility.OPEN));
		settings.add(general(sources, "token.first-message.max-waiting-per-address", first.maxWaitingPerAddress(),
				Visibility.OPEN));
		WsGuardProperties.Close close = this.properties.rejection().close();
		settings.add(general(sources, "rejection.close.max-open", close.maxOpen(), Visibility.OPEN));
		settings
			.add(general(sources, "rejection.close.max-open-per-address", close.maxOpenPerAddress(), Visibility.OPEN));
		ConnectionProperties connection = this.properties.connection();
		settings.add(general(sources, "connection.close-on-expiry", connection.closeOnExpiry(), Visibility.OPEN));
		settings.add(general(sources, "connection.max-duration", orNone(connection.maxDuration()), Visibility.OPEN));
		settings.add(general(sources, "connection.idle-timeout", orNone(connection.idleTimeout()), Visibility.OPEN));
		settings
			.add(general(sources, "connection.max-message-size", orNone(connection.maxMessageSize()), Visibility.OPEN));
		settings.add(general(sources, "connection.drain", connection.drain(), Visibility.OPEN));
		settings.add(general(sources, "connection.refresh.enabled", connection.refresh().enabled(), Visibility.OPEN));
		settings.add(general(sources, "connection.refresh.path", connection.refresh().path(), Visibility.OPEN));
	}

	private void addDestinations(PropertySources sources, List<Setting> settings) {
		StompProperties stomp = this.properties.stomp();
		settings.add(general(sources, "stomp.unmatched-destinations",
				stomp.allowsUnmatched() ? UnmatchedDestinations.ALLOW : UnmatchedDestinations.DENY, Visibility.OPEN));
		stomp.destinations().forEach((name, destination) -> {
			String prefix = "stomp.destinations." + name + ".";
			StompProperties.Require require = destination.require();
			settings.add(general(sources, prefix + "pattern", orNone(destination.pattern()), Visibility.OPEN));
			settings.add(general(sources, prefix + "actions", destination.actions(), Visibility.OPEN));
			settings.add(general(sources, prefix + "wildcards", destination.wildcards(), Visibility.OPEN));
			settings.add(general(sources, prefix + "require.scopes", orNone(require.scopes()), Visibility.OPEN));
			settings
				.add(general(sources, prefix + "require.authorities", orNone(require.authorities()), Visibility.OPEN));
			settings.add(general(sources, prefix + "require.claims", orNone(require.claims()), Visibility.HIDDEN));
		});
	}

	private static Object orNone(@Nullable Object value) {
		return (value != null) ? value : "none";
	}

	private static Setting general(PropertySources sources, String name, Object value, Visibility visibility) {
		return new Setting(name, SettingValue.of(value), visibility, sources.of(PropertyName.ROOT.property(name)));
	}

	private GuardDescription.Policy policy(EndpointPolicy policy, PropertySources sources) {
		List<String> checks = Stream.concat(policy.chain().names().stream(), policy.loginChain().names().stream())
			.toList();
		return new GuardDescription.Policy(policy.name(), checks,
				PolicySettings.of(this.resolved.behind(policy), sources));
	}

	/**
	 * Return what stands in for a token where a policy reads one.
	 * @param policy the policy
	 * @return values by the names of headers in lower case
	 */
	Map<String, String> credentials(EndpointPolicy policy) {
		WsGuardProperties.Token token = this.resolved.behind(policy).token();
		Map<String, String> credentials = new HashMap<>();
		credentials.put("authorization", "Bearer " + STAND_IN);
		if (token.sources().contains(TokenSource.SUBPROTOCOL)) {
			credentials.put("sec-websocket-protocol", token.subprotocolMarker() + ", " + STAND_IN);
		}
		if (token.sources().contains(TokenSource.COOKIE)) {
			credentials.put("cookie", token.cookieName() + "=" + STAND_IN);
		}
		return credentials;
	}

}
