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

package io.github.wsguard.servlet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

import io.github.wsguard.decision.HandshakeRequest.Kind;
import io.github.wsguard.decision.HandshakeSketch;
import io.github.wsguard.decision.Rejection;

/**
 * Tells whether a request is for the guard to decide, and what it is aimed at.
 */
public final class TargetResolver {

	private static final List<String> WEBSOCKET_HEADERS = List.of("Sec-WebSocket-Key", "Sec-WebSocket-Version",
			"Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions");

	private final EndpointPolicies policies;

	private final MappedEndpoints endpoints;

	/**
	 * Create a resolver.
	 * @param policies the configured policies
	 * @param endpoints the endpoints that the application registered
	 */
	public TargetResolver(EndpointPolicies policies, MappedEndpoints endpoints) {
		this.policies = policies;
		this.endpoints = endpoints;
	}

	/**
	 * Return what a request is aimed at if it has to be decided before the application
	 * sees it: every upgrade attempt on any path, and every request that a SockJS
	 * endpoint could answer.
	 */
	Optional<Target> resolve(HttpServletRequest request) {
		if (isUpgradeAttempt(request)) {
			return Optional.of(target(RequestPaths.of(request), request.getMethod(), true));
		}
		return this.endpoints.hasSockJs() ? resolveSockJs(RequestPaths.of(request), request) : Optional.empty();
	}

	/**
	 * Nearly every request that comes here is none of SockJS's: it must cost no more than
	 * a look at the endpoints.
	 */
	private Optional<Target> resolveSockJs(RequestPaths paths, HttpServletRequest request) {
		MappedEndpoint endpoint = this.endpoints.find(paths.parsed());
		if (endpoint == null || !endpoint.isSockJs()) {
			return Optional.empty();
		}
		SockJsPath sockJs = SockJsPath.parse(endpoint.pathWithin(paths.parsed()), request.getMethod(), false);
		return sockJs.isUnmistakable() ? Optional.of(sockJsTarget(endpoint, sockJs, paths)) : Optional.empty();
	}

	/**
	 * Return the endpoint that a SockJS client asks for though it does not speak SockJS.
	 */
	Optional<Target> sockJsNotEnabled(HttpServletRequest request) {
		// Asked of every request: nothing is parsed for one that no SockJS client sends
		if (SockJsPath.endpointOfRequest(request.getRequestURI()).isEmpty()) {
			return Optional.empty();
		}
		RequestPaths paths = RequestPaths.of(request);
		return SockJsPath.endpointOfRequest(paths.raw())
			.filter((path) -> this.endpoints.find(paths.parsed()) == null)
			.flatMap((path) -> this.endpoints.findWebSocket(path)
				.map((endpoint) -> new Target(paths, Kind.SOCKJS_RESOURCE, this.policies.find(RequestPaths.parse(path)),
						endpoint, null, Map.of(), Optional.empty())));
	}

	/**
	 * Return what a request is aimed at, whether or not it looks like a handshake.
	 */
	Target target(HttpServletRequest request) {
		return target(RequestPaths.of(request), request.getMethod(), isUpgradeAttempt(request));
	}

	/**
	 * Return what a request is aimed at that was resolved before, further in front.
	 * @param request the request, whose path may have been changed since
	 * @param before what it was aimed at
	 * @return the same target, if it would turn out to be equal
	 */
	// An endpoint is one of the registered ones
	@SuppressWarnings("ReferenceEquality")
	Target target(HttpServletRequest request, Target before) {
		boolean unchanged = before.kind() == Kind.UPGRADE && before.sockJs() == null
				&& before.paths().areThoseOf(request)
				&& this.endpoints.find(before.paths().parsed()) == before.endpoint();
		return unchanged ? before : target(request);
	}

	/**
	 * Return what a request that nobody made would be aimed at.
	 */
	Target target(HandshakeSketch sketch) {
		return target(RequestPaths.imagined(sketch.path()), "GET", isUpgradeAttempt(sketch));
	}

	/**
	 * Return what a request is aimed at in the eyes of the handler mappings, if a filter
	 * behind the guard has rewritten its path for them.
	 */
	Optional<Target> rewrittenTarget(HttpServletRequest request) {
		return RequestPaths.ofHandlerMappings(request)
			.map((paths) -> target(paths, request.getMethod(), isUpgradeAttempt(request)));
	}

