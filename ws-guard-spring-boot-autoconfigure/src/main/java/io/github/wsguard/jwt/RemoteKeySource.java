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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Keys that an issuer publishes.
 * <p>
 * At any time at most one thread loads them. Meanwhile the others use the old set; only
 * where there is none do they wait, as long as loading may take. A failure is not
 * repeated at once, and unknown keys cause one load in an interval, however many there
 * are.
 */
// Another snapshot is another load, whatever it holds: they are compared by identity
@SuppressWarnings("ReferenceEquality")
final class RemoteKeySource extends KeySource {

	private static final Duration MOMENT = Duration.ofSeconds(1);

	private final AtomicReference<@Nullable CompletableFuture<KeySnapshot>> loading = new AtomicReference<>();

	private final KeySetLoader loader;

	private final RemoteKeySettings settings;

	private final Clock clock;

	private volatile KeySnapshot snapshot = KeySnapshot.NONE;

	RemoteKeySource(KeySetLoader loader, RemoteKeySettings settings, Clock clock) {
		this.loader = loader;
		this.settings = settings;
		this.clock = clock;
	}

	@Override
	KeyLookup find(SignatureAlgorithm algorithm, @Nullable String id) {
		Instant now = this.clock.instant();
		KeySnapshot seen = this.snapshot;
		KeySnapshot current = seen.isDue(now, this.settings) ? refresh(seen, now) : seen;
		KeySet keys = current.usableKeys(now, this.settings);
		if (keys == null) {
			return unavailable(current, current.retryAt(), now);
		}
		List<VerificationKey> fitting = keys.fitting(algorithm, id);
		if (!fitting.isEmpty()) {
			return new KeyLookup.Found(fitting);
		}
		if (current.failure() != null && now.isBefore(current.unknownAt())) {
			return unavailable(current, current.unknownAt(), now);
		}
		boolean fresh = current != seen;
		return fresh ? unknownTo(current, now) : findUnknown(current, now, algorithm, id);
	}

	private KeyLookup unknownTo(KeySnapshot fresh, Instant now) {
		return (fresh.failure() != null) ? unavailable(fresh, fresh.retryAt(), now) : new KeyLookup.Unknown(null);
	}

	private KeyLookup findUnknown(KeySnapshot seen, Instant now, SignatureAlgorithm algorithm, @Nullable String id) {
		if (now.isBefore(seen.unknownAt())) {
			return new KeyLookup.Unknown(between(now, seen.unknownAt()));
		}
		Instant next = now.plus(this.settings.unknownKeyInterval());
		KeySnapshot current = load(seen, now, (loaded) -> loaded.unknownAt(next)).orElse(seen);
		if (current == seen) {
			return new KeyLookup.Unknown(MOMENT);
		}
		KeySet keys = current.usableKeys(now, this.settings);
		List<VerificationKey> fitting = (keys != null) ? keys.fitting(algorithm, id) : List.of();
		return fitting.isEmpty() ? unknownTo(current, now) : new KeyLookup.Found(fitting);
	}

	private KeySnapshot refresh(KeySnapshot seen, Instant now) {
		Optional<KeySnapshot> loaded = load(seen, now, UnaryOperator.identity());
		if (loaded.isPresent()) {
			return loaded.get();
		}
		return (seen.usableKeys(now, this.settings) != null) ? seen : await();
	}

	/**
	 * Load the keys, unless another thread does or has just done so.
	 * @return what is known now, or empty while another thread is at it
	 */
	private Optional<KeySnapshot> load(KeySnapshot seen, Instant now, UnaryOperator<KeySnapshot> amend) {
		CompletableFuture<KeySnapshot> mine = new CompletableFuture<>();
		if (!this.loading.compareAndSet(null, mine)) {
			return Optional.empty();
		}
		try {
			if (this.snapshot == seen) {
				this.snapshot = amend.apply(seen.after(this.loader.load(), now));
			}
			return Optional.of(this.snapshot);
		}
		finally {
			this.loading.set(null);
			mine.complete(this.snapshot);
		}
	}

	private KeySnapshot await() {
		CompletableFuture<KeySnapshot> running = this.loading.get();
		if (running == null) {
			return this.snapshot;
		}
		try {
			return running.get(this.settings.exchangeTimeout().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			return this.snapshot;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return this.snapshot;
		}
	}

	private static KeyLookup unavailable(KeySnapshot snapshot, Instant until, Instant now) {
		String detail = (snapshot.failure() != null) ? snapshot.failure() : "The key set is still being fetched";
		return new KeyLookup.Unavailable(detail, between(now, until));
	}

	private static Duration between(Instant now, Instant until) {
		Duration wait = Duration.between(now, until);
		return (wait.compareTo(MOMENT) > 0) ? wait : MOMENT;
	}

	@Override
	Optional<String> objectionTo(SignatureAlgorithm algorithm) {
		return (algorithm.family() != SignatureAlgorithm.Family.SECRET) ? Optional.empty()
				: Optional.of("it needs a secret, which no issuer publishes");
	}

}
