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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Keys that an issuer publishes. They are fetched in the background, one fetch at a time:
 * who asks for a key gets an answer from what is known now, and at most starts a fetch.
 * Unknown keys start one in an interval, however many there are.
 */
final class RemoteKeySource extends KeySource {

	private static final Duration MOMENT = Duration.ofSeconds(1);

	private static final KeySetLoader.Loaded UNREADABLE = new KeySetLoader.Loaded.Failed("The key set cannot be read");

	private final AtomicBoolean fetching = new AtomicBoolean();

	private final CompletableFuture<Void> firstAttempt = new CompletableFuture<>();

	private final LongAdder fetchesSucceeded = new LongAdder();

	private final LongAdder fetchesFailed = new LongAdder();

	private final KeySetLoader loader;

	private final RemoteKeySettings settings;

	private final Clock clock;

	private final Executor background;

	private final String issuer;

	private final KeySetListener listener;

	private volatile KeySnapshot snapshot = KeySnapshot.NONE;

	private volatile Instant askedAt = Instant.EPOCH;

	RemoteKeySource(KeySetLoader loader, RemoteKeySettings settings, Clock clock, Executor background, String issuer,
			KeySetListener listener) {
		this.loader = loader;
		this.settings = settings;
		this.clock = clock;
		this.background = background;
		this.issuer = issuer;
		this.listener = listener;
	}

	@Override
	KeyLookup find(SignatureAlgorithm algorithm, @Nullable String id) {
		Instant now = this.clock.instant();
		KeySnapshot seen = this.snapshot;
		KeyLookup lookup = look(seen, now, algorithm, id);
		if (lookup instanceof KeyLookup.Found) {
			return lookup;
		}
		if (lookup instanceof KeyLookup.Unavailable) {
			fetchIfDue();
		}
		else {
			fetchForUnknownKey();
		}
		return look(this.snapshot, now, algorithm, id);
	}

	private KeyLookup look(KeySnapshot current, Instant now, SignatureAlgorithm algorithm, @Nullable String id) {
		KeySet keys = current.usableKeys(now, this.settings);
		if (keys == null) {
			String detail = (current.failure() != null) ? current.failure()
					: "The keys of the issuer are still being fetched";
			return new KeyLookup.Unavailable(detail, wait(current, now, current.dueAt(this.settings)));
		}
		KeyLookup found = keys.find(algorithm, id);
		return (found != null) ? found : new KeyLookup.Unknown(wait(current, now, unknownKeyFetchAt(current)));
	}

	private Duration wait(KeySnapshot current, Instant now, Instant until) {
		Duration wait = Duration.between(now, until);
		boolean soon = this.fetching.get() || current.isDue(now, this.settings);
		return (soon || wait.compareTo(MOMENT) < 0) ? MOMENT : wait;
	}

	/**
	 * Return when an unknown key may start a fetch. While the issuer is in trouble none
	 * does: it is asked again anyway.
	 */
	private Instant unknownKeyFetchAt(KeySnapshot current) {
		return (current.failure() != null) ? current.dueAt(this.settings)
				: this.askedAt.plus(this.settings.unknownKeyInterval());
	}

	/**
	 * Fetch the keys in the background if they are absent or old, and nobody does.
	 */
	void fetchIfDue() {
		if (begin((now) -> this.snapshot.isDue(now, this.settings))) {
			fetch();
		}
	}

	private void fetchForUnknownKey() {
		Instant now = this.clock.instant();
		if (begin(this::mayFetchForUnknownKey)) {
			this.askedAt = now;
			fetch();
		}
	}

	private boolean mayFetchForUnknownKey(Instant now) {
		// A clock that was put back must not delay the next fetch
		return !now.isBefore(unknownKeyFetchAt(this.snapshot)) || now.isBefore(this.askedAt);
	}

	private boolean begin(Predicate<Instant> wanted) {
		if (!wanted.test(this.clock.instant()) || !this.fetching.compareAndSet(false, true)) {
			return false;
		}
		boolean begun = false;
		try {
			// The fetch of another thread may have ended in between
			begun = wanted.test(this.clock.instant());
		}
		finally {
			this.fetching.set(begun);
		}
		return begun;
	}

	// Whatever goes wrong, the issuer must be asked again, and the listener is told
	@SuppressWarnings("FutureReturnValueIgnored")
	private void fetch() {
		CompletableFuture.completedFuture(this.loader)
			.thenComposeAsync(KeySetLoader::load, this.background)
			.exceptionally((failure) -> UNREADABLE)
			.thenAcceptAsync(this::take, this.background);
	}

	private void take(KeySetLoader.Loaded loaded) {
		try {
			this.listener.fetched(update(loaded));
		}
		finally {
			this.firstAttempt.complete(null);
		}
	}

	/**
	 * Take what was loaded. The next fetch may begin then, however long those who are
	 * told of this one take.
	 */
	private KeySetFetch update(KeySetLoader.Loaded loaded) {
		try {
			KeySnapshot before = this.snapshot;
			KeySnapshot after = before.after(loaded, this.clock.instant(), this.settings);
			this.snapshot = after;
			((after.failure() == null) ? this.fetchesSucceeded : this.fetchesFailed).increment();
			return KeySetFetch.of(this.issuer, before, after);
		}
		finally {
			this.fetching.set(false);
		}
	}

	String issuer() {
		return this.issuer;
	}

	KeySetStatus status() {
		KeySnapshot current = this.snapshot;
		KeySet keys = current.keys();
		return new KeySetStatus(this.issuer, current.usableKeys(this.clock.instant(), this.settings) != null,
				(keys != null) ? keys.keys().size() : 0, (keys != null) ? current.loadedAt() : null, current.failures(),
				current.failure(), this.fetchesSucceeded.sum(), this.fetchesFailed.sum());
	}

	/**
	 * Return what is done when the keys were asked for once, with success or without.
	 * @return completed by the end of the first attempt
	 */
	CompletableFuture<Void> firstAttempt() {
		return this.firstAttempt;
	}

	@Override
	boolean holds(VerificationKey key, Instant now) {
		KeySet keys = this.snapshot.usableKeys(now, this.settings);
		return keys != null && keys.holds(key);
	}

	@Override
	Optional<String> objectionTo(SignatureAlgorithm algorithm) {
		return (algorithm.family() != SignatureAlgorithm.Family.SECRET) ? Optional.empty()
				: Optional.of("it needs a secret, which no issuer publishes");
	}

}
