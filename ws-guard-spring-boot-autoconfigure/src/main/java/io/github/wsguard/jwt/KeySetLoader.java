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

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Loads the key set of an issuer from where it is published. Not called again before it
 * is done. No thread waits for it, so that servers that hang take none from others.
 */
@FunctionalInterface
interface KeySetLoader {

	/**
	 * Begin to load the key set.
	 * @return completed, in bounded time, with the keys or why there are none
	 */
	CompletableFuture<Loaded> load();

	/**
	 * The outcome of loading.
	 */
	sealed interface Loaded {

		/**
		 * The key set is there.
		 *
		 * @param keys the keys, one at least
		 * @param faults what is wrong with other keys of the set, without a word of what
		 * was received
		 */
		record Keys(KeySet keys, List<String> faults) implements Loaded {

			public Keys {
				faults = List.copyOf(faults);
			}

		}

		/**
		 * The key set could not be had.
		 *
		 * @param detail why, without a word of what was received
		 */
		record Failed(String detail) implements Loaded {

		}

	}

}
