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
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;

/**
 * Handshakes that are alike, from the first start to the last end.
 */
final class LoadRun {

	private static final long LONGEST_ANSWER = Duration.ofSeconds(30).toNanos();

	private static final long LONGEST_SLEEP_MILLIS = 100;

	private static final int SWITCHING_PROTOCOLS = 101;

	private final LoadGenerator generator;

	private final Load load;

	private final Pace pace;

	private final HandshakeRequest request;

	private final ByteBuffer bytes = ByteBuffer.allocateDirect(16 * 1024);

	private final Outcome outcome = new Outcome();

	private final long begin = System.nanoTime();

	private long started;

	private int inFlight;

	private long lastSweep = this.begin;

	LoadRun(LoadGenerator generator, Load load, Pace pace) {
		this.generator = generator;
		this.load = load;
		this.pace = pace;
		this.request = new HandshakeRequest(generator.port(), load.origin());
	}

	Outcome run() throws IOException {
		long due = startWhatIsDue();
		while (due >= 0 || this.inFlight > 0) {
			await(due);
			sweep();
			due = startWhatIsDue();
		}
		this.outcome.took(elapsed());
		this.generator.selector().selectNow();
		return this.outcome;
	}

	/**
	 * Start the handshakes whose time has come.
	 * @return when the next one is due, negative if there is none
	 */
	private long startWhatIsDue() throws IOException {
		long due = this.pace.due(this.started, elapsed());
		while (due >= 0 && due <= elapsed() && this.inFlight < this.pace.inFlight()) {
			this.started++;
			this.inFlight++;
			this.generator.connect(this.begin + due);
			due = this.pace.due(this.started, elapsed());
		}
		return due;
	}

	private void await(long due) throws IOException {
		long millis = LONGEST_SLEEP_MILLIS;
		if (due >= 0 && this.inFlight < this.pace.inFlight()) {
			millis = Math.min((due - elapsed()) / 1_000_000, millis);
		}
		if (millis <= 0) {
			this.generator.selector().selectNow(this::ready);
		}
		else {
			this.generator.selector().select(this::ready, millis);
		}
	}

	private void ready(SelectionKey key) {
		if (key.isValid() && key.attachment() instanceof Attempt attempt) {
			try {
				advance(key, attempt);
			}
			catch (IOException ex) {
				this.outcome.failed(String.valueOf(ex.getMessage()));
				end(attempt);
			}
		}
	}

	private void advance(SelectionKey key, Attempt attempt) throws IOException {
		switch (attempt.phase()) {
			case CONNECTING -> {
				attempt.finishConnect(key);
				send(attempt);
			}
			case ASKING -> {
				int status = attempt.readAnswer();
				if (status != HandshakeResponse.INCOMPLETE) {
					answered(attempt, status);
				}
			}
			case CLOSING -> {
				if (attempt.readEnd()) {
					end(attempt);
				}
			}
			case HELD, DISMISSED -> this.generator.held().ready(attempt);
		}
	}

	private void send(Attempt attempt) throws IOException {
		this.request.write(this.load.tokens().next(), this.bytes.clear());
		attempt.send(this.bytes.flip());
	}

	private void answered(Attempt attempt, int status) throws IOException {
		long now = System.nanoTime();
		this.outcome.answered(status, now - attempt.startedAt());
		if (status == SWITCHING_PROTOCOLS) {
			if (this.load.after() == Load.After.KEEP) {
				this.generator.held().add(attempt);
				this.inFlight--;
			}
			else {
				attempt.sendClose();
			}
		}
		else if (this.load.after() == Load.After.ASK_AGAIN && !attempt.isLastOfConnection()
				&& this.pace.due(this.started, elapsed()) >= 0) {
			this.started++;
			attempt.startAgain(now);
			send(attempt);
		}
		else {
			end(attempt);
		}
	}

	private void end(Attempt attempt) {
		this.inFlight--;
		this.generator.release(attempt);
	}

	/**
	 * Give up those that wait for too long.
	 */
	private void sweep() {
		if (System.nanoTime() - this.lastSweep < LONGEST_ANSWER / 10) {
			return;
		}
		this.lastSweep = System.nanoTime();
		for (SelectionKey key : this.generator.selector().keys()) {
			if (key.isValid() && key.attachment() instanceof Attempt attempt && attempt.isOverdue(LONGEST_ANSWER)) {
				this.outcome.failed("No answer in time");
				end(attempt);
			}
		}
	}

	private long elapsed() {
		return System.nanoTime() - this.begin;
	}

}
