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

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;

/**
 * Connections as tests describe them.
 */
final class Connections {

	static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

	static final Duration SKEW = Duration.ofSeconds(30);

	static final String ISSUER = "https://issuer.example";

	private static final ConnectionSettings SETTINGS = settings(null, null);

	private Connections() {
	}

	static ConnectionSettings settings(@Nullable Duration maxDuration, @Nullable Duration idleTimeout) {
		return new ConnectionSettings(true, SKEW, maxDuration, idleTimeout, null, true);
	}

	static Identity alice(Instant expiresAt) {
		return identity(ISSUER, "alice", expiresAt);
	}

	static Identity identity(String issuer, String subject, Instant expiresAt) {
		TokenPrincipal token = new TokenPrincipal(subject, issuer, Map.of("sub", subject, "jti", "token-" + subject),
				Set.of(), null, expiresAt);
		return new Identity(token, token);
	}

	static Admission admission(Identity identity) {
		return admission(identity, SETTINGS);
	}

	static Admission admission(Identity identity, ConnectionSettings settings) {
		return admission(identity, settings, null, null, null);
	}

	static Admission refreshable(Identity identity, String refreshId) {
		return admission(identity, SETTINGS, null, refreshId, null);
	}

	static Admission awaiting(Duration timeout, @Nullable String refreshId) {
		return admission(Identity.ANONYMOUS, SETTINGS, new FirstMessageSettings(true, timeout, 1000), refreshId, null);
	}

	static Admission awaitingThenIdle(Duration timeout, Duration idleTimeout) {
		return admission(Identity.ANONYMOUS, settings(null, idleTimeout), new FirstMessageSettings(true, timeout, 1000),
				null, null);
	}

	static Admission loggedIn(String user, String httpSessionId) {
		return admission(new Identity(null, () -> user), SETTINGS, null, null, httpSessionId);
	}

	private static Admission admission(Identity identity, ConnectionSettings settings,
			@Nullable FirstMessageSettings firstMessage, @Nullable String refreshId, @Nullable String httpSessionId) {
		TokenDesk nobody = (token) -> new TokenDesk.Judgement.Refused(
				Rejection.because(RejectionReason.TOKEN_MALFORMED, "Nobody judges it"));
		return new Admission(UUID.randomUUID(), "/ws/chat", "203.0.113.7", identity, settings, nobody, firstMessage,
				refreshId, httpSessionId);
	}

}
