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

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wsguard.decision.RejectionReason;

/**
 * Lets no more than a few lines of the same reason and endpoint pass in a while, and
 * counts what it holds back. Safe for use by many threads.
 */
final class LineSampling {

	/**
	 * Says that a line is to be left out.
	 */
	static final long LEAVE_OUT = -1;

	private static final Duration WINDOW = Duration.ofSeconds(10);

	private static final int LINES_A_WINDOW = 20;

	private final Map<Subject, Window> windows = new ConcurrentHashMap<>();

	private final Clock clock;

	/**
	 * Create a sampling.
	 * @param clock tells when a window ends
	 */
	LineSampling(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Ask for a line.
	 * @return how many lines were left out before this one, or {@link #LEAVE_OUT}
	 */
	long admit(RejectionReason reason, String endpoint) {
		return this.windows.computeIfAbsent(new Subject(reason, endpoint), (key) -> new Window())
			.admit(this.clock.millis());
	}

	private record Subject(RejectionReason reason, String endpoint) {

	}

	/**
	 * Counts the lines of one subject. The number of subjects is bounded by reasons times
	 * configured endpoints.
	 */
	private static final class Window {

		private long end;

		private int lines;

		private long leftOut;

		synchronized long admit(long now) {
			if (now >= this.end) {
				this.end = now + WINDOW.toMillis();
				this.lines = 0;
			}
			if (this.lines == LINES_A_WINDOW) {
				this.leftOut++;
				return LEAVE_OUT;
			}
			this.lines++;
			long leftOutBefore = this.leftOut;
			this.leftOut = 0;
			return leftOutBefore;
		}

	}

}
