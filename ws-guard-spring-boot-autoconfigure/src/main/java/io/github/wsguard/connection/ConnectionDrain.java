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
import java.util.List;
import java.util.Optional;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * Ends all connections when the application stops: one after the other, evenly over a
 * while, so that their clients do not come back all at once to the instances that stay.
 */
public final class ConnectionDrain {

	private static final Rejection REJECTION = Rejection.because(RejectionReason.DRAINING,
			"The application is shutting down");

	// What the last clients may take to be told
	private static final Duration FAREWELL = Duration.ofMillis(500);

	private final ConnectionRegistry registry;

	private final Duration spread;

	private final boolean staggered;

	private volatile boolean draining;

	/**
	 * Create a drain.
	 * @param registry where live connections are kept
	 * @param spread over how long connections are ended, and the longest that it may take
	 * in all
	 * @param staggered whether to take that time, rather than to end all at once
	 */
	public ConnectionDrain(ConnectionRegistry registry, Duration spread, boolean staggered) {
		this.registry = registry;
		this.spread = spread;
		this.staggered = staggered;
	}

	/**
	 * Return why no handshake is admitted any more.
	 * @return the rejection, with the time after which this instance will be gone; empty
	 * until connections are being ended
	 */
	public Optional<Rejection> rejection() {
		return this.draining ? Optional.of(REJECTION.retryAfter(this.spread)) : Optional.empty();
	}

	/**
	 * End all connections: the first at once, the last shortly before the time is over.
	 * Returns when their clients have been told, and no later than the time is over; at
	 * once if there are none.
	 */
	public void drain() {
		this.draining = true;
		long start = System.nanoTime();
		if (this.staggered) {
			endOneByOne(start);
		}
		// And whoever had been admitted before and was opened meanwhile
		this.registry.endIf((connection) -> true, REJECTION);
		long limit = this.staggered ? this.spread.toNanos() - (System.nanoTime() - start)
				: Math.min(FAREWELL.toNanos(), this.spread.toNanos());
		this.registry.awaitFarewells(Duration.ofNanos(limit));
	}

	private void endOneByOne(long start) {
		List<LiveConnection> connections = this.registry.live();
		long step = step(connections.size());
		for (int i = 0; i < connections.size(); i++) {
			// Those that end by themselves meanwhile are waited for no longer
			if (!connections.get(i).awaitClosed(start + i * step - System.nanoTime())) {
				return;
			}
			this.registry.end(connections.get(i), REJECTION);
		}
	}

	private long step(int connections) {
		long reserve = Math.min(FAREWELL.toNanos(), this.spread.toNanos() / 4);
		return (this.spread.toNanos() - reserve) / Math.max(1, connections - 1);
	}

}
