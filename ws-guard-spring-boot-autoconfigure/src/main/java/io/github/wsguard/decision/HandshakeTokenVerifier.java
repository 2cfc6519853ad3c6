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

package io.github.wsguard.decision;

/**
 * Verifies tokens: says whom a token speaks for, or why it counts for nothing. Safe for
 * use by many threads.
 */
@FunctionalInterface
public interface HandshakeTokenVerifier {

	/**
	 * Verify a token.
	 * @param token the token, as the client presented it
	 * @param client who presented it; a verdict must not depend on it, but whose turn it
	 * is may
	 * @return the principal, or the rejection that names the first thing that is wrong
	 */
	Verification verify(String token, ClientConnection client);

}
