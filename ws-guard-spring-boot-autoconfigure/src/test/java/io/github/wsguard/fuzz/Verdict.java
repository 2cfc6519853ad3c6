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

package io.github.wsguard.fuzz;

import io.github.wsguard.decision.Decision;

/**
 * What came of one input.
 *
 * @param kind the reason, or a word for another outcome; a campaign counts these
 * @param value what was read, as far as the outcome has a value
 */
public record Verdict(String kind, String value) {

	/**
	 * The kind of a sample that was let through.
	 */
	public static final String ADMITTED = "ADMITTED";

	/**
	 * Create a verdict without a value.
	 * @param kind the kind
	 * @return the verdict
	 */
	public static Verdict of(String kind) {
		return new Verdict(kind, "");
	}

	/**
	 * Create a verdict from a decision of the guard.
	 * @param decision the decision
	 * @return {@link #ADMITTED}, or the reason of the refusal
	 */
	public static Verdict of(Decision decision) {
		return of((decision instanceof Decision.Reject reject) ? reject.rejection().reason().name() : ADMITTED);
	}

	/**
	 * Return the same kind with a value.
	 * @param value the value
	 * @return the verdict
	 */
	public Verdict with(Object value) {
		return new Verdict(this.kind, value.toString());
	}

	@Override
	public String toString() {
		return this.value.isEmpty() ? this.kind : this.kind + " " + this.value;
	}

}
