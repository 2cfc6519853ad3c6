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

package io.github.wsguard.connection;

import java.security.Principal;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What the handshake leaves to the connection that it opens. Travels with the attributes
 * of the session that is about to be.
 *
 * @param id the identifier of the handshake, which becomes the connection's
 * @param endpoint the pattern of the endpoint
 * @param remoteAddress the address of the client, after trusted proxies had their say
 * @param identity who came, as the handshake verified
 * @param settings what bounds the connection
 * @param desk judges tokens that come later
 * @param firstMessage bounds the wait for a token that comes as the first message, or
 * {@code null} if it came with the handshake
 * @param refreshId the identifier that the client chose for refreshing its token, or
 * {@code null}
 * @param httpSessionId the HTTP session that the handshake came with, or {@code null} if
 * there is none or a token says who came
 */
public record Admission(UUID id, String endpoint, String remoteAddress, Identity identity, ConnectionSettings settings,
		TokenDesk desk, @Nullable FirstMessageSettings firstMessage, @Nullable String refreshId,
		@Nullable String httpSessionId) {

	/**
	 * The name of the session attribute.
	 */
	public static final String ATTRIBUTE = Admission.class.getName();

	/**
	 * Return the same for a connection that the container hands to the application by
	 * itself, and whose messages it bounds.
	 * @param principal the principal as the application sees it, which only the container
	 * knows, or {@code null} if nobody is known
	 * @return an admission without a bound on messages
	 */
	public Admission inContainer(@Nullable Principal principal) {
		return new Admission(this.id, this.endpoint, this.remoteAddress, new Identity(this.identity.token(), principal),
				this.settings.inContainer(), this.desk, this.firstMessage, this.refreshId, this.httpSessionId);
	}

	/**
	 * Return neither the identifier for refreshing nor that of the HTTP session.
	 */
	@Override
	public String toString() {
		return "Admission[id=" + this.id + ", endpoint=" + this.endpoint + "]";
	}

}
