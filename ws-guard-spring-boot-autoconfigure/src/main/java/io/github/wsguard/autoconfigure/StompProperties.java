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

package io.github.wsguard.autoconfigure;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.wsguard.stomp.DestinationAction;

/**
 * What STOMP clients may do.
 *
 * @param destinations who may send and subscribe where, by a name of your choice; the
 * most specific pattern that matches a destination decides
 * @param unmatchedDestinations what becomes of destinations that no pattern matches;
 * allow while there is no rule, else deny
 */
public record StompProperties(@DefaultValue Map<String, Destination> destinations,
		@Nullable UnmatchedDestinations unmatchedDestinations) {

	boolean allowsUnmatched() {
		return (this.unmatchedDestinations != null) ? this.unmatchedDestinations == UnmatchedDestinations.ALLOW
				: this.destinations.isEmpty();
	}

	/**
	 * Who may send to some destinations, or subscribe to them.
	 *
	 * @param pattern the destinations, as in /topic/room/{room}, /topic/* or /app/**
	 * @param actions what clients may do there; what is left out they may not
	 * @param require what a principal must have
	 * @param wildcards whether clients may subscribe with wildcards of their own
	 */
	public record Destination(@Nullable String pattern, @DefaultValue( {
			"send", "subscribe" }) List<DestinationAction> actions, @DefaultValue Require require,
			@DefaultValue("false") boolean wildcards){

	}

	/**
	 * What a principal must have.
	 *
	 * @param scopes scopes that the token must all have
	 * @param authorities authorities of which the principal must have one
	 * @param claims values that claims of the token must have, by claim; {name} stands
	 * for a variable of the pattern
	 */
	public record Require(@Nullable List<String> scopes, @Nullable List<String> authorities,
			@Nullable Map<String, String> claims) {

	}

	/**
	 * What becomes of destinations that no pattern matches.
	 */
	public enum UnmatchedDestinations {

		/**
		 * Clients may use them, but for what always needs a rule.
		 */
		ALLOW,

		/**
		 * Clients may not use them.
		 */
		DENY

	}

}
