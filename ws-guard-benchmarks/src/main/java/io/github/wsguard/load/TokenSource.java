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

import java.nio.charset.StandardCharsets;

/**
 * Says which token the next handshake presents. Used by one thread at a time.
 */
@FunctionalInterface
interface TokenSource {

	/**
	 * Presents no token.
	 */
	TokenSource NONE = new TokenSource() {

		private final byte[] nothing = new byte[0];

		@Override
		public byte[] next() {
			return this.nothing;
		}

	};

	/**
	 * Return the next token.
	 * @return its characters in US-ASCII, to be left as they are; none for a handshake
	 * without a token
	 */
	byte[] next();

	/**
	 * Present the same tokens again and again, in turn.
	 */
	static TokenSource of(String... tokens) {
		byte[][] encoded = new byte[tokens.length][];
		for (int i = 0; i < tokens.length; i++) {
			encoded[i] = tokens[i].getBytes(StandardCharsets.US_ASCII);
		}
		return new TokenSource() {

			private int next;

			@Override
			public byte[] next() {
				byte[] token = encoded[this.next];
				this.next = (this.next + 1) % encoded.length;
				return token;
			}

		};
	}

}
