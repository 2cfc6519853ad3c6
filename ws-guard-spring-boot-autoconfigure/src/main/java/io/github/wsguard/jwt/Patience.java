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

/**
 * What is left of the time that somebody is willing to wait. It is spent in slices, and a
 * slice never costs more than its length: while the whole process stood still, as in a
 * pause of the garbage collector, nobody could have been served either.
 */
final class Patience {

	private static final int SLICES = 16;

	private final long slice;

	private long left;

	/**
	 * Create patience.
	 * @param patience all of it
	 */
	Patience(Duration patience) {
		this.left = patience.toNanos();
		this.slice = Math.max(1, this.left / SLICES);
	}

	/**
	 * Return for how long to wait before looking again.
	 * @return nanoseconds
	 */
	long slice() {
		return Math.min(this.slice, this.left);
	}

	/**
	 * Note that somebody waited.
	 * @param nanos how long it took him, which may be longer than he asked for
	 */
	void spend(long nanos) {
		this.left -= Math.min(nanos, this.slice);
	}

	boolean isOver() {
		return this.left <= 0;
	}

}
