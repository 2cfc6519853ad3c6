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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

import static io.github.wsguard.connection.Connections.NOW;
import static io.github.wsguard.connection.Connections.SKEW;
import static org.assertj.core.api.Assertions.assertThat;

class LiveConnectionTests {

	private static final Instant EXPIRY = NOW.plusSeconds(300);

	@Test
	void endsWhenItsTokenAndTheSkewAreOverToTheMillisecond() {
		LiveConnection connection = open(Connections.admission(Connections.alice(EXPIRY)));
		long end = EXPIRY.plus(SKEW).toEpochMilli();
		assertThat(connection.dueAt()).isEqualTo(end);
		assertThat(connection.pass(end - 1)).isTrue();
		assertThat(connection.endIfDue(end - 1)).isFalse();
		assertThat(connection.pass(end)).isFalse();
		assertThat(connection.endIfDue(end)).isTrue();
		assertThat(reason(connection)).isEqualTo(RejectionReason.TOKEN_EXPIRED);
	}

	@Test
	void tokenCountsForAFractionOfAMillisecondLonger() {
		LiveConnection connection = open(Connections.admission(Connections.alice(EXPIRY.plusNanos(1))));
		assertThat(connection.dueAt()).isEqualTo(EXPIRY.plus(SKEW).toEpochMilli() + 1);
	}

	@Test
	void outlivesItsTokenWhereItMay() {
		LiveConnection connection = open(Connections.admission(Connections.alice(EXPIRY),
				new ConnectionSettings(false, SKEW, null, null, null, true)));
		assertThat(connection.dueAt()).isEqualTo(Long.MAX_VALUE);
		assertThat(connection.pass(at(Duration.ofDays(365)))).isTrue();
	}

	@Test
	void endsAtItsLongestDurationToTheMillisecond() {
		LiveConnection connection = open(
				Connections.admission(Identity.ANONYMOUS, Connections.settings(Duration.ofMinutes(2), null)));
		long end = at(Duration.ofMinutes(2));
		assertThat(connection.endIfDue(end - 1)).isFalse();
		assertThat(connection.endIfDue(end)).isTrue();
		assertThat(reason(connection)).isEqualTo(RejectionReason.CONNECTION_TOO_OLD);
	}

	@Test
	void endsWhenItIsIdleToTheMillisecond() {
		LiveConnection connection = open(
				Connections.admission(Identity.ANONYMOUS, Connections.settings(null, Duration.ofMinutes(1))));
		assertThat(connection.pass(at(Duration.ofSeconds(59)))).isTrue();
		long end = at(Duration.ofSeconds(119));
		assertThat(connection.dueAt()).isEqualTo(end);
		assertThat(connection.endIfDue(end - 1)).isFalse();
		assertThat(connection.endIfDue(end)).isTrue();
		assertThat(reason(connection)).isEqualTo(RejectionReason.IDLE_TIMEOUT);
	}

	@Test
	void tellsOfItsTokenFirst() {
		LiveConnection connection = open(Connections.admission(Connections.alice(EXPIRY),
				Connections.settings(Duration.ofSeconds(1), Duration.ofSeconds(1))));
		assertThat(connection.endIfDue(at(Duration.ofHours(1)))).isTrue();
		assertThat(reason(connection)).isEqualTo(RejectionReason.TOKEN_EXPIRED);
	}

