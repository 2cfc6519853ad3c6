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
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a remote key set at one time. Immutable.
 *
 * @param keys the keys that were loaded last, or {@code null} if none were
 * @param loadedAt when that was
 * @param failure why the last attempt to load them failed, or {@code null} if it did not
 * @param retryAt before which no other attempt is made after a failure
 * @param unknownAt before which no unknown key causes another attempt
 */
record KeySnapshot(@Nullable KeySet keys, Instant loadedAt, @Nullable String failure, Instant retryAt,
		Instant unknownAt) {

	// Short, so that an issuer that is back is noticed soon; long for a server in trouble
	private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

	static final KeySnapshot NONE = new KeySnapshot(null, Instant.EPOCH, null, Instant.EPOCH, Instant.EPOCH);

	/**
	 * Return whether it is time to load the keys.
	 * @param now the time
	 * @param settings how keys are fetched
	 * @return {@code true} if they are absent or no longer fresh, and the last failure
	 * lies far enough back
	 */
	boolean isDue(Instant now, RemoteKeySettings settings) {
		return !now.isBefore(this.retryAt)
				&& (this.keys == null || !now.isBefore(this.loadedAt.plus(settings.refreshInterval())));
	}

	/**
	 * Return the keys that may be used.
	 * @param now the time
	 * @param settings how keys are fetched
	 * @return the keys, or {@code null} if there are none or they are too old
	 */
	@Nullable KeySet usableKeys(Instant now, RemoteKeySettings settings) {
		Instant end = this.loadedAt.plus(settings.refreshInterval()).plus(settings.outageTolerance());
		return now.isBefore(end) ? this.keys : null;
	}

	/**
	 * Return what is known after another attempt to load the keys.
	 * @param loaded the outcome of the attempt
	 * @param now when it was made
	 * @return the next snapshot
	 */
	KeySnapshot after(KeySetLoader.Loaded loaded, Instant now) {
		if (loaded instanceof KeySetLoader.Loaded.Keys fresh) {
			return new KeySnapshot(fresh.keys(), now, null, now, this.unknownAt);
		}
		String detail = ((KeySetLoader.Loaded.Failed) loaded).detail();
		return new KeySnapshot(this.keys, this.loadedAt, detail, now.plus(RETRY_INTERVAL), this.unknownAt);
	}

	/**
	 * Return the same with another time for unknown keys.
	 * @param unknownAt before which no unknown key causes an attempt
	 * @return the next snapshot
	 */
	KeySnapshot unknownAt(Instant unknownAt) {
		return new KeySnapshot(this.keys, this.loadedAt, this.failure, this.retryAt, unknownAt);
	}

}
