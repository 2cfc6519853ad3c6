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
 * How keys that stay on a server are fetched.
 *
 * @param refreshInterval how long a key set counts as fresh
 * @param refreshAhead how long before the end of that time the next one is fetched; at
 * most half of it counts
 * @param outageTolerance how long it is used beyond that while no fresh one can be had
 * @param connectTimeout how long connecting may take
 * @param readTimeout how long the answer may take from then on, the body included
 * @param maxSize the most bytes an answer may have
 * @param unknownKeyInterval the shortest time between two fetches that tokens with an
 * unknown key cause
 */
public record RemoteKeySettings(Duration refreshInterval, Duration refreshAhead, Duration outageTolerance,
		Duration connectTimeout, Duration readTimeout, int maxSize, Duration unknownKeyInterval) {

	/**
	 * Create the settings.
	 * @throws IllegalArgumentException if a value has no meaning
	 */
	public RemoteKeySettings {
		requirePositive(refreshInterval, "refreshInterval");
		requirePositive(connectTimeout, "connectTimeout");
		requirePositive(readTimeout, "readTimeout");
		requirePositive(unknownKeyInterval, "unknownKeyInterval");
		requireNotNegative(refreshAhead, "refreshAhead");
		requireNotNegative(outageTolerance, "outageTolerance");
		if (maxSize <= 0) {
			throw new IllegalArgumentException("'maxSize' must be positive");
		}
	}

	private static void requirePositive(Duration value, String name) {
		if (value.isNegative() || value.isZero()) {
			throw new IllegalArgumentException("'%s' must be positive".formatted(name));
		}
	}

	private static void requireNotNegative(Duration value, String name) {
		if (value.isNegative()) {
			throw new IllegalArgumentException("'%s' must not be negative".formatted(name));
		}
	}

	/**
	 * Return at which age a key set is fetched again.
	 * @return the refresh interval but for what the fetch is ahead of its end
	 */
	Duration refreshAge() {
		Duration latest = this.refreshInterval.minus(this.refreshAhead);
		Duration half = this.refreshInterval.dividedBy(2);
		return (latest.compareTo(half) > 0) ? latest : half;
	}

	/**
	 * Return how long one exchange may take in all.
	 * @return the time
	 */
	Duration exchangeTimeout() {
		return this.connectTimeout.plus(this.readTimeout);
	}

}
