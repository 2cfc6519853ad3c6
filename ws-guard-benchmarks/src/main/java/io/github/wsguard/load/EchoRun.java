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

package io.github.wsguard.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Asks for echoes at a fixed rate, on connections that take turns, whatever becomes of
 * those that were asked for.
 */
final class EchoRun implements Callable<List<EchoRun.RoundTrip>> {

	private static final long INTERVAL = Duration.ofSeconds(1).dividedBy(200).toNanos();

	private static final long LONGEST_ANSWER = Duration.ofSeconds(30).toNanos();

	private static final long LONGEST_SLEEP_MILLIS = 100;

	private final LoadGenerator generator;

	private final Deque<Attempt> idle;

	private final int connections;

	private final List<RoundTrip> roundTrips = new ArrayList<>();

	private long due = System.nanoTime();

	private volatile boolean stopped;

	/**
	 * Create a run.
	 * @param generator holds the connections, and is left to whoever calls the run
	 */
	EchoRun(LoadGenerator generator) {
		this.generator = generator;
		this.idle = new ArrayDeque<>(generator.held().all());
		this.connections = this.idle.size();
	}

	/**
	 * Ask for no more echoes.
	 */
	void stop() {
		this.stopped = true;
	}

	/**
	 * Ask for echoes until {@link #stop stopped}, and wait for those that are missing.
	 * @return all that were asked for
	 * @throws IOException if one of them does not come
	 */
	@Override
	public List<RoundTrip> call() throws IOException {
		while (!this.stopped) {
			askForThoseDue();
			await(this.idle.isEmpty() ? LONGEST_SLEEP_MILLIS : (this.due - System.nanoTime()) / 1_000_000);
		}
		while (this.idle.size() < this.connections) {
			if (System.nanoTime() - this.due > LONGEST_ANSWER) {
				throw new IOException("%d echoes are missing".formatted(this.connections - this.idle.size()));
			}
			await(LONGEST_SLEEP_MILLIS);
		}
		return this.roundTrips;
	}

	private void askForThoseDue() throws IOException {
		while (this.due <= System.nanoTime() && !this.idle.isEmpty()) {
			Attempt attempt = this.idle.poll();
			attempt.startAgain(this.due);
			attempt.sendEcho();
			this.due += INTERVAL;
		}
	}

	private void await(long millis) throws IOException {
		List<Attempt> answered = new ArrayList<>();
		if (millis <= 0) {
			this.generator.selector().selectNow((key) -> answered.add((Attempt) key.attachment()));
		}
		else {
			this.generator.selector().select((key) -> answered.add((Attempt) key.attachment()), millis);
		}
		for (Attempt attempt : answered) {
			read(attempt);
		}
	}

	private void read(Attempt attempt) throws IOException {
		String text = attempt.readFrame().orElse("");
		if (text.equals(Attempt.ECHO)) {
			this.roundTrips.add(new RoundTrip(attempt.startedAt(), System.nanoTime() - attempt.startedAt()));
			this.idle.add(attempt);
		}
		else if (!text.isEmpty()) {
			throw new IOException("Expected an echo but got " + text);
		}
	}

	/**
	 * An echo.
	 *
	 * @param dueAt when it should have been asked for, by {@link System#nanoTime()}
	 * @param nanos how long it took from then on
	 */
	record RoundTrip(long dueAt, long nanos) {

	}

}
