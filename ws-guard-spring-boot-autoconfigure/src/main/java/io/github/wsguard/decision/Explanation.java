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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What would become of a handshake, as far as the guard decides it.
 *
 * @param endpoint the pattern of the registered endpoint, or {@code null} if no mapping
 * shows one
 * @param policy the name of the policy that holds
 * @param effect what becomes of a refusal
 * @param verdicts what each check says, in order
 * @param nearest endpoints that were probably meant, if there is none at the path
 */
public record Explanation(@Nullable String endpoint, String policy, Effect effect, List<CheckVerdict> verdicts,
		List<String> nearest) {

	/**
	 * What becomes of a refusal.
	 */
	public enum Effect {

		/**
		 * The client is refused.
		 */
		ENFORCED,

		/**
		 * The refusal is reported and changes nothing.
		 */
		REPORTED,

		/**
		 * The checks are not asked: the policy is disabled, or the request is none that
		 * the guard decides.
		 */
		NONE

	}

}
