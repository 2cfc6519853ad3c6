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

import java.util.Set;
import java.util.function.Function;

/**
 * A part of the guard, the inputs to try on it, and a reference that says what each of
 * them must come to.
 *
 * @param name the name, by which one target is run alone
 * @param samples makes an input
 * @param guard asks the guard
 * @param reference says which verdicts are right: one, or one for each fault if there are
 * several and the order of their checks is nobody's business
 * @param kinds the verdicts that a campaign must come to, each at least once
 * @param trials the number of inputs in a short campaign
 */
public record FuzzTarget(String name, Function<Choices, Sample> samples, Function<Sample, Verdict> guard,
		Function<Sample, Set<Verdict>> reference, Set<String> kinds, int trials) {

	/**
	 * The outcome of one input.
	 *
	 * @param actual the verdict of the guard
	 * @param expected those of the reference
	 */
	public record Outcome(Verdict actual, Set<Verdict> expected) {

		/**
		 * Return whether the guard does what the reference says.
		 * @return {@code false} if it does not
		 */
		public boolean agrees() {
			return this.expected.contains(this.actual);
		}

	}

	/**
	 * Try an input.
	 * @param sample the input
	 * @return the outcome
	 */
	public Outcome attempt(Sample sample) {
		return new Outcome(verdict(sample), this.reference.apply(sample));
	}

	private Verdict verdict(Sample sample) {
		try {
			return this.guard.apply(sample);
		}
		// Whatever escapes, a stack overflow included, is what this is looking for
		catch (Exception | StackOverflowError ex) {
			return new Verdict("ESCAPED", ex.toString());
		}
	}

	/**
	 * Return the same target with another reference.
	 * @param reference the reference
	 * @return the target
	 */
	public FuzzTarget against(Function<Sample, Set<Verdict>> reference) {
		return new FuzzTarget(this.name, this.samples, this.guard, reference, this.kinds, this.trials);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
