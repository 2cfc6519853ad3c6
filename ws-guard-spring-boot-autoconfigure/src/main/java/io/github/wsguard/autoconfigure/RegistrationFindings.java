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
import java.util.Optional;

import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;

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

	private static final String NOT_FOLLOWED = "CONNECTION_NOT_FOLLOWED";

	private final ForeignHandlers handlers;

	private final ResolvedPolicies policies;

	private final String servletPath;

	private final boolean containerFollowed;

	/**
	 * Create findings.
	 * @param handlers finds what completes handshakes past the guard
	 * @param policies the policies
	 * @param servletPath what the paths of mappings are relative to
	 * @param containerFollowed whether the guard follows the connections that the
	 * container opens by itself
	 */
	RegistrationFindings(ForeignHandlers handlers, ResolvedPolicies policies, String servletPath,
			boolean containerFollowed) {
		this.handlers = handlers;
		this.policies = policies;
		this.servletPath = servletPath;
		this.containerFollowed = containerFollowed;
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
				notFollowed(endpoint, policy).ifPresent(findings::add);
			}
		});
		return findings;
	}

	private Optional<Finding> notFollowed(RegisteredEndpoint endpoint, ResolvedPolicy policy) {
		String place = endpoint.endpoint().pattern();
		if (policy.token().sources().contains(TokenSource.FIRST_MESSAGE)) {
			return Optional.of(Finding.warning(NOT_FOLLOWED, place,
					"The messages of this endpoint go past the guard, so that nobody would read a token in the first: "
							+ "handshakes without a token are refused",
					"Take 'first-message' out of 'token.sources', or map a WebSocketHttpRequestHandler"));
		}
		if (!this.containerFollowed) {
			return Optional.of(Finding.info(NOT_FOLLOWED, place,
					"The guard decides handshakes here and cannot follow the connection: it does not end with its token",
					"Map a WebSocketHttpRequestHandler, or close the connection yourself"));
		}
		return (endpoint.handler() instanceof SockJsHttpRequestHandler) ? Optional.of(Finding.info(NOT_FOLLOWED, place,
				"The guard cannot follow what a subclass of SockJsHttpRequestHandler carries over HTTP: that does not "
						+ "end with its token",
				"Map a SockJsHttpRequestHandler itself")) : Optional.empty();
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
