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

package io.github.wsguard.connection;

import io.github.wsguard.decision.Rejection;

/**
 * Judges tokens that come after the handshake, by the rules of the connection's endpoint.
 */
@FunctionalInterface
public interface TokenDesk {

	/**
	 * Judge a token: its form, its validity, and whether it grants what the endpoint
	 * requires.
	 * @param token the token, in compact form
	 * @return who it speaks for, or why it does not count
	 */
	Judgement judge(String token);

	/**
	 * What became of a token.
	 */
	sealed interface Judgement {

		/**
		 * The token counts.
		 *
		 * @param identity who the connection belongs to
		 */
		record Accepted(Identity identity) implements Judgement {

		}

		/**
		 * The token does not count.
		 *
		 * @param rejection why
		 */
		record Refused(Rejection rejection) implements Judgement {

		}

	}

}
