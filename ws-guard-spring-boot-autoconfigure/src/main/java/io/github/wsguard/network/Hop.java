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
		return (this.node != null) ? IpAddress.parse(literal(this.node)).orElse(null) : null;
	}

	private static String literal(String node) {
		int bracket = node.indexOf(']');
		if (node.startsWith("[") && bracket > 0) {
			return node.substring(1, bracket);
		}
		int colon = node.indexOf(':');
		return (colon >= 0 && colon == node.lastIndexOf(':')) ? node.substring(0, colon) : node;
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
