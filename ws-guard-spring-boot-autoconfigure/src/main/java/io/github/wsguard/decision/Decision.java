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

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a check, of a chain of them, and so of an attempt.
 */
public sealed interface Decision {

	/**
	 * The attempt may go on.
	 *
	 * @param principal who the attempt is made as, or {@code null} while or because
	 * nobody was verified
	 */
	record Proceed(@Nullable TokenPrincipal principal) implements Decision {

		private static final Proceed ANONYMOUS = new Proceed(null);

	}

	/**
	 * The attempt is refused.
	 *
	 * @param rejection why
	 */
	record Reject(Rejection rejection) implements Decision {

	}

	/**
	 * Let the attempt go on.
	 * @return a decision without a principal
	 */
	static Decision proceed() {
		return Proceed.ANONYMOUS;
	}

	/**
	 * Refuse the attempt.
	 * @param reason why
	 * @param detail what was wrong about this attempt, as in {@link Rejection#detail()}
	 * @return the decision
	 */
	static Decision reject(RejectionReason reason, String detail) {
		return new Reject(Rejection.because(reason, detail));
	}

}
