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
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.TokenPrincipal;

/**
 * A live connection at the time at which somebody asked. Never holds a token.
 *
 * @param id identifies the connection, and is that of its handshake in logs and events
 * @param endpoint the pattern of its endpoint
 * @param remoteAddress the address of the client, after trusted proxies had their say
 * @param principal the principal as the application sees it, or {@code null} if nobody is
 * known
 * @param token whom the token speaks for, or {@code null} if no token was verified
 * @param openedAt when the connection was opened
 */
public record GuardedConnection(String id, String endpoint, String remoteAddress, @Nullable Principal principal,
		@Nullable TokenPrincipal token, Instant openedAt) {

	static GuardedConnection of(LiveConnection connection) {
		Identity identity = connection.identity();
		return new GuardedConnection(connection.id(), connection.admission().endpoint(),
				connection.admission().remoteAddress(), identity.principal(), identity.token(), connection.openedAt());
	}

	/**
	 * Return until when the token counts, without any tolerance for clock skew.
	 * @return the {@code exp} of the token, or empty if there is none
	 */
	public Optional<Instant> expiresAt() {
		return Optional.ofNullable(this.token).map(TokenPrincipal::getExpiresAt);
	}

	/**
	 * Return whether the connection was opened with a token of a subject.
	 * @param issuer the issuer, without which a subject identifies nobody
	 * @param subject the subject
	 * @return {@code true} if so
	 */
	public boolean belongsTo(String issuer, String subject) {
		return this.token != null && this.token.getIssuer().equals(issuer)
				&& this.token.getSubject().filter(subject::equals).isPresent();
	}

	/**
	 * Return no more than logs may hold: a principal may show the claims of its token.
	 */
	@Override
	public String toString() {
		return "GuardedConnection[id=" + this.id + ", endpoint=" + this.endpoint + ", openedAt=" + this.openedAt + "]";
	}

}
