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
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of looking for the key of a token.
 */
sealed interface KeyLookup {

	/**
	 * There are keys that fit.
	 *
	 * @param keys the keys, one at least
	 */
	record Found(List<VerificationKey> keys) implements KeyLookup {

		public Found {
			keys = List.copyOf(keys);
		}

	}

	/**
	 * The issuer has no such key.
	 *
	 * @param retryAfter when it may have become known, or {@code null} if the key set was
	 * just asked for
	 */
	record Unknown(@Nullable Duration retryAfter) implements KeyLookup {

	}

	/**
	 * The issuer's keys could not be had.
	 *
	 * @param detail what went wrong, without a word of what was received
	 * @param retryAfter when they may be had
	 */
	record Unavailable(String detail, Duration retryAfter) implements KeyLookup {

	}

}
