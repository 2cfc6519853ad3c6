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

import org.junit.jupiter.api.Test;

import io.github.wsguard.connection.TokenDesk.Judgement;
import io.github.wsguard.connection.TokenRefresh.Outcome;
import io.github.wsguard.decision.MutableClock;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class TokenRefreshTests {

	private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

	private final MutableClock clock = new MutableClock(NOW);

	private final ConnectionRegistry registry = new ConnectionRegistry(this.clock, mock(ConnectionListener.class));

	private final TokenRefresh refresh = new TokenRefresh(this.registry, this.clock);

	private Judgement judgement = accepted(identity("issuer", "alice", 600));

	@Test
	void replacesTheTokenOfTheSameSubject() {
		LiveConnection connection = open(identity("issuer", "alice", 60));
		assertThat(this.refresh.refresh(connection, "token")).isEqualTo(new Outcome.Refreshed(Duration.ofMinutes(10)));
		assertThat(connection.expiresAt()).contains(NOW.plusSeconds(600));
		this.clock.advance(Duration.ofSeconds(599));
		assertThat(this.registry.pass(connection)).isTrue();
	}

	@Test
	void refusesATokenOfSomebodyElse() {
		assertThat(reasonOf(identity("issuer", "bob", 60))).isEqualTo(RejectionReason.REFRESH_SUBJECT_CHANGED);
		assertThat(reasonOf(identity("other", "alice", 60))).isEqualTo(RejectionReason.REFRESH_SUBJECT_CHANGED);
		assertThat(reasonOf(identity("issuer", null, 60))).isEqualTo(RejectionReason.REFRESH_SUBJECT_CHANGED);
		assertThat(reasonOf(Identity.ANONYMOUS)).isEqualTo(RejectionReason.REFRESH_SUBJECT_CHANGED);
	}

	@Test
	void takesTokensWithoutSubjectForDifferentPeoples() {
		this.judgement = accepted(identity("issuer", null, 600));
		assertThat(reasonOf(identity("issuer", null, 60))).isEqualTo(RejectionReason.REFRESH_SUBJECT_CHANGED);
	}

	@Test
	void refusesATokenThatDoesNotCountAndLeavesTheConnectionAsItIs() {
		Rejection rejection = Rejection.because(RejectionReason.TOKEN_EXPIRED, "expired");
		this.judgement = new Judgement.Refused(rejection);
		LiveConnection connection = open(identity("issuer", "alice", 60));
		assertThat(this.refresh.refresh(connection, "token")).isEqualTo(new Outcome.Refused(rejection));
		assertThat(connection.expiresAt()).contains(NOW.plusSeconds(60));
		assertThat(connection.end()).isEmpty();
	}

	@Test
	void comesTooLateForAConnectionThatHasEnded() {
		LiveConnection connection = open(identity("issuer", "alice", 60));
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(this.refresh.refresh(connection, "token")).isEqualTo(new Outcome.Ended());
	}

	private RejectionReason reasonOf(Identity held) {
		Outcome outcome = this.refresh.refresh(open(held), "token");
		return (outcome instanceof Outcome.Refused refused) ? refused.rejection().reason() : null;
	}

	private LiveConnection open(Identity identity) {
		Admission admission = new Admission(UUID.randomUUID(), "/ws/chat", "127.0.0.1", identity,
				new ConnectionSettings(true, Duration.ZERO, null, null, null, true), (token) -> this.judgement, null,
				null, null);
		LiveConnection connection = this.registry.prepare(admission, "session", (rejection) -> {
		});
		this.registry.open(connection);
		return connection;
	}

	private static Judgement accepted(Identity identity) {
		return new Judgement.Accepted(identity);
	}

	private static Identity identity(String issuer, String subject, long seconds) {
		Map<String, Object> claims = (subject != null) ? Map.of("sub", subject) : Map.of();
		TokenPrincipal token = new TokenPrincipal("name", issuer, claims, Set.of(), null, NOW.plusSeconds(seconds));
		return new Identity(token, token);
	}

}
