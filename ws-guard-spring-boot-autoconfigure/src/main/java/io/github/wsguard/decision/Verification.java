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
 * The outcome of verifying a token.
 */
public sealed interface Verification {

	/**
	 * The token is good.
	 *
	 * @param principal whom the token speaks for
	 */
	record Verified(TokenPrincipal principal) implements Verification {

	}

	/**
	 * The token is not accepted.
	 *
	 * @param rejection why
	 */
	record Failed(Rejection rejection) implements Verification {

	}

	/**
	 * Accept a token.
	 * @param principal whom the token speaks for
	 * @return the outcome
	 */
	static Verification verified(TokenPrincipal principal) {
		return new Verified(principal);
	}

	/**
	 * Refuse a token.
	 * @param reason why
	 * @param detail what was wrong about this token, as in {@link Rejection#detail()}
	 * @return the outcome
	 */
	static Verification failed(RejectionReason reason, String detail) {
		return new Failed(Rejection.because(reason, detail));
	}

}
