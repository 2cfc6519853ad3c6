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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.wsguard.decision.MutableClock;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

import static io.github.wsguard.connection.Connections.ISSUER;
import static io.github.wsguard.connection.Connections.NOW;
import static io.github.wsguard.connection.Connections.SKEW;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ConnectionRegistryTests {

	private static final Instant EXPIRY = NOW.plusSeconds(300);

	private static final String REFRESH_ID = "cPp4Lkf-w1T_2yJ0ab9MxQ";

	private static final Rejection CLOSED = Rejection.because(RejectionReason.CLOSED_BY_OPERATOR, "Somebody did");

	private final MutableClock clock = new MutableClock(NOW);

	private final Operator operator = new Operator();

	private final ConnectionRegistry registry = new ConnectionRegistry(this.clock, this.operator);

	private final BlockingQueue<Rejection> told = new LinkedBlockingQueue<>();

	@AfterEach
	void shutdown() {
		this.registry.shutdown();
	}

	@Test
	void endsAConnectionWhoseTimeIsOver() throws InterruptedException {
		LiveConnection connection = open("a", Connections.admission(Connections.alice(EXPIRY)));
		assertThat(this.registry.pass(connection)).isTrue();
		this.clock.set(EXPIRY.plus(SKEW));
		assertThat(told()).isEqualTo(RejectionReason.TOKEN_EXPIRED);
		assertThat(this.registry.pass(connection)).isFalse();
		assertThat(this.operator.ended).containsExactly(RejectionReason.TOKEN_EXPIRED);
		assertThat(this.registry.list()).isEmpty();
		assertThat(this.registry.size()).as("its session is still to be closed").isOne();
		this.registry.remove(connection);
		assertThat(this.registry.size()).isZero();
	}

	@Test
	void endsItForWhoeverAsksFirst() throws InterruptedException {
		this.clock.set(EXPIRY.plus(SKEW));
		LiveConnection connection = open("a", Connections.admission(Connections.alice(EXPIRY)));
		assertThat(this.registry.pass(connection)).isFalse();
		assertThat(told()).isEqualTo(RejectionReason.TOKEN_EXPIRED);
		assertThat(this.registry.pass(connection)).isFalse();
		assertThat(this.operator.ended).hasSize(1);
	}

	@Test
	void goesByTheClockThoughItIsSetBack() throws InterruptedException {
		this.clock.set(NOW.plusSeconds(7200));
		LiveConnection connection = open("a", Connections.admission(Connections.alice(EXPIRY.plusSeconds(7200))));
		this.clock.set(EXPIRY);
		assertThat(this.registry.pass(connection)).isTrue();
		this.clock.set(EXPIRY.plusSeconds(7200).plus(SKEW));
		assertThat(told()).isEqualTo(RejectionReason.TOKEN_EXPIRED);
	}

	@Test
	void freshTokenMovesTheEnd() throws InterruptedException {
		LiveConnection connection = open("a", Connections.admission(Connections.alice(EXPIRY)));
		assertThat(this.registry.identify(connection, Connections.alice(EXPIRY.plusSeconds(60)))).isTrue();
		this.clock.set(EXPIRY.plus(SKEW).plusSeconds(59));
		assertThat(this.registry.pass(connection)).isTrue();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(told()).isEqualTo(RejectionReason.TOKEN_EXPIRED);
		assertThat(this.registry.identify(connection, Connections.alice(EXPIRY.plusSeconds(3600)))).isFalse();
	}

	@Test
	void clientThatMaySpeakWithoutATokenIsNotWaitedFor() throws InterruptedException {
		LiveConnection connection = open("a", Connections.awaiting(Duration.ofSeconds(10), null));
		assertThat(this.registry.identify(connection, connection.identity())).isTrue();
		this.clock.set(NOW.plusSeconds(3600));
		assertThat(this.registry.pass(connection)).isTrue();
		open("b", Connections.awaiting(Duration.ofSeconds(10), null));
		this.clock.advance(Duration.ofSeconds(10));
		assertThat(told()).isEqualTo(RejectionReason.AUTH_TIMEOUT);
		assertThat(this.operator.ended).hasSize(1);
	}

	@Test
	void callerMayCloseTheSessionHimself() {
		LiveConnection connection = open("a", Connections.admission(Connections.alice(EXPIRY)));
		assertThat(this.registry.endHere(connection, CLOSED)).isTrue();
		assertThat(this.registry.endHere(connection, CLOSED)).isFalse();
		assertThat(this.registry.end(connection, CLOSED)).isFalse();
		assertThat(this.operator.ended).hasSize(1);
		assertThat(this.told).isEmpty();
	}

	@Test
	void failureToCloseIsTold() throws InterruptedException {
		LiveConnection connection = open("a", Connections.admission(Connections.alice(EXPIRY)), (rejection) -> {
			throw new IllegalStateException("gone");
		});
		this.registry.end(connection, CLOSED);
		assertThat(this.operator.failures.poll(10, TimeUnit.SECONDS)).hasMessage("gone");
	}

	@Test
	void findsByTheIdentifierThatTheClientChose() {
		LiveConnection connection = open("a", Connections.refreshable(Connections.alice(EXPIRY), REFRESH_ID));
		assertThat(this.registry.ofRefreshId(REFRESH_ID)).containsSame(connection);
		assertThat(this.registry.ofRefreshId("another")).isEmpty();
		this.registry.end(connection, CLOSED);
		assertThat(this.registry.ofRefreshId(REFRESH_ID)).isEmpty();
	}

	@Test
	void identifierFollowsItsOwnerAndNobodyElse() {
		LiveConnection first = open("a", Connections.refreshable(Connections.alice(EXPIRY), REFRESH_ID));
		open("b", Connections.refreshable(Connections.identity(ISSUER, "bob", EXPIRY), REFRESH_ID));
		open("c", Connections.refreshable(Connections.identity("https://other.example", "alice", EXPIRY), REFRESH_ID));
		assertThat(this.registry.ofRefreshId(REFRESH_ID)).containsSame(first);
		LiveConnection second = open("d", Connections.refreshable(Connections.alice(EXPIRY), REFRESH_ID));
		assertThat(this.registry.ofRefreshId(REFRESH_ID)).containsSame(second);
		this.registry.remove(first);
		assertThat(this.registry.ofRefreshId(REFRESH_ID)).containsSame(second);
		this.registry.remove(second);
		assertThat(this.registry.ofRefreshId(REFRESH_ID)).isEmpty();
		LiveConnection bob = open("e",
				Connections.refreshable(Connections.identity(ISSUER, "bob", EXPIRY), REFRESH_ID));
		assertThat(this.registry.ofRefreshId(REFRESH_ID)).containsSame(bob);
	}

	@Test
	void identifierIsFreeOnceItsConnectionHasEnded() {
		LiveConnection first = open("a", Connections.refreshable(Connections.alice(EXPIRY), REFRESH_ID));
		this.registry.end(first, CLOSED);
		LiveConnection bob = open("b",
				Connections.refreshable(Connections.identity(ISSUER, "bob", EXPIRY), REFRESH_ID));
		assertThat(this.registry.ofRefreshId(REFRESH_ID)).containsSame(bob);
	}

	@Test
	void identifierCountsFromTheTokenOn() {
		LiveConnection connection = open("a", Connections.awaiting(Duration.ofSeconds(10), REFRESH_ID));
		assertThat(this.registry.ofRefreshId(REFRESH_ID)).isEmpty();
		this.registry.identify(connection, Connections.alice(EXPIRY));
		assertThat(this.registry.ofRefreshId(REFRESH_ID)).containsSame(connection);
	}

	@Test
	void connectionsOfALoginEndWithItsSession() throws InterruptedException {
		LiveConnection bob = open("a", Connections.loggedIn("bob", "session-1"));
		LiveConnection bobElsewhere = open("b", Connections.loggedIn("bob", "session-2"));
		LiveConnection alice = open("c", Connections.admission(Connections.alice(EXPIRY)));
		this.registry.loggedOut("session-1");
		assertThat(told()).isEqualTo(RejectionReason.LOGGED_OUT);
		assertThat(bob.end()).isPresent();
		assertThat(bobElsewhere.end()).isEmpty();
		assertThat(alice.end()).isEmpty();
		this.registry.loggedOut("session-1");
		assertThat(this.operator.ended).hasSize(1);
	}

	@Test
	void sessionIsFollowedToItsNewIdentifier() {
		LiveConnection before = open("a", Connections.loggedIn("bob", "session-1"));
		this.registry.httpSessionRenamed("session-1", "session-2");
		LiveConnection after = open("b", Connections.loggedIn("bob", "session-2"));
		this.registry.loggedOut("session-2");
		assertThat(before.end()).isPresent();
		assertThat(after.end()).isPresent();
	}

	@Test
	void tokenUnbindsFromTheSession() {
		LiveConnection connection = open("a", Connections.loggedIn("bob", "session-1"));
		this.registry.identify(connection, Connections.alice(EXPIRY));
		this.registry.loggedOut("session-1");
		assertThat(connection.end()).isEmpty();
	}

	@Test
	void connectionThatOpensAfterTheLogoutEndsAtOnce() {
		this.registry.loggedOut("session-1");
		LiveConnection connection = this.registry.prepare(Connections.loggedIn("bob", "session-1"), "a",
				this.told::add);
		assertThat(this.registry.open(connection)).map(Rejection::reason).contains(RejectionReason.LOGGED_OUT);
		assertThat(connection.end()).isPresent();
		assertThat(this.told).as("the caller closes").isEmpty();
	}

	@Test
	void closesThoseThatAreMeant() throws InterruptedException {
		open("a", Connections.admission(Connections.alice(EXPIRY)));
		open("b", Connections.admission(Connections.identity(ISSUER, "bob", EXPIRY)));
		open("c", Connections.admission(Connections.identity("https://other.example", "alice", EXPIRY)));
		assertThat(this.registry.closeSubject(ISSUER, "alice")).isOne();
		assertThat(told()).isEqualTo(RejectionReason.CLOSED_BY_OPERATOR);
		assertThat(this.registry.closeSubject(ISSUER, "alice")).isZero();
		assertThat(this.registry.closeToken(ISSUER, "token-alice")).isZero();
		assertThat(this.registry.closeToken(ISSUER, "token-bob")).isOne();
		assertThat(this.registry.list()).singleElement()
			.satisfies((connection) -> assertThat(connection.belongsTo("https://other.example", "alice")).isTrue());
		assertThat(this.registry.closeIf((connection) -> connection.endpoint().equals("/ws/chat"))).isOne();
		assertThat(this.registry.find("id")).isEmpty();
	}

	@Test
	void nothingIsLeftOfConnectionsThatComeAndGo() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<?>> runs = new ArrayList<>();
			for (int thread = 0; thread < 8; thread++) {
				String name = "thread-" + thread + "-";
				runs.add(threads.submit(() -> {
					for (int i = 0; i < 500; i++) {
						LiveConnection connection = open(name + i,
								Connections.refreshable(Connections.alice(EXPIRY), REFRESH_ID));
						this.registry.identify(connection, Connections.alice(EXPIRY));
						this.registry.end(connection, CLOSED);
						this.registry.remove(connection);
					}
				}));
			}
			for (Future<?> run : runs) {
				run.get(30, TimeUnit.SECONDS);
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(this.registry.size()).isZero();
		assertThat(this.registry.ofRefreshId(REFRESH_ID)).isEmpty();
		assertThat(this.operator.ended).hasSize(4000);
	}

	@Test
	void drainEndsAllAndRefusesNewOnes() {
		ConnectionDrain drain = new ConnectionDrain(this.registry, Duration.ofSeconds(30), true);
		assertThat(drain.rejection()).isEmpty();
		drain.drain();
		assertThat(drain.rejection()).hasValueSatisfying((rejection) -> {
			assertThat(rejection.reason()).isEqualTo(RejectionReason.DRAINING);
			assertThat(rejection.retryAfter()).isEqualTo(Duration.ofSeconds(30));
		});
	}

	@Test
	void drainWithoutTimeWaitsForNobody() {
		open("a", Connections.admission(Connections.alice(EXPIRY)));
		open("b", Connections.admission(Connections.alice(EXPIRY)));
		new ConnectionDrain(this.registry, Duration.ZERO, true).drain();
		assertThat(this.operator.ended).containsExactly(RejectionReason.DRAINING, RejectionReason.DRAINING);
	}

	@Test
	void drainThatIsInterruptedEndsTheRestAtOnce() {
		for (int i = 0; i < 10; i++) {
			open("session-" + i, Connections.admission(Connections.alice(EXPIRY)));
		}
		Thread.currentThread().interrupt();
		new ConnectionDrain(this.registry, Duration.ofHours(1), true).drain();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.operator.ended).hasSize(10);
	}

	@Test
	void closesByItselfOnceItsThreadsAreGone() {
		LiveConnection connection = open("a", Connections.admission(Connections.alice(EXPIRY)));
		this.registry.shutdown();
		this.registry.end(connection, CLOSED);
		assertThat(this.told).hasSize(1);
	}

	private LiveConnection open(String session, Admission admission) {
		return open(session, admission, this.told::add);
	}

	private LiveConnection open(String session, Admission admission, Transport transport) {
		LiveConnection connection = this.registry.prepare(admission, session, transport);
		this.registry.open(connection);
		return connection;
	}

	private RejectionReason told() throws InterruptedException {
		Rejection rejection = this.told.poll(10, TimeUnit.SECONDS);
		assertThat(rejection).isNotNull();
		return rejection.reason();
	}

	private static final class Operator implements ConnectionListener {

		private final List<RejectionReason> ended = new CopyOnWriteArrayList<>();

		private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

		@Override
		public void ended(LiveConnection connection, Rejection rejection) {
			this.ended.add(rejection.reason());
		}

		@Override
		public void failed(String what, Throwable failure) {
			this.failures.add(failure);
		}

	}

}
