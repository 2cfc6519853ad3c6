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

package io.github.wsguard.decision;

/**
 * How the client reached the application, after trusted proxies had their say.
 *
 * @param address the client's IP address, as a literal without brackets or zone
 * @param scheme {@code http} or {@code https}: {@code ws} and {@code wss} by the scheme
 * of their handshake
 * @param host the host that the client asked for, in lower case, IPv6 in brackets
 * @param port the port that the client asked for
 */
public record ClientConnection(String address, String scheme, String host, int port) {

	/**
	 * Return whether the client spoke TLS.
	 * @return {@code true} for {@code https} and so for {@code wss}
	 */
	public boolean isSecure() {
		return "https".equals(this.scheme);
	}

}
