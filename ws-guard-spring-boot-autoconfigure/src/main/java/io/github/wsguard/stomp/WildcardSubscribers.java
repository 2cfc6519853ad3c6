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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.ChannelInterceptor;

import io.github.wsguard.websocket.GuardedSession;

/**
 * Takes note of the guarded sessions that have subscribed with wildcards, until they end.
 * To be put behind the guard, which lets no other subscription pass.
 */
final class WildcardSubscribers implements ChannelInterceptor {

	private final Set<String> sessionIds = ConcurrentHashMap.newKeySet();

	@Override
	public Message<?> preSend(Message<?> message, MessageChannel channel) {
		MessageHeaders headers = message.getHeaders();
		String sessionId = SimpMessageHeaderAccessor.getSessionId(headers);
		SimpMessageType type = SimpMessageHeaderAccessor.getMessageType(headers);
		if (sessionId == null) {
			return message;
		}
		if (type == SimpMessageType.DISCONNECT) {
			this.sessionIds.remove(sessionId);
		}
		else if (type == SimpMessageType.SUBSCRIBE && isWithWildcards(headers)
				&& GuardedSession.of(SimpMessageHeaderAccessor.getSessionAttributes(headers)) != null) {
			this.sessionIds.add(sessionId);
		}
		return message;
	}

	private static boolean isWithWildcards(MessageHeaders headers) {
		String destination = SimpMessageHeaderAccessor.getDestination(headers);
		return destination != null && WildcardDestination.hasWildcard(destination);
	}

	boolean include(String sessionId) {
		return this.sessionIds.contains(sessionId);
	}

}
