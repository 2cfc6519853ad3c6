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

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A number of inputs tried on one target, each from a seed of its own, so that each can
 * be had again alone.
 */
public final class Campaign {

	private final FuzzTarget target;

	private final Map<String, Integer> verdicts = new TreeMap<>();

	private long seed;

	/**
	 * Create a campaign.
	 * @param target the target
	 */
	public Campaign(FuzzTarget target) {
		this.target = target;
	}

	/**
	 * Try inputs until the verdicts differ.
	 * @param seed the seed of the first input; those of the others follow
	 * @param trials the number of inputs
	 * @return the first difference, or empty if there is none
	 */
	public Optional<Difference> run(long seed, int trials) {
		for (int i = 0; i < trials; i++) {
			this.seed = seed + i;
			Sample sample = this.target.samples().apply(Choices.seeded(this.seed));
			FuzzTarget.Outcome outcome = this.target.attempt(sample);
			this.verdicts.merge(outcome.actual().kind(), 1, Integer::sum);
			if (!outcome.agrees()) {
				return Optional.of(new Difference(this.target, sample, outcome));
			}
		}
		return Optional.empty();
	}

	/**
	 * Return the seed of the last input.
	 * @return the seed that makes this input the first
	 */
	public long seed() {
		return this.seed;
	}

	/**
	 * Return how often each verdict came up.
	 * @return the numbers by kind
	 */
	public Map<String, Integer> verdicts() {
		return this.verdicts;
	}

}
