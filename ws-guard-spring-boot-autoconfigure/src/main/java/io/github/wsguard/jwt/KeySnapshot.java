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
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a remote key set at one time. Immutable.
 *
 * @param keys the keys in use, or {@code null} if none were ever loaded
 * @param doubted those of them that the last answer did not have, because it had none of
 * the keys before; {@code null} if it had one
 * @param faults what was wrong with other keys of the last set
 * @param loadedAt when keys were loaded last
 * @param triedAt when that was tried last
 * @param failures how often it failed since
 * @param failure why it failed last, or {@code null} if it did not
 */
record KeySnapshot(@Nullable KeySet keys, @Nullable KeySet doubted, List<String> faults, Instant loadedAt,
		Instant triedAt, int failures, @Nullable String failure) {

	// Nothing works without keys; with them there is time to spare a server in trouble
	private static final Duration FIRST_PAUSE_WITHOUT_KEYS = Duration.ofSeconds(1);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

	static final KeySnapshot NONE = new KeySnapshot(null, null, List.of(), Instant.EPOCH, Instant.EPOCH, 0, null);

	/**
	 * Return whether it is time to load the keys.
	 * @param now the time
	 * @param settings how keys are fetched
	 * @return {@code true} if that time has come, or the clock was put back
	 */
	boolean isDue(Instant now, RemoteKeySettings settings) {
		return !now.isBefore(dueAt(settings)) || now.isBefore(this.triedAt);
	}

	/**
	 * Return when it is time to load the keys.
	 * @param settings how keys are fetched
	 * @return at once while there are none, some time before they get old, and after a
	 * failure with pauses that become longer
	 */
	Instant dueAt(RemoteKeySettings settings) {
		if (this.failures > 0) {
			return this.triedAt.plus(pause());
		}
		if (this.doubted != null && settings.unknownKeyInterval().compareTo(settings.refreshAge()) < 0) {
			return this.loadedAt.plus(settings.unknownKeyInterval());
		}
		return (this.keys != null) ? this.loadedAt.plus(settings.refreshAge()) : this.triedAt;
	}

	private Duration pause() {
		Duration first = (this.keys != null) ? FIRST_PAUSE : FIRST_PAUSE_WITHOUT_KEYS;
		Duration pause = first.multipliedBy(1L << Math.min(this.failures - 1, 5));
		return (pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE;
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
	 * @param now when it ended
	 * @param settings how keys are fetched
	 * @return the next snapshot
	 */
	KeySnapshot after(KeySetLoader.Loaded loaded, Instant now, RemoteKeySettings settings) {
		if (loaded instanceof KeySetLoader.Loaded.Keys fresh) {
			return after(fresh, usableKeys(now, settings), now);
		}
		String detail = ((KeySetLoader.Loaded.Failed) loaded).detail();
		return new KeySnapshot(this.keys, this.doubted, this.faults, this.loadedAt, now, this.failures + 1, detail);
	}

	/**
	 * An answer without any of the keys before may come from a server that was put up
	 * wrongly, so its keys join them. The next one is believed.
	 */
	private KeySnapshot after(KeySetLoader.Loaded.Keys loaded, @Nullable KeySet usable, Instant now) {
		if (usable == null) {
			return new KeySnapshot(loaded.keys(), null, loaded.faults(), now, now, 0, null);
		}
		KeySet fresh = loaded.keys().inInstancesOf(usable);
		if (this.doubted != null || fresh.sharesKeyWith(usable)) {
			return new KeySnapshot(fresh, null, loaded.faults(), now, now, 0, null);
		}
		return new KeySnapshot(fresh.and(usable), usable, loaded.faults(), now, now, 0, null);
	}

}
