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

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.ChannelInterceptor;

/**
 * Looks at what clients are sent because of a subscription with wildcards: to the broker,
 * the queue of another session is a destination like any other. What others are sent is
 * left alone.
 */
final class DeliveryInterceptor implements ChannelInterceptor {

	private static final Logger logger = LoggerFactory.getLogger(DeliveryInterceptor.class);

	private final DestinationPolicy destinations;

	private final WildcardSubscribers subscribers;

	/**
	 * Create an interceptor.
	 * @param destinations knows whose a destination is
	 * @param subscribers those who may be sent what they did not name
	 */
	DeliveryInterceptor(DestinationPolicy destinations, WildcardSubscribers subscribers) {
		this.destinations = destinations;
		this.subscribers = subscribers;
	}

	@Override
	public @Nullable Message<?> preSend(Message<?> message, MessageChannel channel) {
		MessageHeaders headers = message.getHeaders();
		String destination = SimpMessageHeaderAccessor.getDestination(headers);
		String sessionId = SimpMessageHeaderAccessor.getSessionId(headers);
		if (destination == null || sessionId == null || !this.subscribers.include(sessionId)
				|| SimpMessageHeaderAccessor.getMessageType(headers) != SimpMessageType.MESSAGE
				|| !this.destinations.isWithheld(destination, sessionId)) {
			return message;
		}
		logger.debug("A message to the queue of another session was kept from a subscriber with wildcards");
		return null;
	}

}
