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

package io.github.wsguard.network;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.IpAddress;

/**
 * Tells how a client reached the application from what the proxies on the way say.
 */
final class ClientResolver {

	/**
	 * Stands for an address that a trusted proxy did not reveal. No list of addresses
	 * holds it, so it is never taken for the proxy's own.
	 */
	private static final String UNKNOWN = "unknown";

	private final CidrSet trusted;

	ClientResolver(CidrSet trusted) {
		this.trusted = trusted;
	}

	/**
	 * Make nothing of what a trusted proxy says.
	 * @param peer the connection of the proxy
	 * @return a connection that no rule on addresses or TLS lets pass
	 */
	static ClientConnection unknown(ClientConnection peer) {
		return new ClientConnection(UNKNOWN, "http", peer.host(), peer.port());
	}

	/**
	 * Believe proxies as far as they are trusted: from the nearest on, up to the first
	 * address that is not trusted. That one is the client; scheme, host and port are
	 * those by which it asked the proxy that names it.
	 * @param peer the connection of the nearest proxy
	 * @param hops what the proxies say, the nearest first, not empty
	 * @return the connection of the client
	 */
	ClientConnection believe(ClientConnection peer, List<Hop> hops) {
		String client = peer.address();
		int last = 0;
		for (int i = 0; i < hops.size() && hops.get(i).node() != null; i++) {
			IpAddress address = hops.get(i).address();
			client = (address != null) ? address.toString() : UNKNOWN;
			last = i;
			if (address == null || !this.trusted.contains(address)) {
				break;
			}
		}
		return connection(peer, hops.subList(0, last + 1), client);
	}

	/**
	 * Believe everything, as software does that reads the left end.
	 * @param peer the connection of the peer
	 * @param hops what the headers say, the nearest first, not empty
	 * @return the connection as it would be
	 */
	ClientConnection believeAll(ClientConnection peer, List<Hop> hops) {
		IpAddress address = farthest(hops, Hop::address);
		return connection(peer, hops, (address != null) ? address.toString() : peer.address());
	}

	private static ClientConnection connection(ClientConnection peer, List<Hop> hops, String address) {
		String proto = farthest(hops, Hop::scheme);
		String scheme = (proto != null) ? proto : peer.scheme();
		String hostText = farthest(hops, Hop::host);
		HostAndPort host = (hostText != null) ? HostAndPort.parse(hostText) : null;
		String portText = farthest(hops, Hop::port);
		int port = (portText != null) ? HostAndPort.port(portText) : 0;
		// The port in the host is the one in the client's URL, the other that of a
		// proxy's socket
		if (host != null && host.port() > 0) {
			port = host.port();
		}
		if (port == 0) {
			boolean implied = host != null || peer.port() == defaultPort(peer.scheme());
			port = implied ? defaultPort(scheme) : peer.port();
		}
		return new ClientConnection(address, scheme, (host != null) ? host.host() : peer.host(), port);
	}

	// Nearer proxies often repeat nothing, or overwrite what farther ones said
	private static <T> @Nullable T farthest(List<Hop> hops, Function<Hop, @Nullable T> part) {
		for (int i = hops.size() - 1; i >= 0; i--) {
			T value = part.apply(hops.get(i));
			if (value != null) {
				return value;
			}
		}
		return null;
	}

	private static int defaultPort(String scheme) {
		return "https".equals(scheme) ? 443 : 80;
	}

}