	@Test
	void durationsBeyondTheEndOfTimeAreNone() {
		LiveConnection connection = open(Connections.admission(Identity.ANONYMOUS,
				Connections.settings(Duration.ofMillis(Long.MAX_VALUE), null)));
		assertThat(connection.dueAt()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void clientThatSendsNoTokenIsEndedInTime() {
		LiveConnection connection = open(Connections.awaiting(Duration.ofSeconds(10), null));
		long end = at(Duration.ofSeconds(10));
		assertThat(connection.awaitsToken()).isTrue();
		assertThat(connection.pass(NOW.toEpochMilli())).isFalse();
		assertThat(connection.endIfDue(end - 1)).isFalse();
		assertThat(connection.endIfDue(end)).isTrue();
		assertThat(reason(connection)).isEqualTo(RejectionReason.AUTH_TIMEOUT);
	}

	@Test
	void tokenReplacesTheWaitAndTheOneBefore() {
		LiveConnection connection = open(Connections.awaiting(Duration.ofSeconds(10), null));
		assertThat(connection.identify(Connections.alice(EXPIRY), at(Duration.ofSeconds(9)))).isTrue();
		assertThat(connection.awaitsToken()).isFalse();
		assertThat(connection.pass(at(Duration.ofSeconds(11)))).isTrue();
		assertThat(connection.identify(Connections.alice(EXPIRY.plusSeconds(60)), at(Duration.ofSeconds(329))))
			.isTrue();
		assertThat(connection.dueAt()).isEqualTo(EXPIRY.plusSeconds(60).plus(SKEW).toEpochMilli());
		assertThat(connection.expiresAt()).contains(EXPIRY.plusSeconds(60));
	}

	@Test
	void isNotIdleWhenItsFirstMessageComes() {
		LiveConnection connection = open(Connections.awaitingThenIdle(Duration.ofSeconds(10), Duration.ofSeconds(5)));
		assertThat(connection.identify(Connections.alice(EXPIRY), at(Duration.ofSeconds(8)))).isTrue();
		assertThat(connection.dueAt()).isEqualTo(at(Duration.ofSeconds(13)));
		assertThat(connection.identify(Connections.alice(EXPIRY), at(Duration.ofSeconds(9)))).isTrue();
		assertThat(connection.dueAt()).as("a fresh token is no message").isEqualTo(at(Duration.ofSeconds(13)));
	}

	@Test
	void tokenComesTooLateForAConnectionWhoseTimeIsOver() {
		LiveConnection connection = open(Connections.admission(Connections.alice(EXPIRY)));
		Identity fresh = Connections.alice(EXPIRY.plusSeconds(3600));
		assertThat(connection.identify(fresh, EXPIRY.plus(SKEW).toEpochMilli())).isFalse();
		assertThat(connection.endIfDue(EXPIRY.plus(SKEW).toEpochMilli())).isTrue();
		assertThat(connection.identify(fresh, NOW.toEpochMilli())).isFalse();
	}

	@Test
	void endsOnceHoweverManyEndIt() throws Exception {
		LiveConnection connection = open(Connections.admission(Connections.alice(EXPIRY)));
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			CountDownLatch start = new CountDownLatch(1);
			List<Future<Boolean>> ends = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				ends.add(threads.submit(() -> {
					start.await();
					return connection.end(Rejection.because(RejectionReason.CLOSED_BY_OPERATOR, "Somebody"));
				}));
			}
			start.countDown();
			int ended = 0;
			for (Future<Boolean> end : ends) {
				ended += end.get(10, TimeUnit.SECONDS) ? 1 : 0;
			}
			assertThat(ended).isOne();
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void nothingBecomesOfItOnceItsSessionIsClosed() {
		LiveConnection connection = open(Connections.admission(Connections.alice(EXPIRY)));
		connection.closed();
		assertThat(connection.isClosed()).isTrue();
		assertThat(connection.endIfDue(at(Duration.ofHours(1)))).isFalse();
		assertThat(connection.end(Rejection.because(RejectionReason.CLOSED_BY_OPERATOR, "Nobody"))).isFalse();
		assertThat(connection.identify(Connections.alice(EXPIRY), NOW.toEpochMilli())).isFalse();
		assertThat(connection.end()).isEmpty();
	}

	@Test
	void waitsForItsSessionToClose() throws Exception {
		LiveConnection connection = open(Connections.admission(Connections.alice(EXPIRY)));
		assertThat(connection.awaitClosed(-1)).isTrue();
		ExecutorService thread = Executors.newSingleThreadExecutor();
		try {
			Future<Boolean> waiting = thread.submit(() -> connection.awaitClosed(TimeUnit.MINUTES.toNanos(5)));
			connection.closed();
			assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
			assertThat(connection.awaitClosed(TimeUnit.MINUTES.toNanos(5))).isTrue();
		}
		finally {
			thread.shutdownNow();
		}
	}

	@Test
	void staysInterrupted() {
		LiveConnection connection = open(Connections.admission(Connections.alice(EXPIRY)));
		Thread.currentThread().interrupt();
		assertThat(connection.awaitClosed(TimeUnit.MINUTES.toNanos(5))).isFalse();
		assertThat(Thread.interrupted()).isTrue();
	}

	private static LiveConnection open(Admission admission) {
		return new LiveConnection(admission, "session", (rejection) -> {
		}, NOW.toEpochMilli());
	}

	private static long at(Duration later) {
		return NOW.plus(later).toEpochMilli();
	}

	private static RejectionReason reason(LiveConnection connection) {
		return connection.end().orElseThrow().reason();
	}

}
