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
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.Verification;

/**
 * Keeps expensive verifications from taking every thread: a few run at once, a few more
 * wait for their turn, and the rest is told to come back. Whoever floods it makes others
 * wait behind one verification of his, and not behind all of them.
 * <p>
 * Clients have their turn one after the other, however many verifications each of them
 * waits for. When there is no more room to wait, the client that waits for most gives up
 * its newest one. A client is an IPv4 address or a {@code /64} of IPv6; those whose
 * address is unknown count as one. Only clients that wait are remembered.
 * <p>
 * Safe for use by many threads, virtual ones included. Admission by this class says
 * nothing about the token.
 */
public final class VerificationBulkhead {

	private static final int MOST_WAITING = 64;

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

	private static final Verification BUSY = new Verification.Failed(
			Rejection.because(RejectionReason.SERVER_BUSY, "Too many tokens are waiting to be verified")
				.retryAfter(Duration.ofSeconds(1)));

	private final ReentrantLock lock = new ReentrantLock();

	private final WaitingRoom room;

	private final int permits;

	private final Duration patience;

	private final LongAdder turnedAway = new LongAdder();

	// Guarded by the lock, as is the room: somebody waits only while all permits are out
	private int running;

	/**
	 * Create a bulkhead.
	 * @param permits how many verifications run at once, one at least
	 * @param maxWaiting how many may wait, each of which holds a thread
	 * @param patience for how long each of them may wait, pauses of the process apart
	 * @throws IllegalArgumentException if there is no permit, or a negative number waits
	 */
	public VerificationBulkhead(int permits, int maxWaiting, Duration patience) {
		if (permits < 1) {
			throw new IllegalArgumentException("'permits' must be positive");
		}
		this.permits = permits;
		this.room = new WaitingRoom(maxWaiting);
		this.patience = patience;
	}

	/**
	 * Create a bulkhead for arithmetic, which does nothing else than to use a processor:
	 * as many at once as there are processors. Nobody waits for longer than a second.
	 * @param processors how many processors there are
	 * @param threads how many threads serve requests, a third of which may wait at most
	 * @return the bulkhead
	 * @throws IllegalArgumentException if there is no processor, or a negative number of
	 * threads
	 */
	public static VerificationBulkhead forProcessors(int processors, int threads) {
		return new VerificationBulkhead(processors, Math.min(MOST_WAITING, threads / 3), LONGEST_WAIT);
	}

	/**
	 * Create a bulkhead for verifications that wait for another server: while it does not
	 * answer, most of the threads are left to those who do not need it.
	 * @param threads how many threads serve requests
	 * @return a bulkhead that holds less than half of them, and nobody for longer than a
	 * second before his verification
	 */
	public static VerificationBulkhead forServers(int threads) {
		return new VerificationBulkhead(Math.max(1, threads / 4), Math.min(MOST_WAITING, threads / 8), LONGEST_WAIT);
	}

	/**
	 * Create a bulkhead that holds nobody up.
	 * @return a bulkhead with a permit for everybody
	 */
	public static VerificationBulkhead unlimited() {
		return new VerificationBulkhead(Integer.MAX_VALUE, 0, Duration.ZERO);
	}

	/**
	 * Verify when it is the client's turn. Returns {@link RejectionReason#SERVER_BUSY}
	 * without verifying if it does not come; also to a thread that is interrupted while
	 * it waits, and stays so.
	 * @param client who presents the token
	 * @param verification verifies it; whatever it throws is passed on
	 * @return what came of it
	 */
	public Verification run(ClientConnection client, Supplier<Verification> verification) {
		if (!enterAtOnce() && !enterInTurn(new Waiter(client))) {
			this.turnedAway.increment();
			return BUSY;
		}
		try {
			return verification.get();
		}
		finally {
			leave();
		}
	}

	private boolean enterAtOnce() {
		this.lock.lock();
		try {
			return takePermit();
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean takePermit() {
		boolean free = this.running < this.permits;
		if (free) {
			this.running++;
		}
		return free;
	}

	private boolean enterInTurn(Waiter waiter) {
		Waiter tooMany;
		this.lock.lock();
		try {
			if (takePermit()) {
				return true;
			}
			tooMany = this.room.add(waiter);
			if (tooMany != null) {
				tooMany.turnAway();
			}
		}
		finally {
			this.lock.unlock();
		}
		if (tooMany != null) {
			tooMany.wake();
		}
		return await(waiter);
	}

	private boolean await(Waiter waiter) {
		Patience left = new Patience(this.patience);
		while (waiter.isWaiting() && !left.isOver() && !Thread.currentThread().isInterrupted()) {
			long before = System.nanoTime();
			LockSupport.parkNanos(this, left.slice());
			left.spend(System.nanoTime() - before);
		}
		return waiter.isWaiting() ? giveUp(waiter) : waiter.isAdmitted();
	}

	/**
	 * Stop waiting. Who was admitted just now has a permit and must not lose it.
	 */
	private boolean giveUp(Waiter waiter) {
		this.lock.lock();
		try {
			if (waiter.isWaiting()) {
				this.room.remove(waiter);
			}
			return waiter.isAdmitted();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Hand the permit to who is next, past those who arrive meanwhile.
	 */
	private void leave() {
		Waiter next;
		this.lock.lock();
		try {
			next = this.room.next();
			if (next != null) {
				next.admit();
			}
			else {
				this.running--;
			}
		}
		finally {
			this.lock.unlock();
		}
		if (next != null) {
			next.wake();
		}
	}

	/**
	 * Return how many verifications run.
	 * @return the number at this time
	 */
	public int running() {
		this.lock.lock();
		try {
			return this.running;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return how many verifications wait.
	 * @return the number at this time
	 */
	public int waiting() {
		this.lock.lock();
		try {
			return this.room.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return how many verifications did not have their turn.
	 * @return the number since the start
	 */
	public long turnedAway() {
		return this.turnedAway.sum();
	}

}
