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

package io.github.wsguard.load;

import java.util.Set;

/**
 * Handshakes that are alike.
 *
 * @param origin the page that asks
 * @param tokens what they present
 * @param expected the status codes that they may be answered with
 * @param after what becomes of a connection when it was answered
 */
record Load(String origin, TokenSource tokens, Set<Integer> expected, After after) {

	/**
	 * The page that may connect.
	 */
	static final String ALLOWED_ORIGIN = "https://app.example.com";

	/**
	 * Handshakes that are to be admitted and closed again.
	 */
	static Load accepted(TokenSource tokens) {
		return new Load(ALLOWED_ORIGIN, tokens, Set.of(101), After.CLOSE);
	}

	/**
	 * Handshakes that are to be admitted and stay open.
	 */
	static Load held(TokenSource tokens) {
		return new Load(ALLOWED_ORIGIN, tokens, Set.of(101), After.KEEP);
	}

	/**
	 * Handshakes that are to be refused, many of them on one connection.
	 */
	static Load refused(String origin, TokenSource tokens, Integer... statuses) {
		return new Load(origin, tokens, Set.of(statuses), After.ASK_AGAIN);
	}

	/**
	 * What becomes of a connection when it was answered.
	 */
	enum After {

		/**
		 * The WebSocket is closed, and then the connection.
		 */
		CLOSE,

		/**
		 * It stays open.
		 */
		KEEP,

		/**
		 * The next handshake is made on it, unless the server closes it.
		 */
		ASK_AGAIN

	}

}
