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

import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which destinations the application's broker takes, and which of them are users'.
 *
 * @param brokerPrefixes with what the broker's destinations begin; none if it takes all
 * @param applicationPrefixes with what those of the application's methods begin
 * @param userPrefix with what those of users begin, as a whole segment with its slash
 * @param internalDestinations by which instances of the application tell each other of
 * their users
 * @param relayed whether a broker beyond the application takes them
 * @param reaching whether a wildcard may stand for a text with slashes, too
 */
public record BrokerDestinations(List<String> brokerPrefixes, List<String> applicationPrefixes, String userPrefix,
		Set<String> internalDestinations, boolean relayed, boolean reaching) {

	/**
	 * Create destinations.
	 * @param brokerPrefixes with what the broker's destinations begin; none if it takes
	 * all
	 * @param applicationPrefixes with what those of the application's methods begin
	 * @param userPrefix with what those of users begin
	 * @param internalDestinations by which instances of the application tell each other
	 * of their users
	 * @param relayed whether a broker beyond the application takes them
	 * @param reaching whether a wildcard may stand for a text with slashes, too
	 */
	public BrokerDestinations {
		brokerPrefixes = List.copyOf(brokerPrefixes);
		applicationPrefixes = List.copyOf(applicationPrefixes);
		internalDestinations = Set.copyOf(internalDestinations);
	}

	/**
	 * Return whether the broker hands what is sent to a destination on to subscribers.
	 */
	boolean takes(String destination) {
		return this.brokerPrefixes.isEmpty() ? !startsWithAny(destination, this.applicationPrefixes)
				: startsWithAny(destination, this.brokerPrefixes);
	}

	private static boolean startsWithAny(String destination, Collection<String> prefixes) {
		for (String prefix : prefixes) {
			if (destination.startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return whether what is sent to a destination goes to a user, and to which.
	 * @return the name of a user or of a session, empty if it is none, or {@code null} if
	 * it goes to no user
	 */
	@Nullable String user(String destination) {
		if (!destination.startsWith(this.userPrefix)) {
			return null;
		}
		int end = destination.indexOf('/', this.userPrefix.length());
		return (end >= 0) ? destination.substring(this.userPrefix.length(), end).replace("%2F", "/") : "";
	}

}
