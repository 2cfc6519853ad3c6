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

package io.github.wsguard.jwt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.RetryAdvice;
import io.github.wsguard.decision.Verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link VerificationBulkhead}.
 */
@Timeout(60)
class VerificationBulkheadTests {

	private static final Duration LONG = Duration.ofMinutes(10);

	private static final Verification VERDICT = Verification.failed(RejectionReason.TOKEN_SIGNATURE_INVALID, "forged");

	private static final ClientConnection ALICE = client("192.0.2.1");

	private static final ClientConnection BOB = client("192.0.2.2");

	private static final ClientConnection CAROL = client("2001:db8::1");

	private final ConcurrentLinkedQueue<String> served = new ConcurrentLinkedQueue<>();

	@Test
	void runsAtOnceWhileThereArePermits() {
		VerificationBulkhead bulkhead = new VerificationBulkhead(2, 0, LONG);
		Verification third = bulkhead.run(ALICE, () -> bulkhead.run(ALICE, () -> {
			assertThat(bulkhead.running()).isEqualTo(2);
			return bulkhead.run(BOB, VerificationBulkheadTests::mustNotRun);
		}));
		assertBusy(third);
		assertThat(bulkhead.running()).isZero();
		assertThat(bulkhead.turnedAway()).isOne();
		assertThat(bulkhead.run(BOB, () -> VERDICT)).isSameAs(VERDICT);
	}

	@Test
	void neverRunsMoreThanItHasPermits() throws Exception {
		VerificationBulkhead bulkhead = new VerificationBulkhead(3, 16, LONG);
		CyclicBarrier three = new CyclicBarrier(3);
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		for (int round = 0; round < 20; round++) {
			runInThreads(15, 1, () -> bulkhead.run(ALICE, () -> {
				most.accumulateAndGet(running.incrementAndGet(), Math::max);
				meet(three);
				running.decrementAndGet();
				return VERDICT;
			}));
		}
		assertThat(most).hasValue(3);
		assertThat(bulkhead.turnedAway()).isZero();
		assertEmpty(bulkhead);
	}

	@Test
	void servesClientsInTurn() throws Exception {
		VerificationBulkhead bulkhead = new VerificationBulkhead(1, 10, LONG);
		List<Future<Verification>> waiting = new ArrayList<>();
		bulkhead.run(ALICE, () -> {
			waiting.add(queue(bulkhead, ALICE, "a1"));
			waiting.add(queue(bulkhead, ALICE, "a2"));
			waiting.add(queue(bulkhead, ALICE, "a3"));
			waiting.add(queue(bulkhead, BOB, "b1"));
			waiting.add(queue(bulkhead, CAROL, "c1"));
			waiting.add(queue(bulkhead, BOB, "b2"));
			return VERDICT;
		});
		for (Future<Verification> verification : waiting) {
			assertThat(verification.get()).isSameAs(VERDICT);
		}
		assertThat(this.served).containsExactly("a1", "b1", "c1", "a2", "b2", "a3");
		assertEmpty(bulkhead);
	}

	@Test
	void turnsNewestOfGreediestClientAwayForAnother() throws Exception {
		VerificationBulkhead bulkhead = new VerificationBulkhead(1, 3, LONG);
		List<Future<Verification>> waiting = new ArrayList<>();
		bulkhead.run(ALICE, () -> {
			waiting.add(queue(bulkhead, ALICE, "a1"));
			waiting.add(queue(bulkhead, ALICE, "a2"));
			Future<Verification> newest = queue(bulkhead, ALICE, "a3");
			waiting.add(start(bulkhead, BOB, "b1"));
			assertBusy(get(newest));
			assertBusy(bulkhead.run(ALICE, VerificationBulkheadTests::mustNotRun));
			assertThat(bulkhead.waiting()).isEqualTo(3);
			return VERDICT;
		});
		for (Future<Verification> verification : waiting) {
			assertThat(verification.get()).isSameAs(VERDICT);
		}
		assertThat(this.served).containsExactly("a1", "b1", "a2");
		assertThat(bulkhead.turnedAway()).isEqualTo(2);
	}

	@Test
	void sharesTurnsOfOneNetwork() throws Exception {
		VerificationBulkhead bulkhead = new VerificationBulkhead(1, 10, LONG);
		List<Future<Verification>> waiting = new ArrayList<>();
		bulkhead.run(ALICE, () -> {
			for (int i = 1; i <= 3; i++) {
				waiting.add(queue(bulkhead, client("2001:db8:0:7::" + i), "network" + i));
			}
			waiting.add(queue(bulkhead, client("2001:db8:0:8::1"), "neighbour"));
			return VERDICT;
		});
		for (Future<Verification> verification : waiting) {
			verification.get();
		}
		assertThat(this.served).containsExactly("network1", "neighbour", "network2", "network3");
	}

	@Test
	void turnsAwayWhoseTimeIsUp() {
		VerificationBulkhead bulkhead = new VerificationBulkhead(1, 1, Duration.ofMillis(1));
		bulkhead.run(ALICE, () -> {
			assertBusy(bulkhead.run(BOB, VerificationBulkheadTests::mustNotRun));
			assertThat(bulkhead.waiting()).isZero();
			assertBusy(bulkhead.run(BOB, VerificationBulkheadTests::mustNotRun));
			return VERDICT;
		});
		assertEmpty(bulkhead);
		assertThat(bulkhead.run(BOB, () -> VERDICT)).isSameAs(VERDICT);
	}

