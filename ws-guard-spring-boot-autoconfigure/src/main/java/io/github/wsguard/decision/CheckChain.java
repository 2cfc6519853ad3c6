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

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Checks in order. The first refusal wins; a check that fails refuses.
 */
public final class CheckChain implements HandshakeCheck {

	private final HandshakeCheck[] checks;

	private final BiConsumer<HandshakeCheck, Exception> failures;

	/**
	 * Create a chain.
	 * @param checks the checks, in the order in which they are asked
	 * @param failures told of every exception that escapes a check
	 */
	public CheckChain(List<HandshakeCheck> checks, BiConsumer<HandshakeCheck, Exception> failures) {
		this.checks = checks.toArray(HandshakeCheck[]::new);
		this.failures = failures;
	}

	/**
	 * Ask each check until one refuses.
	 * @param attempt the attempt
	 * @return the first refusal, or {@link Decision.Proceed} with the principal that the
	 * checks verified
	 */
	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		for (HandshakeCheck check : this.checks) {
			Decision decision = evaluate(check, attempt);
			if (decision instanceof Decision.Reject) {
				return decision;
			}
		}
		return attempt.principal().<Decision>map(Decision.Proceed::new).orElseGet(Decision::proceed);
	}

	private Decision evaluate(HandshakeCheck check, HandshakeAttempt attempt) {
		try {
			return check.evaluate(attempt);
		}
		// Fail closed: whatever a check did not plan for refuses the attempt
		catch (Exception ex) {
			this.failures.accept(check, ex);
			return Decision.reject(RejectionReason.INTERNAL_ERROR, "The " + check.name() + " check failed");
		}
	}

	/**
	 * Return the names of the checks, in order.
	 * @return the names
	 */
	public List<String> names() {
		return Arrays.stream(this.checks).map(HandshakeCheck::name).toList();
	}

	@Override
	public String name() {
		return "chain";
	}

}
