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

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.IpAddress;

/**
 * A host as a proxy names it.
 *
 * @param host the host in lower case, IPv6 in brackets
 * @param port the port, {@code 0} if none is given
 */
record HostAndPort(String host, int port) {

	private static final int MAX_LENGTH = 260;

	/**
	 * Read a host with or without a port.
	 * @param text the text
	 * @return the host, or {@code null} if the text is none
	 */
	static @Nullable HostAndPort parse(String text) {
		if (text.length() > MAX_LENGTH) {
			return null;
		}
		int hostEnd = (text.startsWith("[")) ? text.indexOf(']') + 1 : text.indexOf(':');
		if (hostEnd < 0) {
			hostEnd = text.length();
		}
		String host = host(text.substring(0, hostEnd));
		if (host == null || hostEnd == text.length()) {
			return (host != null) ? new HostAndPort(host, 0) : null;
		}
		int port = (text.charAt(hostEnd) == ':') ? port(text.substring(hostEnd + 1)) : 0;
		return (port > 0) ? new HostAndPort(host, port) : null;
	}

	private static @Nullable String host(String text) {
		if (text.startsWith("[")) {
			String literal = text.substring(1, text.length() - 1);
			return (literal.indexOf(':') < 0) ? null
					: IpAddress.parse(literal).map((address) -> "[" + address.toIpv6() + "]").orElse(null);
		}
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character >= 0x80 || !(Character.isLetterOrDigit(character) || "-._".indexOf(character) >= 0)) {
				return null;
			}
		}
		return text.isEmpty() ? null : text.toLowerCase(Locale.ROOT);
	}

	/**
	 * Read a port.
	 * @param text the text
	 * @return the port, or {@code 0} if the text is none
	 */
	static int port(String text) {
		int port = (text.length() <= 5) ? 0 : -1;
		for (int i = 0; i < text.length() && port >= 0; i++) {
			int digit = text.charAt(i) - '0';
			port = (digit >= 0 && digit <= 9) ? port * 10 + digit : -1;
		}
		return (port >= 1 && port <= 65535) ? port : 0;
	}

}
