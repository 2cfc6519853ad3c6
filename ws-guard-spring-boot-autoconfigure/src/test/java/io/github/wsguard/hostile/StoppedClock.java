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

package io.github.wsguard.hostile;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.context.annotation.Bean;

/**
 * A clock that shows the same instant at all times; only what samples the log by
 * milliseconds sees it leap, so that each refusal has a line.
 */
final class StoppedClock {

	@Bean
	Clock clock() {
		AtomicLong leaps = new AtomicLong();
		return new Clock() {

			@Override
			public Instant instant() {
				return Instant.ofEpochSecond(HostileIssuers.NOW);
			}

			@Override
			public long millis() {
				return HostileIssuers.NOW * 1000 + 60_000 * leaps.incrementAndGet();
			}

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

		};
	}

}
