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

import io.github.wsguard.findings.Finding;
import io.github.wsguard.inspection.ForeignHandlers;
import io.github.wsguard.servlet.RegisteredEndpoint;
import io.github.wsguard.token.TokenSource;

/**
 * Endpoints that the guard sees only from outside. That a controller or a router function
 * completes handshakes cannot be seen before the first one; a bean that could and serves
 * no registered endpoint is a sign of it.
 */
final class RegistrationFindings {

	private final ForeignHandlers handlers;

	private final ResolvedPolicies policies;

	private final String servletPath;

	RegistrationFindings(ForeignHandlers handlers, ResolvedPolicies policies, String servletPath) {
		this.handlers = handlers;
		this.policies = policies;
		this.servletPath = servletPath;
	}

	List<Finding> about(List<RegisteredEndpoint> endpoints) {
		List<Finding> findings = new ArrayList<>();
		this.handlers.mapped().forEach((path, type) -> findings.add(foreign(this.servletPath + path, type)));
		if (this.policies.endpointPolicies().stream().allMatch((policy) -> isRegistered(policy, endpoints))) {
			this.handlers.unusedHandshakeHandlers(endpoints)
				.forEach((bean) -> findings.add(Finding.info("FUNCTIONAL_ENDPOINT_UNNAMED", "bean '" + bean + "'",
						"It completes handshakes, but no handler mapping leads to it; where a controller or a router "
								+ "function does, the principal is not handed to Spring Security",
						"Name the path in 'ws-guard.endpoints.<name>.path'")));
		}
		endpoints.stream().filter((endpoint) -> !endpoint.isFollowed()).forEach((endpoint) -> {
			ResolvedPolicy policy = this.policies.behind(endpoint.endpoint().policy());
			if (policy.enabled()) {
				findings.add(notFollowed(endpoint.endpoint().pattern(), policy));
			}
		});
		return findings;
	}

	private static Finding notFollowed(String place, ResolvedPolicy policy) {
		if (policy.token().sources().contains(TokenSource.FIRST_MESSAGE)) {
			return Finding.warning("CONNECTION_NOT_FOLLOWED", place,
					"The guard decides handshakes here and cannot follow the connection, so that nobody would read a "
							+ "token in the first message: handshakes without a token are refused",
					"Take 'first-message' out of 'token.sources', or map a WebSocketHttpRequestHandler");
		}
		return Finding.info("CONNECTION_NOT_FOLLOWED", place,
				"The guard decides handshakes here and cannot follow the connection: it does not end with its token",
				"Map a WebSocketHttpRequestHandler, or close the connection yourself");
	}

	private static Finding foreign(String path, String type) {
		return Finding.warning("FOREIGN_HANDLER", path,
				"Only the filter of ws-guard stands before the handler '" + type
						+ "', and the principal is not handed to Spring Security unless the path is named",
				"Name the path in 'ws-guard.endpoints.<name>.path', or map a WebSocketHttpRequestHandler");
	}

	private static boolean isRegistered(ResolvedPolicy policy, List<RegisteredEndpoint> endpoints) {
		String name = (policy.name() != null) ? policy.name() : "";
		return endpoints.stream().anyMatch((endpoint) -> endpoint.endpoint().policy().name().equals(name));
	}

}
