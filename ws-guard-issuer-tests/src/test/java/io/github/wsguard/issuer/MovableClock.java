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

package io.github.wsguard.issuer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The clock of the machine, put forward or back. An issuer has its own.
 */
final class MovableClock extends Clock {

	private final Clock machine = Clock.systemUTC();

	private volatile Duration offset = Duration.ZERO;

	/**
	 * Tell a time that lies apart from the machine's, until told otherwise.
	 * @param offset how far, negative for the past
	 */
	void differBy(Duration offset) {
		this.offset = offset;
	}

	@Override
	public Instant instant() {
		return this.machine.instant().plus(this.offset);
	}

	@Override
	public ZoneId getZone() {
		return this.machine.getZone();
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException("An instant has no zone");
	}

}