	private Target target(RequestPaths paths, String method, boolean attempt) {
		PathContainer path = paths.parsed();
		MappedEndpoint endpoint = this.endpoints.find(path);
		if (endpoint != null && endpoint.isSockJs()) {
			SockJsPath sockJs = SockJsPath.parse(endpoint.pathWithin(path), method, attempt);
			return sockJsTarget(endpoint, sockJs, paths);
		}
		Optional<Rejection> fault = paths.ambiguity();
		EndpointPolicy policy = strictest(this.policies.find(withoutTrailingSlash(path)), paths, fault);
		return new Target(paths, Kind.UPGRADE, policy, endpoint, null, variables(policy, endpoint, path), fault);
	}

	private Target sockJsTarget(MappedEndpoint endpoint, SockJsPath sockJs, RequestPaths paths) {
		PathContainer path = paths.parsed();
		PathContainer base = endpoint.base(path);
		Optional<Rejection> fault = paths.ambiguity();
		EndpointPolicy policy = strictest(this.policies.find(withoutTrailingSlash(path), base), paths, fault);
		Map<String, String> variables = joined(variables(policy, endpoint, path), variables(policy, null, base));
		return new Target(paths, sockJs.kind(), policy, endpoint, sockJs, variables, fault.or(sockJs::fault));
	}

	/**
	 * A path that is read in two ways must not choose the policy that lets it pass.
	 */
	private EndpointPolicy strictest(EndpointPolicy policy, RequestPaths paths, Optional<Rejection> fault) {
		if (fault.isEmpty() || policy.isEnforced()) {
			return policy;
		}
		EndpointPolicy other = this.policies.find(withoutTrailingSlash(RequestPaths.parse(paths.normalized())));
		return other.isEnforced() ? other : policy;
	}

	static boolean isUpgradeAttempt(HttpServletRequest request) {
		String upgrade = request.getHeader("Upgrade");
		if (upgrade != null && containsIgnoreCase(upgrade, "websocket")) {
			return true;
		}
		for (String header : WEBSOCKET_HEADERS) {
			if (request.getHeader(header) != null) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return whether the names of the headers make an upgrade attempt.
	 */
	static boolean isUpgradeAttempt(HandshakeSketch sketch) {
		return sketch.headers().stream().anyMatch("Upgrade"::equalsIgnoreCase) || WEBSOCKET_HEADERS.stream()
			.anyMatch((name) -> sketch.headers().stream().anyMatch(name::equalsIgnoreCase));
	}

	private static boolean containsIgnoreCase(String text, String part) {
		for (int i = 0; i <= text.length() - part.length(); i++) {
			if (text.regionMatches(true, i, part, 0, part.length())) {
				return true;
			}
		}
		return false;
	}

	private static PathContainer withoutTrailingSlash(PathContainer path) {
		int size = path.elements().size();
		boolean trailing = size > 1 && path.elements().get(size - 1) instanceof PathContainer.Separator;
		return trailing ? path.subPath(0, size - 1) : path;
	}

	private static Map<String, String> variables(EndpointPolicy policy, @Nullable MappedEndpoint endpoint,
			PathContainer path) {
		Map<String, String> ofEndpoint = (endpoint != null) ? variables(endpoint.pattern(), path) : Map.of();
		Map<String, String> ofPolicy = (policy.pattern() != null)
				? variables(policy.pattern(), withoutTrailingSlash(path)) : Map.of();
		return joined(ofEndpoint, ofPolicy);
	}

	private static Map<String, String> variables(PathPattern pattern, PathContainer path) {
		PathPattern.PathMatchInfo match = pattern.hasPatternSyntax() ? pattern.matchAndExtract(path) : null;
		return (match != null) ? match.getUriVariables() : Map.of();
	}

	private static Map<String, String> joined(Map<String, String> variables, Map<String, String> preferred) {
		if (variables.isEmpty()) {
			return preferred;
		}
		Map<String, String> joined = new LinkedHashMap<>(variables);
		joined.putAll(preferred);
		return joined;
	}

}
