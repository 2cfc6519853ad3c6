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

package io.github.wsguard.autoconfigure;

import java.util.Optional;

import io.github.wsguard.jwt.TokenLifetime;

/**
 * Finds a bean of the application that can verify tokens in place of our own verifier.
 */
@FunctionalInterface
interface VerifierSource {

	/**
	 * Look for the bean.
	 * @param lifetime what is demanded of the dates of every token
	 * @return who verifies tokens, or empty if there is no such bean
	 */
	Optional<TokenVerification> find(TokenLifetime lifetime);

}
