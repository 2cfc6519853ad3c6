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

import java.security.Principal;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.simp.user.DestinationUserNameProvider;

import io.github.wsguard.connection.LiveConnection;
import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.RejectionReason;

/**
 * Decides which clients may send to a destination, or subscribe to it: by the rules of
 * the application, and by what nobody may do without one.
 */
public final class DestinationPolicy {

	private static final String USER_QUEUE = "-user";

	private final DestinationRules rules;

	private final Supplier<BrokerDestinations> broker;

	/**
	 * Create a policy.
	 * @param rules the rules of the application
	 * @param broker which destinations the broker takes
	 */
	public DestinationPolicy(DestinationRules rules, Supplier<BrokerDestinations> broker) {
		this.rules = rules;
		this.broker = broker;
	}

	/**
	 * Return whether a broker beyond the application settles what is left open.
	 */
	boolean isRelayed() {
		return this.broker.get().relayed();
	}

	/**
	 * Return whether a subscription may name a queue of the broker beside its
	 * destination: no rule is about those.
	 */
	boolean allowsNamedQueues() {
		return this.rules.isEmpty() || !isRelayed();
	}

	/**
	 * Return whether clients may subscribe with wildcards, so that what is delivered need
	 * not be what a subscription names.
	 */
	boolean allowsWildcards() {
		return this.rules.allowWildcards();
	}

	/**
	 * Return whether no client may receive what is sent to a destination, but for the one
	 * whose it is. A rule that names the destination says that it is nobody's.
	 */
	boolean isWithheld(String destination, String sessionId) {
		return isInternal(destination) || (isForeignQueue(destination, sessionId) && !this.rules.name(destination));
	}

	private boolean isInternal(String destination) {
		return this.broker.get().internalDestinations().contains(destination);
	}

	Decision evaluate(DestinationAction action, @Nullable String destination, LiveConnection connection) {
		if (destination == null || destination.isEmpty()) {
			return Decision.reject(RejectionReason.STOMP_FRAME_INVALID, "The frame has no destination");
		}
		if (!this.rules.isEmpty() && isAmbiguous(destination)) {
			return DestinationRules.forbid("The destination has an empty part, or one that brokers read differently");
		}
		if (isInternal(destination)) {
			return DestinationRules.forbid("The destination is for instances of the application among themselves");
		}
		return (action == DestinationAction.SEND) ? evaluateSend(destination, connection)
				: evaluateSubscribe(destination, connection);
	}

	/**
	 * What matches Ant patterns passes over empty parts; a broker beyond the application
	 * may decode destinations, or take several at once.
	 */
	private boolean isAmbiguous(String destination) {
		return destination.contains("//") || destination.contains("..")
				|| (isRelayed() && (destination.indexOf('%') >= 0 || destination.indexOf(',') >= 0));
	}

	private Decision evaluateSend(String destination, LiveConnection connection) {
		BrokerDestinations broker = this.broker.get();
		String user = broker.user(destination);
		if (user == null && broker.relayed() && broker.takes(destination)
				&& WildcardDestination.hasWildcard(destination)) {
			return DestinationRules.forbid("The broker may take the destination for more than one");
		}
		boolean ruleRequired = (user != null) ? !isOwner(user, connection) : broker.takes(destination);
		return this.rules.evaluate(DestinationAction.SEND, destination, connection.identity(), ruleRequired);
	}

	private static boolean isOwner(String user, LiveConnection connection) {
		Principal principal = connection.identity().principal();
		if (principal == null) {
			return user.equals(connection.sessionId());
		}
		String name = (principal instanceof DestinationUserNameProvider provider) ? provider.getDestinationUserName()
				: principal.getName();
		return user.equals(name) || user.equals(connection.sessionId());
	}

	private Decision evaluateSubscribe(String destination, LiveConnection connection) {
		// Spring makes a queue of the identifier, which SockJS clients choose
		if (WildcardDestination.hasWildcard(connection.sessionId())) {
			return DestinationRules.forbid("The identifier of the session is a wildcard");
		}
		BrokerDestinations broker = this.broker.get();
		WildcardDestination wildcards = WildcardDestination.of(destination, broker.reaching());
		// What a broker beyond the application delivers, it may have taken from somebody
		if (isWithheld(destination, connection.sessionId())
				|| (wildcards != null && broker.relayed() && destination.contains(USER_QUEUE))) {
			return DestinationRules.forbid("The destination is the queue of another session");
		}
		return (wildcards != null) ? this.rules.evaluate(wildcards, destination, connection.identity())
				: this.rules.evaluate(DestinationAction.SUBSCRIBE, destination, connection.identity(), false);
	}

	/**
	 * Spring appends <code>-user</code> and the identifier of a session to what it makes
	 * of a user's destination. An identifier begins with a letter or a digit, has no dot
	 * and is more than the plural of a word. A client may have written a wildcard for it.
	 */
	private static boolean isForeignQueue(String destination, String sessionId) {
		int index = destination.lastIndexOf(USER_QUEUE);
		int start = index + USER_QUEUE.length();
		if (index < 0 || start == destination.length() || destination.indexOf('/', start) >= 0
				|| destination.indexOf('.', start) >= 0) {
			return false;
		}
		String owner = destination.substring(start);
		return !owner.equals(sessionId) && !owner.equals("s") && (Character.isLetterOrDigit(owner.charAt(0))
				|| WildcardDestination.hasWildcard(owner.substring(0, 1)));
	}

}
