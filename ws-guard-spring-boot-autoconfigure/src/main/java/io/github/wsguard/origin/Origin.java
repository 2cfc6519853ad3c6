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

package io.github.wsguard.origin;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.ClientConnection;

/**
 * An origin: the tuple of RFC 6454 4. Scheme and host are in one form, so that equal
 * origins are equal records.
 *
 * @param scheme the scheme in lower case
 * @param host the host in lower case, names as A-labels, IPv6 in brackets in the form of
 * RFC 5952; {@code example.com.} is another host than {@code example.com}
 * @param port the port, {@code 0} if none is given and the scheme has no default
 */
public record Origin(String scheme, String host, int port) {

	/**
	 * Read the serialised origin of RFC 6454 6.2: scheme, host, port and nothing else.
	 * Never throws.
	 * @param text the value of an {@code Origin} header
	 * @return the origin, or empty if the text is none; {@code null} is none
	 */
	public static Optional<Origin> parse(String text) {
		return Optional.ofNullable(OriginParser.parse(text));
	}

	/**
	 * Return the origin of the pages that a connection would serve.
	 * @param connection how a client reached the application
	 * @return the origin, or {@code null} if the host is none
	 */
	static @Nullable Origin of(ClientConnection connection) {
		String host = HostName.normalise(connection.host());
		return (host != null) ? new Origin(connection.scheme(), host, connection.port()) : null;
	}

	/**
	 * Return the port of a scheme that needs not be written.
	 * @param scheme the scheme in lower case
	 * @return the port, {@code 0} if the scheme has none
	 */
	static int defaultPort(String scheme) {
		return switch (scheme) {
			case "http" -> 80;
			case "https" -> 443;
			default -> 0;
		};
	}

	/**
	 * Return whether two origins differ in their scheme alone. Default ports count as
	 * equal.
	 */
	boolean differsInSchemeFrom(Origin other) {
		return this.host.equals(other.host) && !this.scheme.equals(other.scheme)
				&& (this.port == other.port || (hasDefaultPort() && other.hasDefaultPort()));
	}

	/**
	 * Return whether two origins differ in their port alone.
	 */
	boolean differsInPortFrom(Origin other) {
		return this.host.equals(other.host) && this.scheme.equals(other.scheme) && this.port != other.port;
	}

	boolean hasDefaultPort() {
		return this.port == defaultPort(this.scheme);
	}

	@Override
	public String toString() {
		String authority = this.scheme + "://" + this.host;
		return hasDefaultPort() ? authority : authority + ":" + this.port;
	}

}
