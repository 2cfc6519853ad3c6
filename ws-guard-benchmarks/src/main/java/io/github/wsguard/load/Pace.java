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

import java.time.Duration;

/**
 * When handshakes start.
 *
 * @param inFlight how many may be unanswered at a time
 * @param count how many start at most
 * @param duration how long any start
 * @param interval the time from one start to the next; zero if one starts when another
 * has ended
 */
record Pace(int inFlight, long count, Duration duration, Duration interval) {

	private static final Duration LONGEST = Duration.ofMinutes(20);

	private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(1);

	private static final int MOST_IN_FLIGHT = 8192;

	/**
	 * Start one whenever another has ended, for a while.
	 */
	static Pace closed(int inFlight, Duration duration) {
		return new Pace(inFlight, Long.MAX_VALUE, duration, Duration.ZERO);
	}

	/**
	 * Start one whenever another has ended, until so many have.
	 */
	static Pace closed(int inFlight, long count) {
		return new Pace(inFlight, count, LONGEST, Duration.ZERO);
	}

	/**
	 * Start one whenever another has ended, until so many have, but not for ever: who
	 * answers a hundred in a second is warm long before the others.
	 */
	static Pace warmUp(int inFlight, long count) {
		return new Pace(inFlight, count, LONGEST_WARM_UP, Duration.ZERO);
	}

	/**
	 * Start at a rate, whatever becomes of those that have started.
	 */
	static Pace open(int perSecond, Duration duration) {
		return new Pace(MOST_IN_FLIGHT, Long.MAX_VALUE, duration, Duration.ofSeconds(1).dividedBy(perSecond));
	}

	/**
	 * Return when a handshake should start, after the first one.
	 * @param number how many start before it
	 * @param elapsed the nanoseconds since the first one
	 * @return nanoseconds, or a negative number if it need not start any more
	 */
	long due(long number, long elapsed) {
		if (number >= this.count || elapsed >= this.duration.toNanos()) {
			return -1;
		}
		return this.interval.isZero() ? elapsed : number * this.interval.toNanos();
	}

}
