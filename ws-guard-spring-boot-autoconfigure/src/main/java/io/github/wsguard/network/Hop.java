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

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.IpAddress;

/**
 * What one proxy says about the party it was asked by.
 *
 * @param node who asked
 * @param proto by which scheme
 * @param host for which host
 * @param port for which port
 */
record Hop(@Nullable String node, @Nullable String proto, @Nullable String host, @Nullable String port) {

	/**
	 * Return the address of who asked, without port and brackets.
	 * @return the address, or {@code null} if none is given, it is {@code unknown} or
	 * obfuscated
	 */
	@Nullable IpAddress address() {
		String literal = (this.node != null) ? literal(this.node) : null;
		return (literal != null) ? IpAddress.parse(literal).orElse(null) : null;
	}

	// RFC 7239 6: brackets are for IPv6, and nothing but a port follows the address
	private static @Nullable String literal(String node) {
		boolean bracketed = node.startsWith("[");
		int end = bracketed ? node.indexOf(']') + 1 : ipv4End(node);
		if (end == 0 || (end < node.length() && !isPort(node, end))) {
			return null;
		}
		String literal = bracketed ? node.substring(1, end - 1) : node.substring(0, end);
		return (bracketed && literal.indexOf(':') < 0) ? null : literal;
	}

	// Many proxies write IPv6 without brackets, and then without a port
	private static int ipv4End(String node) {
		int colon = node.indexOf(':');
		return (colon >= 0 && colon == node.lastIndexOf(':')) ? colon : node.length();
	}

	private static boolean isPort(String node, int start) {
		int first = start + 1;
		boolean obfuscated = node.startsWith("_", first);
		if (node.charAt(start) != ':' || node.length() - first < (obfuscated ? 2 : 1)) {
			return false;
		}
		for (int i = first; i < node.length(); i++) {
			char character = node.charAt(i);
			boolean digit = character >= '0' && character <= '9';
			if (!digit && !(obfuscated && isObfuscated(character))) {
				return false;
			}
		}
		return obfuscated || node.length() - first <= 5;
	}

	private static boolean isObfuscated(char character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| "._-".indexOf(character) >= 0;
	}

	/**
	 * Return the scheme; {@code wss} is that of its handshake. Whatever is not known to
	 * be secure is not.
	 * @return {@code http}, {@code https}, or {@code null} if none is given
	 */
	@Nullable String scheme() {
		if (this.proto == null) {
			return null;
		}
		return (this.proto.equalsIgnoreCase("https") || this.proto.equalsIgnoreCase("wss")) ? "https" : "http";
	}

}
