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

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Lends hashers to the threads that ask, and makes one where none is idle. Unlike
 * variables of threads they cost nothing where each request has a thread of its own, and
 * are gone with the application.
 */
final class TokenHashers {

	private final AtomicReferenceArray<@Nullable TokenHasher> idle;

	/**
	 * Create the hashers.
	 * @param most how many are kept, rounded up to a power of two
	 */
	TokenHashers(int most) {
		int places = (most <= 1) ? 1 : Integer.highestOneBit(most - 1) << 1;
		this.idle = new AtomicReferenceArray<>(places);
	}

	/**
	 * Hash a token.
	 * @param token the token
	 * @return the hash, or {@code null} if it has none
	 */
	@Nullable TokenHash hash(String token) {
		int place = (int) Thread.currentThread().getId() & (this.idle.length() - 1);
		TokenHasher lent = this.idle.getAndSet(place, null);
		TokenHasher hasher = (lent != null) ? lent : new TokenHasher();
		TokenHash hash = hasher.hash(token);
		this.idle.set(place, hasher);
		return hash;
	}

}
