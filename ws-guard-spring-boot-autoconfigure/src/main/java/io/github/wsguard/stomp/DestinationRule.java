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

package io.github.wsguard.stomp;

import java.util.Map;
import java.util.Set;

import io.github.wsguard.connection.Identity;
import io.github.wsguard.decision.Decision;

/**
 * Who may send to some destinations, or subscribe to them.
 *
 * @param pattern the destinations
 * @param actions what the rule is about
 * @param wildcards whether a client may subscribe with wildcards of its own
 * @param requirement what the client must have
 */
public record DestinationRule(DestinationPattern pattern, Set<DestinationAction> actions, boolean wildcards,
		Requirement requirement) {

	/**
	 * Create a rule.
	 * @param pattern the destinations
	 * @param actions what the rule is about
	 * @param wildcards whether a client may subscribe with wildcards of its own
	 * @param requirement what the client must have
	 * @throws IllegalArgumentException if it is about nothing
	 */
	public DestinationRule {
		if (actions.isEmpty()) {
			throw new IllegalArgumentException("A rule is about sending, subscribing or both");
		}
		actions = Set.copyOf(actions);
	}

	/**
	 * What a client must have.
	 */
	@FunctionalInterface
	public interface Requirement {

		/**
		 * Judge a client.
		 * @param identity who the client is
		 * @param variables the variables of the destination
		 * @return the decision
		 */
		Decision evaluate(Identity identity, Map<String, String> variables);

	}

}
