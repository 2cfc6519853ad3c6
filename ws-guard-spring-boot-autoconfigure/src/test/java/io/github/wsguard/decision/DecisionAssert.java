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

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a {@link Decision}.
 */
public final class DecisionAssert extends AbstractAssert<DecisionAssert, Decision> {

	private DecisionAssert(@Nullable Decision actual) {
		super(actual, DecisionAssert.class);
	}

	/**
	 * Start an assertion.
	 * @param actual the decision
	 * @return the assertion
	 */
	public static DecisionAssert assertThat(@Nullable Decision actual) {
		return new DecisionAssert(actual);
	}

	/**
	 * Verify that the attempt goes on.
	 * @return this assertion
	 */
	public DecisionAssert proceeds() {
		isNotNull();
		if (!(this.actual instanceof Decision.Proceed)) {
			failWithMessage("Expected the attempt to go on but it was refused: %s", this.actual);
		}
		return this;
	}

	/**
	 * Verify that the attempt is refused.
	 * @param reason the expected reason
	 * @return this assertion
	 */
	public DecisionAssert isRejectedBecause(RejectionReason reason) {
		RejectionReason actualReason = rejection(reason.name()).reason();
		if (actualReason != reason) {
			failWithMessage("Expected a refusal because of %s but was %s", reason, this.actual);
		}
		return this;
	}

	/**
	 * Verify that the refusal says something in its detail.
	 * @param text the expected part
	 * @return this assertion
	 */
	public DecisionAssert hasDetailContaining(String text) {
		if (!rejection("a refusal").detail().contains(text)) {
			failWithMessage("Expected a detail that contains <%s> but was %s", text, this.actual);
		}
		return this;
	}

	/**
	 * Verify that the refusal says something in its hint.
	 * @param text the expected part
	 * @return this assertion
	 */
	public DecisionAssert hasHintContaining(String text) {
		if (!rejection("a refusal").hint().contains(text)) {
			failWithMessage("Expected a hint that contains <%s> but was %s", text, this.actual);
		}
		return this;
	}

	/**
	 * Verify that neither detail nor hint of the refusal repeats something.
	 * @param text the text that must not be repeated
	 * @return this assertion
	 */
	public DecisionAssert doesNotReveal(String text) {
		Rejection rejection = rejection("a refusal");
		if (rejection.detail().contains(text) || rejection.hint().contains(text)) {
			failWithMessage("Expected <%s> to be kept out of %s", text, this.actual);
		}
		return this;
	}

	private Rejection rejection(String expected) {
		isNotNull();
		if (this.actual instanceof Decision.Reject reject) {
			return reject.rejection();
		}
		throw failure("Expected %s but the attempt goes on", expected);
	}

}
