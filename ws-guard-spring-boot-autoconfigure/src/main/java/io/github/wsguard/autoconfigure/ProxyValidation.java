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
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import io.github.wsguard.network.ClientCheck;

/**
 * Judges who reads forwarding headers: exactly one party may, and it must not believe
 * everyone.
 */
final class ProxyValidation {

	private static final String STRATEGY = "server.forward-headers-strategy";

	private static final String NATIVE = "native";

	private static final String FRAMEWORK = "framework";

	private static final String NONE = "none";

	private final WsGuardProperties properties;

	private final Environment environment;

	ProxyValidation(WsGuardProperties properties, Environment environment) {
		this.properties = properties;
		this.environment = environment;
	}

	/**
	 * Judge the properties of proxies.
	 * @throws InvalidPropertyException if one of them cannot work
	 */
	void validate() {
		trustedProxiesAreAddresses();
		forwardingHeadersAreReadOnce();
		addressesDoNotComeFromEveryone();
	}

	private void trustedProxiesAreAddresses() {
		PropertyName trusted = PropertyName.ROOT.property("proxy.trusted");
		WsGuardProperties.Proxy proxy = this.properties.proxy();
		trusted.make(() -> new ClientCheck(proxy.trusted(), proxy.headers()),
				"Write addresses or CIDR blocks such as 10.0.0.0/8 or 2001:db8::/32.");
	}

	private void forwardingHeadersAreReadOnce() {
		if (this.properties.proxy().trusted().isEmpty()) {
			return;
		}
		PropertyName trusted = PropertyName.ROOT.property("proxy.trusted");
		String strategy = configuredStrategy();
		trusted.require(strategy != null || !isDeduced(),
				"the forwarding headers are read by the web server already, as is usual on this cloud platform",
				"Set '%s' to %s, or remove '%s'.".formatted(STRATEGY, NONE, trusted));
		trusted.require(!NATIVE.equals(strategy) && !FRAMEWORK.equals(strategy),
				"'%s' is %s, so the forwarding headers are read already".formatted(STRATEGY, strategy),
				"Set '%s' to %s, or remove '%s'.".formatted(STRATEGY, NONE, trusted));
	}

	private void addressesDoNotComeFromEveryone() {
		if (!FRAMEWORK.equals(configuredStrategy())) {
			return;
		}
		for (PropertyName judged : judgedByAddressOrHost()) {
			throw judged.cannotWork(
					"'%s' is %s, which believes the forwarding headers of every client".formatted(STRATEGY, FRAMEWORK),
					"Set '%s' to %s and name your proxies in 'ws-guard.proxy.trusted', such as 10.0.0.0/8."
						.formatted(STRATEGY, NONE));
		}
	}

	private List<PropertyName> judgedByAddressOrHost() {
		List<PropertyName> names = new ArrayList<>();
		if (this.properties.hosts().allowed() != null) {
			names.add(PropertyName.ROOT.property("hosts.allowed"));
		}
		WsGuardProperties.Network network = this.properties.network();
		addNetwork(names, PropertyName.ROOT, network.allowed(), network.denied());
		this.properties.endpoints().forEach((name, endpoint) -> {
			if (endpoint.network() != null) {
				addNetwork(names, PropertyName.ROOT.property("endpoints").named(name), endpoint.network().allowed(),
						endpoint.network().denied());
			}
		});
		return names;
	}

	private static void addNetwork(List<PropertyName> names, PropertyName scope, @Nullable List<String> allowed,
			@Nullable List<String> denied) {
		if (allowed != null) {
			names.add(scope.property("network.allowed"));
		}
		if (denied != null && !denied.isEmpty()) {
			names.add(scope.property("network.denied"));
		}
	}

	private @Nullable String configuredStrategy() {
		String strategy = Binder.get(this.environment).bind(STRATEGY, String.class).orElse(null);
		return (strategy != null) ? strategy.toLowerCase(Locale.ROOT) : null;
	}

	private boolean isDeduced() {
		CloudPlatform platform = CloudPlatform.getActive(this.environment);
		return platform != null && platform.isUsingForwardHeaders();
	}

}