	@Test
	void turnsAwayWhoIsInterruptedWhileWaiting() throws Exception {
		VerificationBulkhead bulkhead = new VerificationBulkhead(1, 1, LONG);
		AtomicInteger interrupted = new AtomicInteger();
		bulkhead.run(ALICE, () -> {
			FutureTask<Verification> task = new FutureTask<>(() -> {
				Verification verification = bulkhead.run(BOB, VerificationBulkheadTests::mustNotRun);
				interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
				return verification;
			});
			Thread thread = new Thread(task);
			thread.start();
			await(() -> bulkhead.waiting() == 1);
			thread.interrupt();
			assertBusy(get(task));
			assertThat(bulkhead.waiting()).isZero();
			return VERDICT;
		});
		assertThat(interrupted).hasValue(1);
		assertEmpty(bulkhead);
	}

	@Test
	void runsForInterruptedThreadThatDoesNotHaveToWait() {
		VerificationBulkhead bulkhead = new VerificationBulkhead(1, 1, LONG);
		Thread.currentThread().interrupt();
		assertThat(bulkhead.run(ALICE, () -> VERDICT)).isSameAs(VERDICT);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void takesPermitBackFromFailedVerification() {
		VerificationBulkhead bulkhead = new VerificationBulkhead(1, 0, LONG);
		assertThatIllegalStateException().isThrownBy(() -> bulkhead.run(ALICE, VerificationBulkheadTests::mustNotRun));
		assertThat(bulkhead.run(ALICE, () -> VERDICT)).isSameAs(VERDICT);
		assertEmpty(bulkhead);
	}

	/**
	 * Whoever gives up is admitted at the same moment now and then.
	 */
	@Test
	void losesNoPermitToThoseWhoGiveUp() throws Exception {
		VerificationBulkhead bulkhead = new VerificationBulkhead(1, 4, Duration.ofNanos(20_000));
		AtomicInteger done = new AtomicInteger();
		runInThreads(8, 2_000, () -> bulkhead.run(ALICE, () -> {
			done.incrementAndGet();
			spin();
			return VERDICT;
		}));
		assertEmpty(bulkhead);
		assertThat(done.get() + bulkhead.turnedAway()).isEqualTo(16_000);
		assertThat(done).hasPositiveValue();
		assertThat(bulkhead.turnedAway()).isPositive();
		assertThat(bulkhead.run(ALICE, () -> VERDICT)).isSameAs(VERDICT);
	}

	@Test
	void servesManyThreadsVirtualOnesWhereThereAreAny() throws Exception {
		VerificationBulkhead bulkhead = new VerificationBulkhead(2, 1_000, LONG);
		ExecutorService threads = manyThreads();
		List<Future<Verification>> waiting = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			waiting.add(threads.submit(() -> bulkhead.run(ALICE, () -> {
				spin();
				return VERDICT;
			})));
		}
		for (Future<Verification> verification : waiting) {
			assertThat(verification.get()).isSameAs(VERDICT);
		}
		threads.shutdown();
		assertEmpty(bulkhead);
	}

	private static ExecutorService manyThreads() {
		try {
			return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
		}
		// Before Java 21
		catch (NoSuchMethodException ex) {
			return Executors.newCachedThreadPool();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void holdsNobodyUpWithoutLimit() {
		VerificationBulkhead bulkhead = VerificationBulkhead.unlimited();
		assertThat(bulkhead.run(ALICE, () -> bulkhead.run(ALICE, () -> VERDICT))).isSameAs(VERDICT);
	}

	@Test
	void needsPermits() {
		assertThatIllegalArgumentException().isThrownBy(() -> new VerificationBulkhead(0, 1, LONG));
		assertThatIllegalArgumentException().isThrownBy(() -> new VerificationBulkhead(1, -1, LONG));
	}

	/**
	 * Let a thread wait, and return when it does.
	 */
	private Future<Verification> queue(VerificationBulkhead bulkhead, ClientConnection client, String name) {
		int before = bulkhead.waiting();
		Future<Verification> future = start(bulkhead, client, name);
		await(() -> bulkhead.waiting() == before + 1);
		return future;
	}

	private Future<Verification> start(VerificationBulkhead bulkhead, ClientConnection client, String name) {
		FutureTask<Verification> task = new FutureTask<>(() -> bulkhead.run(client, () -> {
			this.served.add(name);
			return VERDICT;
		}));
		new Thread(task, name).start();
		return task;
	}

	private static void runInThreads(int count, int times, Runnable verification) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(count);
		try {
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				running.add(threads.submit(() -> {
					for (int time = 0; time < times; time++) {
						verification.run();
					}
				}));
			}
			for (Future<?> thread : running) {
				thread.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

	private static void spin() {
		for (int i = 0; i < 200; i++) {
			Thread.onSpinWait();
		}
	}

	private static void meet(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (InterruptedException | BrokenBarrierException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Verification get(Future<Verification> verification) {
		try {
			return verification.get();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Verification mustNotRun() {
		throw new IllegalStateException("The bulkhead is open");
	}

	private static void assertBusy(Verification verification) {
		assertThat(verification).isInstanceOf(Verification.Failed.class);
		Rejection rejection = ((Verification.Failed) verification).rejection();
		assertThat(rejection.reason()).isEqualTo(RejectionReason.SERVER_BUSY);
		assertThat(rejection.retry()).isEqualTo(RetryAdvice.LATER);
		assertThat(rejection.retryAfter()).isEqualTo(Duration.ofSeconds(1));
	}

	private static void assertEmpty(VerificationBulkhead bulkhead) {
		assertThat(bulkhead.running()).isZero();
		assertThat(bulkhead.waiting()).isZero();
	}

	private static ClientConnection client(String address) {
		return new ClientConnection(address, "https", "ws.example.com", 443);
	}

}
