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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.wsguard.decision.MutableClock;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a connection when two things happen to it at once.
 */
@Timeout(60)
class ConnectionRaceTests {

	private static final int RUNS = 200;

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final MutableClock clock = new MutableClock(START);

	private final AtomicInteger told = new AtomicInteger();

	private final ConnectionRegistry registry = new ConnectionRegistry(this.clock, new ConnectionListener() {

		@Override
		public void ended(LiveConnection connection, Rejection rejection) {
			ConnectionRaceTests.this.told.incrementAndGet();
		}

		@Override
		public void failed(String what, Throwable failure) {
			throw new AssertionError(what, failure);
		}

	});

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
		this.registry.shutdown();
	}

	@Test
	void freshTokenAndExpiryAgree() throws Exception {
		for (int run = 0; run < RUNS; run++) {
			this.clock.set(START);
			this.told.set(0);
			AtomicInteger closed = new AtomicInteger();
			LiveConnection connection = open(run, closed);
			assertThat(this.registry.pass(connection)).isTrue();
			boolean[] refreshed = new boolean[1];
			race(() -> refreshed[0] = this.registry.identify(connection, identity(Duration.ofHours(1))),
					() -> this.clock.set(START.plusSeconds(60)));
			assertThat(this.registry.pass(connection)).as("messages pass").isEqualTo(refreshed[0]);
			assertThat(connection.end().isPresent()).as("it ended").isNotEqualTo(refreshed[0]);
			boolean lives = refreshed[0];
			assertThatTold(lives ? 0 : 1);
			assertThat(this.registry.identify(connection, identity(Duration.ofHours(2)))).isEqualTo(refreshed[0]);
			this.registry.remove(connection);
		}
	}

	@Test
	void freshTokenAndCloseAgree() throws Exception {
		for (int run = 0; run < RUNS; run++) {
			this.clock.set(START);
			this.told.set(0);
			LiveConnection connection = open(run, new AtomicInteger());
			race(() -> this.registry.identify(connection, identity(Duration.ofHours(1))),
					() -> this.registry.closeIf((candidate) -> true));
			assertThat(this.registry.pass(connection)).isFalse();
			assertThat(connection.end()).map(Rejection::reason).contains(RejectionReason.CLOSED_BY_OPERATOR);
			assertThat(this.registry.identify(connection, identity(Duration.ofHours(2)))).isFalse();
			assertThatTold(1);
			this.registry.remove(connection);
		}
	}

	@Test
	void endsOnceForOneReason() throws Exception {
		for (int run = 0; run < RUNS; run++) {
			this.clock.set(START);
			this.told.set(0);
			LiveConnection connection = open(run, new AtomicInteger());
			race(() -> this.registry.closeIf((candidate) -> true), () -> {
				this.clock.set(START.plusSeconds(60));
				this.registry.pass(connection);
			});
			assertThatTold(1);
			assertThat(this.registry.pass(connection)).isFalse();
			this.registry.remove(connection);
		}
	}

	/**
	 * Where the timer was first, a worker tells.
	 */
	private void assertThatTold(int times) {
		long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (this.told.get() < times && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		assertThat(this.told).hasValue(times);
	}

	private LiveConnection open(int run, AtomicInteger closed) {
		ConnectionSettings settings = new ConnectionSettings(true, Duration.ofSeconds(30), null, null, null, true);
		Admission admission = new Admission(UUID.randomUUID(), "/ws", "192.0.2.1", identity(Duration.ofSeconds(30)),
				settings, (token) -> new TokenDesk.Judgement.Accepted(Identity.ANONYMOUS), null, null, null);
		LiveConnection connection = this.registry.prepare(admission, "session-" + run,
				(rejection) -> closed.incrementAndGet());
		this.registry.open(connection);
		return connection;
	}

	private static Identity identity(Duration lifetime) {
		TokenPrincipal principal = new TokenPrincipal("alice", "https://issuer.example", Map.of("sub", "alice"),
				Set.of(), null, START.plus(lifetime));
		return new Identity(principal, principal);
	}

	private void race(Runnable one, Runnable other) throws Exception {
		CyclicBarrier start = new CyclicBarrier(2);
		List<Future<?>> racers = List.of(this.threads.submit(() -> afterAll(start, one)),
				this.threads.submit(() -> afterAll(start, other)));
		for (Future<?> racer : racers) {
			racer.get();
		}
	}

	private static void afterAll(CyclicBarrier start, Runnable action) {
		try {
			start.await();
		}
		catch (InterruptedException | BrokenBarrierException ex) {
			throw new IllegalStateException(ex);
		}
		action.run();
	}

}
