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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.connection.Identity;
import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.RejectionReason;

/**
 * The rules of an application about its destinations. The most specific pattern that
 * matches decides, also about an action that none of its rules is about: such a one is
 * refused.
 */
public final class DestinationRules {

	private final List<Place> places;

	private final boolean unmatchedAllowed;

	/**
	 * Create rules.
	 * @param rules the rules, in any order
	 * @param unmatchedAllowed whether a destination that no pattern matches is open
	 * @throws IllegalArgumentException if two rules are about the same
	 */
	public DestinationRules(List<DestinationRule> rules, boolean unmatchedAllowed) {
		Map<DestinationPattern, Place> places = new TreeMap<>(Comparator.naturalOrder());
		for (DestinationRule rule : rules) {
			places.computeIfAbsent(rule.pattern(), (pattern) -> new Place()).add(rule);
		}
		this.places = new ArrayList<>(places.values());
		this.unmatchedAllowed = unmatchedAllowed;
	}

	boolean isEmpty() {
		return this.places.isEmpty();
	}

	/**
	 * Return whether clients may subscribe with wildcards of their own anywhere.
	 */
	boolean allowWildcards() {
		for (Place place : this.places) {
			DestinationRule rule = place.of(DestinationAction.SUBSCRIBE);
			if (rule != null && rule.wildcards()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Judge what a client does with a destination.
	 * @param action what it does
	 * @param destination the destination, without wildcards
	 * @param identity who the client is
	 * @param ruleRequired whether only a rule can allow it
	 */
	Decision evaluate(DestinationAction action, String destination, Identity identity, boolean ruleRequired) {
		for (Place place : this.places) {
			DestinationRule any = place.any();
			if (any.pattern().match(destination) != null) {
				DestinationRule rule = place.of(action);
				return (rule != null) ? evaluate(rule, destination, identity)
						: forbid("The rules of the destination do not allow what the frame does");
			}
		}
		return (this.unmatchedAllowed && !ruleRequired) ? Decision.proceed()
				: forbid("No rule allows clients to use the destination");
	}

	private static Decision evaluate(DestinationRule rule, String destination, Identity identity) {
		Map<String, String> variables = rule.pattern().match(destination);
		return rule.requirement().evaluate(identity, (variables != null) ? variables : Map.of());
	}

	/**
	 * Judge a subscription to more than one destination: it needs a rule that covers all
	 * of them and allows wildcards, and whatever any more specific rule requires.
	 * @param wildcards the destinations
	 * @param destination the same, as the client wrote them
	 * @param identity who the client is
	 */
	Decision evaluate(WildcardDestination wildcards, String destination, Identity identity) {
		Decision refusal = null;
		for (Place place : this.places) {
			boolean covers = place.any().pattern().covers(wildcards);
			if (!covers && !place.any().pattern().overlaps(wildcards)) {
				continue;
			}
			DestinationRule rule = place.of(DestinationAction.SUBSCRIBE);
			if (rule == null || (covers && !rule.wildcards())) {
				break;
			}
			if (covers) {
				return (refusal != null) ? refusal : evaluate(rule, destination, identity);
			}
			// No value of a variable stands for all that a wildcard may be
			Decision decision = rule.requirement().evaluate(identity, Map.of());
			refusal = (refusal == null && decision instanceof Decision.Reject) ? decision : refusal;
		}
		return forbid("No rule allows clients to subscribe with these wildcards");
	}

	/**
	 * Return whether a rule names a destination, and no other.
	 */
	boolean name(String destination) {
		for (Place place : this.places) {
			DestinationPattern pattern = place.any().pattern();
			if (pattern.isLiteral() && pattern.match(destination) != null) {
				return true;
			}
		}
		return false;
	}

	static Decision forbid(String detail) {
		return Decision.reject(RejectionReason.DESTINATION_FORBIDDEN, detail);
	}

	/**
	 * The rules of one pattern.
	 */
	private static final class Place {

		private final Map<DestinationAction, DestinationRule> rules = new EnumMap<>(DestinationAction.class);

		void add(DestinationRule rule) {
			for (DestinationAction action : rule.actions()) {
				if (this.rules.putIfAbsent(action, rule) != null) {
					throw new IllegalArgumentException("Two rules say who may %s at '%s'"
						.formatted((action == DestinationAction.SEND) ? "send" : "subscribe", rule.pattern()));
				}
			}
		}

		@Nullable DestinationRule of(DestinationAction action) {
			return this.rules.get(action);
		}

		DestinationRule any() {
			return this.rules.values().iterator().next();
		}

	}

}
