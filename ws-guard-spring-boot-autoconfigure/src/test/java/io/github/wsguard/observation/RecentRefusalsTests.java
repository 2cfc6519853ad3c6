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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.wsguard.decision.MutableClock;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

import static org.assertj.core.api.Assertions.assertThat;

class RecentRefusalsTests {

	private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));

	private final RecentRefusals refusals = new RecentRefusals(this.clock);

	@Test
	void knowsNoneAtFirst() {
		assertThat(this.refusals.latest()).isEmpty();
		assertThat(this.refusals.count()).isZero();
	}

	@Test
	void tellsTheNewestFirstWithItsTime() {
		this.refusals.note(refusal("one"));
		this.clock.advance(Duration.ofSeconds(5));
		this.refusals.note(refusal("two"));
		assertThat(this.refusals.latest()).extracting((remembered) -> remembered.refusal().id())
			.containsExactly("two", "one");
		assertThat(this.refusals.latest()).extracting(RecentRefusals.Refusal::time)
			.containsExactly(Instant.parse("2026-03-01T12:00:05Z"), Instant.parse("2026-03-01T12:00:00Z"));
	}

	@Test
	void forgetsTheOldest() {
		IntStream.rangeClosed(1, RecentRefusals.CAPACITY + 1).forEach((i) -> this.refusals.note(refusal("" + i)));
		assertThat(this.refusals.latest()).hasSize(RecentRefusals.CAPACITY);
		assertThat(this.refusals.latest()).extracting((remembered) -> remembered.refusal().id())
			.startsWith("" + (RecentRefusals.CAPACITY + 1))
			.endsWith("2");
		assertThat(this.refusals.count()).isEqualTo(RecentRefusals.CAPACITY + 1);
	}

	@Test
	void losesNoneThatAreNotedAtOnce() throws InterruptedException {
		CountDownLatch start = new CountDownLatch(1);
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Thread thread = new Thread(() -> {
				await(start);
				IntStream.range(0, RecentRefusals.CAPACITY / 4).forEach((j) -> this.refusals.note(refusal("x")));
			});
			thread.start();
			threads.add(thread);
		}
		start.countDown();
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.refusals.latest()).hasSize(RecentRefusals.CAPACITY);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static HandshakeRejected refusal(String id) {
		return new HandshakeRejected(id, "/ws", "/ws", null, null, "192.0.2.1",
				Rejection.because(RejectionReason.TOKEN_MISSING, "No token"), 401, false);
	}

}
