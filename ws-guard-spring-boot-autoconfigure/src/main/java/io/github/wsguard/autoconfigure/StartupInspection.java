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
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.wsguard.findings.Finding;
import io.github.wsguard.findings.Findings;
import io.github.wsguard.findings.StartupReport;
import io.github.wsguard.inspection.EndpointInspection;
import io.github.wsguard.inspection.RouteTracer;
import io.github.wsguard.servlet.EndpointDiscovery;
import io.github.wsguard.servlet.GuardedEndpoint;

/**
 * Looks at the configuration and at the way of a handshake to every endpoint, and tells
 * what was found: before the server listens, and once more when the application is ready.
 */
final class StartupInspection {

	private static final int MAX_PATH = 100;

	private final ResolvedPolicies policies;

	private final ConfigurationFindings configuration;

	private final ContradictionFindings contradictions;

	private final RegistrationFindings registrations;

	private final EndpointDiscovery discovery;

	private final RouteTracer routes;

	private final Findings findings;

	private final AtomicBoolean unnamedTold = new AtomicBoolean();

	StartupInspection(ResolvedPolicies policies, ConfigurationFindings configuration,
			ContradictionFindings contradictions, RegistrationFindings registrations, EndpointDiscovery discovery,
			RouteTracer routes, Findings findings) {
		this.policies = policies;
		this.configuration = configuration;
		this.contradictions = contradictions;
		this.registrations = registrations;
		this.discovery = discovery;
		this.routes = routes;
		this.findings = findings;
	}

	/**
	 * Inspect the application before the server listens.
	 * @param endpoints the endpoints that were found
	 * @throws UnusableConfigurationException if the application must not start
	 */
	void beforeStart(List<GuardedEndpoint> endpoints) {
		this.findings.addAll(this.configuration.about(endpoints));
		this.findings.addAll(this.registrations.about(this.discovery.registered()));
		this.routes.inspect().forEach((inspection) -> this.findings.addAll(about(inspection)));
		new StartupReport(this.policies.verification().verifier(), endpoints.stream().map(Object::toString).toList(),
				this.findings.all())
			.log();
		List<Finding> errors = this.findings.all()
			.stream()
			.filter((finding) -> finding.severity() == Finding.Severity.ERROR)
			.toList();
		if (!errors.isEmpty()) {
			throw new UnusableConfigurationException(errors);
		}
	}

	private List<Finding> about(EndpointInspection inspection) {
		ResolvedPolicy policy = this.policies.behind(inspection.endpoint().endpoint().policy());
		if (!policy.enabled()) {
			return List.of();
		}
		List<Finding> found = new ArrayList<>(this.contradictions.about(inspection.endpoint().endpoint(), policy));
		found.addAll(FilterFindings.about(inspection));
		if (!inspection.filters().isEmpty()) {
			found.addAll(SecurityFindings.about(inspection, policy));
			found.addAll(CorsFindings.about(inspection, policy));
		}
		return found;
	}

	/**
	 * Look once more at what the application may have changed while it started.
	 */
	void whenReady() {
		this.discovery.registered()
			.stream()
			.filter((endpoint) -> this.policies.behind(endpoint.endpoint().policy()).enabled())
			.flatMap((endpoint) -> InterceptorFindings.about(endpoint).stream())
			.forEach(this::tell);
	}

	/**
	 * Take note of a handshake that was accepted where nothing names an endpoint. It is
	 * told once: paths may be many.
	 * @param path the path of the request
	 */
	void acceptedUnnamed(String path) {
		if (this.unnamedTold.compareAndSet(false, true)) {
			tell(Finding.warning("ENDPOINT_UNNAMED", path.substring(0, Math.min(path.length(), MAX_PATH)),
					"A handshake was accepted where no mapping and no configuration names an endpoint, "
							+ "so that its principal was not handed over",
					"Name the path in 'ws-guard.endpoints.<name>.path'"));
		}
	}

	/**
	 * Take note that most handshakes came from one address. Log lines of refusals show
	 * which.
	 * @param forwards whether they had forwarding headers that nobody trusts
	 */
	void mostCameFromOneAddress(boolean forwards) {
		String message = "Most of the last handshakes came from one address. If it is that of a proxy, its clients "
				+ "cannot be told apart: one of them can use up what all of them share";
		String certain = "Most of the last handshakes came from one address, with forwarding headers that are not "
				+ "believed. It is that of a proxy, whose clients cannot be told apart: one of them can use up what "
				+ "all of them share";
		tell(Finding.warning("PROXY_UNNAMED", "ws-guard.proxy.trusted", forwards ? certain : message,
				"Name the proxy in 'ws-guard.proxy.trusted', or let the server read its forwarding headers; "
						+ "log lines of refusals show the address"));
	}

	private void tell(Finding finding) {
		if (this.findings.add(finding)) {
			StartupReport.log(finding);
		}
	}

}
