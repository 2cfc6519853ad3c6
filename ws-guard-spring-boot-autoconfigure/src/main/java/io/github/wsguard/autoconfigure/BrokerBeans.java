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

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.context.ApplicationContext;
import org.springframework.messaging.simp.annotation.support.SimpAnnotationMethodMessageHandler;
import org.springframework.messaging.simp.broker.AbstractBrokerMessageHandler;
import org.springframework.messaging.simp.broker.DefaultSubscriptionRegistry;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;
import org.springframework.messaging.simp.stomp.StompBrokerRelayMessageHandler;
import org.springframework.messaging.simp.user.DefaultUserDestinationResolver;

import io.github.wsguard.stomp.BrokerDestinations;

/**
 * Asks the beans of the application which destinations its broker takes.
 */
final class BrokerBeans {

	private static final String USER_PREFIX = "/user/";

	private final ApplicationContext context;

	BrokerBeans(ApplicationContext context) {
		this.context = context;
	}

	BrokerDestinations destinations() {
		Collection<AbstractBrokerMessageHandler> brokers = this.context
			.getBeansOfType(AbstractBrokerMessageHandler.class)
			.values();
		Set<String> broker = new LinkedHashSet<>();
		Set<String> internal = new LinkedHashSet<>();
		boolean relayed = false;
		boolean reaching = false;
		boolean takesAll = false;
		for (AbstractBrokerMessageHandler handler : brokers) {
			broker.addAll(handler.getDestinationPrefixes());
			takesAll |= handler.getDestinationPrefixes().isEmpty();
			reaching |= isReaching(handler);
			if (handler instanceof StompBrokerRelayMessageHandler relay) {
				relayed = true;
				internal.addAll(relay.getSystemSubscriptions().keySet());
			}
		}
		return new BrokerDestinations(takesAll ? List.of() : List.copyOf(broker), applicationPrefixes(), userPrefix(),
				internal, relayed, reaching);
	}

	/**
	 * A broker that separates by something else than slashes takes them for letters. One
	 * beyond the application does so, for all that is known.
	 */
	private static boolean isReaching(AbstractBrokerMessageHandler broker) {
		return !(broker instanceof SimpleBrokerMessageHandler simple
				&& simple.getSubscriptionRegistry() instanceof DefaultSubscriptionRegistry subscriptions)
				|| subscriptions.getPathMatcher().match("/*", "/a/b");
	}

	private List<String> applicationPrefixes() {
		Set<String> prefixes = new LinkedHashSet<>();
		this.context.getBeansOfType(SimpAnnotationMethodMessageHandler.class)
			.values()
			.forEach((handler) -> prefixes.addAll(handler.getDestinationPrefixes()));
		return List.copyOf(prefixes);
	}

	private String userPrefix() {
		return this.context.getBeansOfType(DefaultUserDestinationResolver.class)
			.values()
			.stream()
			.findFirst()
			.map(DefaultUserDestinationResolver::getDestinationPrefix)
			.orElse(USER_PREFIX);
	}

}
