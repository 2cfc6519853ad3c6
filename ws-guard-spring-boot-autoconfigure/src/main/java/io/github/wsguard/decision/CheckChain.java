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

import java.util.ArrayList;
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
			Decision decision = ask(check, attempt, this.failures);
			if (decision instanceof Decision.Reject) {
				return decision;
			}
		}
		return attempt.principal().<Decision>map(Decision.Proceed::new).orElseGet(Decision::proceed);
	}

	private static Decision ask(HandshakeCheck check, HandshakeAttempt attempt,
			BiConsumer<HandshakeCheck, Exception> failures) {
		try {
			return check.evaluate(attempt);
		}
		// Fail closed: whatever a check did not plan for refuses the attempt, be it a
		// checked exception that Kotlin or a proxy throws undeclared
		catch (Exception ex) {
			failures.accept(check, ex);
			return Decision.reject(RejectionReason.INTERNAL_ERROR, "The " + check.name() + " check failed");
		}
	}

	/**
	 * Say what each check makes of an attempt, and leave no trace of having asked. Checks
	 * that go by more than the request are passed over.
	 * @param attempt the attempt, which must hold no token
	 * @return a verdict for each check, in order
	 */
	public List<CheckVerdict> explain(HandshakeAttempt attempt) {
		List<CheckVerdict> verdicts = new ArrayList<>(this.checks.length);
		boolean refused = false;
		for (HandshakeCheck check : this.checks) {
			CheckVerdict verdict = refused ? new CheckVerdict.NotEvaluated(check.name(), "Another check refuses before")
					: explain(check, attempt);
			refused = refused || verdict instanceof CheckVerdict.Refused;
			verdicts.add(verdict);
		}
		return verdicts;
	}

	private static CheckVerdict explain(HandshakeCheck check, HandshakeAttempt attempt) {
		return switch (check.evidence()) {
			case REQUEST -> verdict(check, attempt);
			case TOKEN -> new CheckVerdict.NotEvaluated(check.name(), "It judges the token, and none is taken here");
			case LOGIN -> new CheckVerdict.NotEvaluated(check.name(),
					"It judges the application's own login, behind the application's filters");
			case STATE -> new CheckVerdict.NotEvaluated(check.name(), "Asking it could change what it decides next");
		};
	}

	private static CheckVerdict verdict(HandshakeCheck check, HandshakeAttempt attempt) {
		// A failure is told to nobody: there was no handshake
		Decision decision = ask(check, attempt, (failed, ex) -> {
		});
		return (decision instanceof Decision.Reject reject) ? new CheckVerdict.Refused(check.name(), reject.rejection())
				: new CheckVerdict.Passed(check.name());
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
