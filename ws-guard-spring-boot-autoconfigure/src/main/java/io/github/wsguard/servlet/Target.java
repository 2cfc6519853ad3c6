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

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.HandshakeRequest.Kind;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.observation.HandshakeEvent;

/**
 * What a request is aimed at.
 *
 * @param paths the path within the application, as different parts of the server read it
 * @param kind what the request wants of the endpoint
 * @param policy the policy that holds
 * @param endpoint the registered endpoint, or {@code null} if no mapping shows one
 * @param sockJs what the path asks of a SockJS endpoint, or {@code null}
 * @param pathVariables the variables of the path, decoded
 * @param fault why the path names no single endpoint, if so
 */
record Target(RequestPaths paths, Kind kind, EndpointPolicy policy, @Nullable MappedEndpoint endpoint,
		@Nullable SockJsPath sockJs, Map<String, String> pathVariables, Optional<Rejection> fault) {

	/**
	 * Return the raw path within the application.
	 */
	String path() {
		return this.paths.raw();
	}

	/**
	 * Return whether a mapping or the configuration names the path, so that it is known
	 * to be a WebSocket endpoint.
	 */
	boolean isNamed() {
		return this.endpoint != null || this.policy.pattern() != null;
	}

	/**
	 * Return whether a SockJS client made the path, which expects frames of SockJS also
	 * over a WebSocket.
	 */
	boolean isMadeBySockJs() {
		return this.sockJs != null && this.sockJs.generated();
	}

	/**
	 * Return the sub-protocols that the endpoint names, in lower case.
	 */
	List<String> supportedSubprotocols() {
		return (this.endpoint != null) ? this.endpoint.subprotocols().get() : List.of();
	}

	/**
	 * Return the verdict of the origins that the registration of the endpoint names.
	 */
	Optional<Boolean> registeredOriginsAllow(String origin) {
		return (this.endpoint != null) ? this.endpoint.allowsOrigin(origin) : Optional.empty();
	}

	/**
	 * Return the pattern that operators know the endpoint by.
	 */
	String label() {
		if (this.policy.pattern() != null) {
			return this.policy.pattern().getPatternString();
		}
		return (this.endpoint != null) ? this.endpoint.toString() : HandshakeEvent.NO_ENDPOINT;
	}

	/**
	 * Return whether a decision that was made for the other target holds for this one
	 * too: it counts for this very policy and endpoint, and not for others like them.
	 */
	@SuppressWarnings("ReferenceEquality")
	boolean isCoveredBy(Target other) {
		return this.policy == other.policy && this.endpoint == other.endpoint && this.kind == other.kind
				&& path().equals(other.path());
	}

}
