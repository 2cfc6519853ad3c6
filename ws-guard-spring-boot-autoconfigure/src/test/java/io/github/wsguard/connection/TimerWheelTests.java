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
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimerWheelTests {

	private static final long NOW = Instant.parse("2026-11-27T12:00:00Z").toEpochMilli();

	private static final long ROUND = 1024L * TimerWheel.TICK;

	private final TimerWheel wheel = new TimerWheel(NOW);

	@ParameterizedTest
	@ValueSource(longs = { 1, 99, 100, 101, 12_345, ROUND - 1, ROUND, ROUND + 1, 3_600_000, 86_400_001 })
	void isDueToTheMillisecond(long delay) {
		TestTimer timer = schedule(delay);
		assertThat(this.wheel.advance(NOW + delay - 1)).isEmpty();
		assertThat(this.wheel.advance(NOW + delay)).containsExactly(timer);
		assertThat(this.wheel.advance(NOW + delay + ROUND)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, -86_400_000 })
	void isDueWithTheNextTickIfItWasBefore(long delay) {
		TestTimer timer = schedule(delay);
		assertThat(this.wheel.advance(NOW + TimerWheel.TICK)).containsExactly(timer);
	}

	@Test
	void isNeverDueWithoutATime() {
		TestTimer timer = new TestTimer(Long.MAX_VALUE);
		this.wheel.schedule(timer, Long.MAX_VALUE);
		assertThat(this.wheel.advance(NOW + Duration.ofDays(3650).toMillis())).isEmpty();
	}

	@Test
	void isNotDueOnceCancelled() {
		TestTimer timer = schedule(500);
		schedule(500);
		this.wheel.cancel(timer);
		this.wheel.cancel(timer);
		assertThat(this.wheel.advance(NOW + 1000)).hasSize(1).doesNotContain(timer);
	}

	@Test
	void isDueAtTheTimeThatItWasSetToLast() {
		TestTimer timer = schedule(500);
		timer.due = NOW + 5000;
		this.wheel.schedule(timer, timer.due);
		assertThat(this.wheel.advance(NOW + 4999)).isEmpty();
		assertThat(this.wheel.advance(NOW + 5000)).containsExactly(timer);
	}

	@Test
	void waitsForWhoeverIsDueLaterThanHeWas() {
		TestTimer timer = schedule(500);
		timer.due = NOW + ROUND + 700;
		assertThat(this.wheel.advance(NOW + 600)).isEmpty();
		assertThat(this.wheel.advance(NOW + ROUND + 699)).isEmpty();
		assertThat(this.wheel.advance(NOW + ROUND + 700)).containsExactly(timer);
	}

	@Test
	void clockMayJumpAhead() {
		List<TestTimer> timers = new ArrayList<>();
		for (int i = 0; i < 2000; i++) {
			timers.add(schedule(i * 150L));
		}
		TestTimer later = schedule(Duration.ofDays(2).toMillis());
		List<TimerWheel.Timer> due = this.wheel.advance(NOW + Duration.ofDays(1).toMillis());
		assertThat(due).containsExactlyInAnyOrderElementsOf(timers);
		assertThat(this.wheel.advance(NOW + Duration.ofDays(2).toMillis())).containsExactly(later);
	}

	@Test
	void clockMayBeSetBack() {
		TestTimer before = schedule(10_000);
		long back = NOW - Duration.ofHours(1).toMillis();
		assertThat(this.wheel.advance(back)).isEmpty();
		TestTimer after = new TestTimer(back + 5000);
		this.wheel.schedule(after, after.due);
		assertThat(this.wheel.advance(back + 4999)).isEmpty();
		assertThat(this.wheel.advance(back + 5000)).containsExactly(after);
		assertThat(this.wheel.advance(NOW + 9999)).isEmpty();
		assertThat(this.wheel.advance(NOW + 10_000)).containsExactly(before);
	}

	@Test
	void hundredThousandAreDueOnceEachAndInTime() {
		Random random = new Random(42);
		List<TestTimer> timers = new ArrayList<>();
		for (int i = 0; i < 100_000; i++) {
			timers.add(schedule(random.nextInt(3_600_000)));
		}
		int due = 0;
		for (long time = NOW; due < 100_000; time += 250) {
			assertThat(time).isLessThanOrEqualTo(NOW + 3_600_000 + 500);
			for (TimerWheel.Timer timer : this.wheel.advance(time)) {
				long expected = ((TestTimer) timer).due;
				assertThat(expected).isBetween(time - 250 - TimerWheel.TICK, time);
				assertThat(((TestTimer) timer).taken.incrementAndGet()).isOne();
				due++;
			}
		}
		assertThat(timers).allMatch((timer) -> timer.taken.get() == 1);
	}

	@Test
	void timersAreSetAndCancelledWhileTheHandMoves() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Future<List<TestTimer>>> kept = new ArrayList<>();
			for (int thread = 0; thread < 4; thread++) {
				Random random = new Random(thread);
				kept.add(threads.submit(() -> setAndCancel(random)));
			}
			List<TimerWheel.Timer> due = new ArrayList<>();
			long time = NOW;
			while (!kept.stream().allMatch(Future::isDone)) {
				time += TimerWheel.TICK;
				due.addAll(this.wheel.advance(time));
			}
			due.addAll(this.wheel.advance(Math.max(time, NOW + ROUND) + ROUND));
			List<TestTimer> expected = new ArrayList<>();
			for (Future<List<TestTimer>> future : kept) {
				expected.addAll(future.get(10, TimeUnit.SECONDS));
			}
			assertThat(due).containsAll(expected).doesNotHaveDuplicates();
		}
		finally {
			threads.shutdownNow();
		}
	}

	private List<TestTimer> setAndCancel(Random random) {
		List<TestTimer> kept = new ArrayList<>();
		for (int i = 0; i < 5000; i++) {
			TestTimer timer = schedule(random.nextInt((int) ROUND));
			if (random.nextBoolean()) {
				this.wheel.cancel(timer);
			}
			else {
				kept.add(timer);
			}
		}
		return kept;
	}

	private TestTimer schedule(long delay) {
		TestTimer timer = new TestTimer(NOW + delay);
		this.wheel.schedule(timer, timer.due);
		return timer;
	}

	private static final class TestTimer extends TimerWheel.Timer {

		private final AtomicInteger taken = new AtomicInteger();

		private volatile long due;

		TestTimer(long due) {
			this.due = due;
		}

		@Override
		long dueAt() {
			return this.due;
		}

	}

}
