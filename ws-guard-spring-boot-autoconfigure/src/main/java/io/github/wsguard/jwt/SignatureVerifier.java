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

/**
 * Verifies signatures by one key. Safe for use by many threads.
 */
@FunctionalInterface
interface SignatureVerifier {

	/**
	 * Verify a signature.
	 * @param algorithm the algorithm, which fits the key
	 * @param input what was signed
	 * @param signature the signature, in base64url
	 * @return whether the key's owner made the signature over the input
	 */
	boolean verify(SignatureAlgorithm algorithm, byte[] input, String signature);

}
