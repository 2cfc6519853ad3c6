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

import org.springframework.core.env.Environment;

import io.github.wsguard.findings.Finding;
import io.github.wsguard.network.NetworkCheck;
import io.github.wsguard.origin.Origin;
import io.github.wsguard.origin.OriginCheck.MissingOrigin;
import io.github.wsguard.origin.OriginCheck.RegisteredOrigins;
import io.github.wsguard.origin.OriginPolicy;
import io.github.wsguard.servlet.GuardedEndpoint;

/**
 * Rules that leave nobody. Only networks that are allowed and denied at once are an
 * error: nothing outside the configuration can make a handshake pass then.
 */
final class ContradictionFindings {

	private static final String CODE = "NO_HANDSHAKE_CAN_PASS";

	private final Environment environment;

	private final boolean tlsBehindProxy;

	ContradictionFindings(WsGuardProperties properties, Environment environment) {
		this.environment = environment;
		this.tlsBehindProxy = !properties.proxy().trusted().isEmpty();
	}

	List<Finding> about(GuardedEndpoint endpoint, ResolvedPolicy policy) {
		List<Finding> findings = new ArrayList<>();
		if (new NetworkCheck(policy.network().allowed(), policy.network().denied()).admitsNobody()) {
			findings.add(Finding.error(CODE, endpoint.pattern(), "Every network in 'network.allowed' is denied, too",
					"Remove it from 'network.denied'"));
		}
		if (policy.requireTls() && !mayComeByTls()) {
			findings.add(Finding.warning(CODE, endpoint.pattern(),
					"TLS is demanded, but this server has none and believes no proxy that says so",
					"Name the proxy that ends TLS in 'ws-guard.proxy.trusted', or configure 'server.ssl'"));
		}
		if (originsContradict(endpoint.registeredOrigins(), policy.origin())) {
			findings.add(Finding.warning(CODE, endpoint.pattern(),
					"No origin is both in 'origin.allowed' and registered in code, "
							+ "and a handshake without one is refused",
					"Register the same origins, or set 'origin.registered-in-code: override'"));
		}
		return findings;
	}

	private boolean mayComeByTls() {
		return this.tlsBehindProxy || this.environment.containsProperty("server.forward-headers-strategy")
				|| new LocalServer(this.environment).isSecure();
	}

	/**
	 * Patterns may overlap in ways that are not looked into.
	 */
	private static boolean originsContradict(List<String> registered, WsGuardProperties.Origin origin) {
		if (registered.isEmpty() || origin.registeredInCode() != RegisteredOrigins.STRICTEST || origin.sameOrigin()
				|| origin.missing() != MissingOrigin.REJECT || origin.allowNull()
				|| registered.stream().anyMatch((entry) -> Origin.parse(entry).isEmpty())) {
			return false;
		}
		OriginPolicy allowed = OriginPolicy.of(origin.allowed(), origin.allowAny(), false);
		return registered.stream()
			.flatMap((entry) -> Origin.parse(entry).stream())
			.noneMatch((entry) -> allowed.match(entry) == OriginPolicy.Match.ALLOWED);
	}

}
