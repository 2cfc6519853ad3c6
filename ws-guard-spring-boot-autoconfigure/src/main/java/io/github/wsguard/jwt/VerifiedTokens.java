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

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * The tokens whose signature stood, by their SHA-256, for all verifiers of an
 * application. Safe for use by many threads, none of which waits for another.
 * <p>
 * A token found here spares the arithmetic of its signature and nothing else: whoever
 * finds it judges anew whatever depends on the time, on the issuer's keys and on the
 * endpoint. Refused tokens are never here, nor is any token itself.
 * <p>
 * Neither the number of tokens nor the size of one is unlimited. When there is no room a
 * token that did not come again since the hand last passed makes way: the clock of
 * Corbató. The hand moves a bounded number of steps, so that room costs the same however
 * many tokens there are.
 */
// A place belongs to one object, whatever it is equal to
@SuppressWarnings("ReferenceEquality")
public final class VerifiedTokens {

	/**
	 * The most bytes that the claims of one token may take, by an estimate on the high
	 * side. Tokens with more are verified each time.
	 */
	static final int LARGEST_CLAIMS = 8 * 1024;

	private static final int LONGEST_SWEEP = 64;

	private final ConcurrentMap<TokenHash, VerifiedToken> tokens = new ConcurrentHashMap<>();

	private final AtomicReferenceArray<@Nullable VerifiedToken> ring;

	private final AtomicInteger hand = new AtomicInteger();

	private final TokenHashers hashers = new TokenHashers(2 * Runtime.getRuntime().availableProcessors());

	private final LongAdder hits = new LongAdder();

	private final LongAdder misses = new LongAdder();

	private final LongAdder evictions = new LongAdder();

	private VerifiedTokens(int maxEntries) {
		this.ring = new AtomicReferenceArray<>(maxEntries);
	}

	/**
	 * Remember verified tokens.
	 * @param maxEntries how many at most
	 * @return an empty cache
	 * @throws IllegalArgumentException if that is less than one
	 */
	public static VerifiedTokens atMost(int maxEntries) {
		if (maxEntries < 1) {
			throw new IllegalArgumentException("'maxEntries' must be positive");
		}
		return new VerifiedTokens(maxEntries);
	}

	/**
	 * Remember nothing, so that each signature is verified each time.
	 * @return a cache without any room
	 */
	public static VerifiedTokens none() {
		return new VerifiedTokens(0);
	}

	/**
	 * Return how often a signature did not have to be verified.
	 * @return the number since the start
	 */
	public long hits() {
		return this.hits.sum();
	}

	/**
	 * Return how often a signature had to be verified, with any outcome. Tokens that are
	 * refused before that are not counted.
	 * @return the number since the start
	 */
	public long misses() {
		return this.misses.sum();
	}

	/**
	 * Return how many tokens made way for others.
	 * @return the number since the start
	 */
	public long evictions() {
		return this.evictions.sum();
	}

	/**
	 * Return how many tokens are remembered.
	 * @return the number at this time
	 */
	public int size() {
		return this.tokens.size();
	}

	/**
	 * Return what a token is remembered by.
	 * @param token the token
	 * @return its hash, or {@code null} if it cannot be remembered
	 */
	@Nullable TokenHash hash(String token) {
		return (this.ring.length() > 0) ? this.hashers.hash(token) : null;
	}

	/**
	 * Find a token.
	 * @param hash the hash of the token
	 * @return what is remembered of it, or {@code null} if nothing is
	 */
	@Nullable VerifiedToken find(TokenHash hash) {
		return this.tokens.get(hash);
	}

	/**
	 * Note that a token spared the arithmetic of its signature.
	 * @param token the token, as it was found
	 */
	void hit(VerifiedToken token) {
		token.use();
		this.hits.increment();
	}

	/**
	 * Note that a signature has to be verified.
	 */
	void miss() {
		this.misses.increment();
	}

	/**
	 * Remember a token, unless its claims are too large.
	 * @param token the token, whose signature stood
	 */
	void keep(VerifiedToken token) {
		if (this.ring.length() == 0 || Footprint.of(token.principal()) > LARGEST_CLAIMS) {
			return;
		}
		VerifiedToken known = this.tokens.get(token.hash());
		if (known == null || !takeOver(token, known)) {
			claim(token);
		}
		VerifiedToken previous = this.tokens.put(token.hash(), token);
		if (previous != null) {
			this.ring.compareAndSet(previous.place(), previous, null);
		}
		// The hand may have come round before the token was in the map
		if (this.ring.get(token.place()) != token) {
			this.tokens.remove(token.hash(), token);
		}
	}

	private boolean takeOver(VerifiedToken token, VerifiedToken known) {
		token.place(known.place());
		return this.ring.compareAndSet(known.place(), known, token);
	}

	/**
	 * Give a token a place in the ring. Whatever is in the map has one, or is about to be
	 * taken out of it.
	 */
	private void claim(VerifiedToken token) {
		for (int step = 0;; step++) {
			int place = Math.floorMod(this.hand.getAndIncrement(), this.ring.length());
			VerifiedToken occupant = this.ring.get(place);
			if (occupant != null && occupant.takeUse() && step < LONGEST_SWEEP) {
				continue;
			}
			token.place(place);
			if (this.ring.compareAndSet(place, occupant, token)) {
				evict(occupant);
				return;
			}
		}
	}

	private void evict(@Nullable VerifiedToken occupant) {
		if (occupant != null && this.tokens.remove(occupant.hash(), occupant)) {
			this.evictions.increment();
		}
	}

	/**
	 * Forget a token.
	 * @param token the token, as it was found
	 */
	void forget(VerifiedToken token) {
		if (this.tokens.remove(token.hash(), token)) {
			this.ring.compareAndSet(token.place(), token, null);
		}
	}

}
