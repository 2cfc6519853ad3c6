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
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.authorization.Requirement;
import io.github.wsguard.decision.GuardMode;

/**
 * The policy that holds at one endpoint, with everything inherited that the endpoint
 * leaves out; or the policy of all endpoints that are not named.
 *
 * @param name the name of the endpoint, or {@code null} for the default policy
 * @param path the path pattern of the endpoint, or {@code null} for the default policy
 * @param enabled whether the guard looks after the endpoint
 * @param mode what becomes of a decision
 * @param origin which pages may connect
 * @param token where tokens are looked for
 * @param network which client addresses may connect
 * @param requireTls whether to refuse a handshake that did not come by wss
 * @param rejection what a refused client is told
 * @param issuers names of the issuers whose tokens are accepted
 * @param require what a principal must have
 */
record ResolvedPolicy(@Nullable String name, @Nullable String path, boolean enabled, GuardMode mode,
		WsGuardProperties.Origin origin, WsGuardProperties.Token token, Network network, boolean requireTls,
		WsGuardProperties.Rejection rejection, List<String> issuers, Requirement require) {

	/**
	 * Return the policy of all endpoints that are not named.
	 * @param properties the properties
	 * @return the policy
	 */
	static ResolvedPolicy defaultOf(WsGuardProperties properties) {
		return new ResolvedPolicy(null, null, true, properties.mode(), properties.origin(), properties.token(),
				Network.of(properties.network()), properties.requireTls(), properties.rejection(),
				List.copyOf(properties.jwt().issuers().keySet()),
				requirement(new EndpointProperties.Require(null, null, null, false)));
	}

	/**
	 * Return the policy of one endpoint.
	 * @param name the name of the endpoint
	 * @param endpoint what the endpoint sets
	 * @param properties what it inherits
	 * @return the policy
	 */
	static ResolvedPolicy of(String name, EndpointProperties endpoint, WsGuardProperties properties) {
		return new ResolvedPolicy(name, endpoint.path(), endpoint.enabled(),
				EndpointProperties.either(endpoint.mode(), properties.mode()),
				(endpoint.origin() != null) ? endpoint.origin().over(properties.origin()) : properties.origin(),
				(endpoint.token() != null) ? endpoint.token().over(properties.token()) : properties.token(),
				Network.of((endpoint.network() != null) ? endpoint.network().over(properties.network())
						: properties.network()),
				EndpointProperties.either(endpoint.requireTls(), properties.requireTls()),
				(endpoint.rejection() != null) ? endpoint.rejection().over(properties.rejection())
						: properties.rejection(),
				EndpointProperties.either(endpoint.issuers(), List.copyOf(properties.jwt().issuers().keySet())),
				requirement(endpoint.require()));
	}

	private static Requirement requirement(EndpointProperties.Require require) {
		return new Requirement(Objects.requireNonNullElse(require.scopes(), List.of()),
				Objects.requireNonNullElse(require.authorities(), List.of()),
				Objects.requireNonNullElse(require.claims(), Map.of()), require.authenticated());
	}

	/**
	 * Which client addresses may connect.
	 *
	 * @param allowed CIDR blocks of clients that may connect; empty for any client
	 * @param denied CIDR blocks of clients that may not connect
	 */
	record Network(List<String> allowed, List<String> denied) {

		static Network of(WsGuardProperties.Network network) {
			return new Network(Objects.requireNonNullElse(network.allowed(), List.of()), network.denied());
		}

	}

}
