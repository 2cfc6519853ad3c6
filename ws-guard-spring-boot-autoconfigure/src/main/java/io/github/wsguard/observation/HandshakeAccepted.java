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

package io.github.wsguard.observation;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.TokenPrincipal;

/**
 * Event: a handshake was accepted and its 101 was written. Published once for each
 * connection, on the thread of the request; what a listener throws changes nothing.
 *
 * @param id the identifier that the log line carries too
 * @param endpoint the pattern of the endpoint
 * @param path the path of the request, within the application
 * @param query the query without the token, or {@code null} if there is none
 * @param origin the {@code Origin} header, bounded and escaped, or {@code null} if there
 * is none
 * @param remoteAddress the address of the client, after trusted proxies
 * @param principal whom the token speaks for, or {@code null} if the handshake needed
 * none
 */
public record HandshakeAccepted(String id, String endpoint, String path, @Nullable String query,
		@Nullable String origin, String remoteAddress, @Nullable TokenPrincipal principal) implements HandshakeEvent {

	/**
	 * Return whom the token speaks for.
	 * @return the principal, or empty if the handshake needed none
	 */
	public Optional<TokenPrincipal> verifiedPrincipal() {
		return Optional.ofNullable(this.principal);
	}

}
