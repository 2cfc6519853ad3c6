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
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The threads behind live connections: one that looks at the timers, and workers that
 * close. A client that does not read holds up a worker for a second or two, and nobody
 * else.
 */
final class ConnectionCloser {

	private static final int WORKERS = 64;

	private static final long IDLE_SECONDS = 5;

	private final Runnable tick;

	private final BiConsumer<String, Throwable> failures;

	private final AtomicBoolean ticking = new AtomicBoolean();

	private final ScheduledThreadPoolExecutor timer;

	private volatile @Nullable Future<?> ticks;

	private final ThreadPoolExecutor workers;

	/**
	 * Create threads, which are started when they are needed.
	 * @param tick looks at the timers
	 * @param failures told of what failed, and how
	 */
	ConnectionCloser(Runnable tick, BiConsumer<String, Throwable> failures) {
		this.tick = tick;
		this.failures = failures;
		this.timer = new ScheduledThreadPoolExecutor(1, threads("ws-guard-timer"));
		this.workers = new ThreadPoolExecutor(WORKERS, WORKERS, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), threads("ws-guard-close-"));
		this.workers.allowCoreThreadTimeOut(true);
	}

	private static ThreadFactory threads(String name) {
		AtomicInteger count = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, name.endsWith("-") ? name + count.incrementAndGet() : name);
			thread.setDaemon(true);
			return thread;
		};
	}

	/**
	 * Begin to look at the timers, unless that has begun.
	 */
	void startClock() {
		if (!this.ticking.get() && this.ticking.compareAndSet(false, true)) {
			try {
				this.ticks = this.timer.scheduleWithFixedDelay(this::tick, TimerWheel.TICK, TimerWheel.TICK,
						TimeUnit.MILLISECONDS);
			}
			catch (RejectedExecutionException ex) {
				this.ticking.set(false);
			}
		}
	}

	private void tick() {
		try {
			this.tick.run();
		}
		// The next tick must come whatever this one met
		catch (RuntimeException | Error ex) {
			this.failures.accept("The timers of live connections failed", ex);
		}
	}

	/**
	 * Take leave of a connection in the background.
	 * @param connection a connection that has ended
	 * @param farewell what is still to be done, its close at last
	 */
	void execute(LiveConnection connection, Runnable farewell) {
		try {
			this.workers.execute(() -> run(connection, farewell));
		}
		catch (RejectedExecutionException ex) {
			run(connection, farewell);
		}
	}

	private void run(LiveConnection connection, Runnable farewell) {
		try {
			farewell.run();
		}
		// A worker serves others, whatever it met with this one
		catch (RuntimeException ex) {
			this.failures.accept("Connection " + connection.id() + " could not be closed", ex);
		}
	}

	/**
	 * Wait until everything that is being closed is closed. What is to be closed
	 * afterwards holds up whoever asks for it.
	 * @param limit how long to wait at most
	 */
	void finish(Duration limit) {
		this.workers.shutdown();
		try {
			this.workers.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	void shutdown() {
		Future<?> running = this.ticks;
		if (running != null) {
			running.cancel(false);
		}
		this.timer.shutdownNow();
		this.workers.shutdown();
	}

}
