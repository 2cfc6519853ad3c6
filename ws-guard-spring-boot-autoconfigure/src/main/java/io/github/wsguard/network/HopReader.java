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

package io.github.wsguard.network;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.HandshakeRequest;

/**
 * Reads what proxies say, in one family of headers.
 */
interface HopReader {

	/**
	 * How many hops are read at most.
	 */
	int MAX_HOPS = 32;

	/**
	 * How many characters of one header are read at most.
	 */
	int MAX_LENGTH = 4096;

	/**
	 * Read the headers.
	 * @param request the request
	 * @return what each proxy says, the one nearest to this server first, or empty if the
	 * headers are malformed or out of bounds
	 */
	Optional<List<Hop>> read(HandshakeRequest request);

	/**
	 * Join the lines of a header.
	 * @param lines the lines
	 * @return the list that the lines make up, or {@code null} if it is too long
	 */
	static @Nullable String join(List<String> lines) {
		String joined = (lines.size() == 1) ? lines.get(0) : String.join(",", lines);
		return (joined.length() <= MAX_LENGTH) ? joined : null;
	}

}
