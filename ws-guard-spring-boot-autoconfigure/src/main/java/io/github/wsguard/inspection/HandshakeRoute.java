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

package io.github.wsguard.inspection;

import java.util.List;

/**
 * The way of a handshake at one endpoint: everything that it meets, in order. What a part
 * of the application decides by headers or by the client's address is not foreseen.
 *
 * @param endpoint the pattern of the endpoint, relative to the context path
 * @param protocol what the endpoint speaks
 * @param policy the name of the policy that holds, {@code default} if no policy names the
 * path
 * @param path the path that stands for all that the pattern matches, relative to the
 * context path; empty if none could be made up, and then the stations that depend on it
 * are missing
 * @param stations what the handshake meets
 */
public record HandshakeRoute(String endpoint, Protocol protocol, String policy, String path, List<Station> stations) {

	/**
	 * Create a route.
	 */
	public HandshakeRoute {
		stations = List.copyOf(stations);
	}

	/**
	 * What an endpoint speaks.
	 */
	public enum Protocol {

		/**
		 * WebSocket, mapped by Spring.
		 */
		WEBSOCKET,

		/**
		 * SockJS, mapped by Spring.
		 */
		SOCKJS,

		/**
		 * Jakarta WebSocket, mapped by the container.
		 */
		JAKARTA

	}

	/**
	 * Return the stations of a kind.
	 * @param kind what sort of station
	 * @return the stations, in order
	 */
	public List<Station> stations(Station.Kind kind) {
		return this.stations.stream().filter((station) -> station.kind() == kind).toList();
	}

}
