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
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHeaderAccessor;

import io.github.wsguard.connection.Identity;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.websocket.GuardedSession;

/**
 * Looks at what clients send before anybody else does. A frame of a guarded session that
 * is refused ends its connection and goes no further; one that passes carries the
 * principal of the connection, and no token. Frames of other sessions are left alone.
 */
final class GuardChannelInterceptor implements ChannelInterceptor {

	private static final Logger logger = LoggerFactory.getLogger(GuardChannelInterceptor.class);

	private final ErrorFrames errors = new ErrorFrames();

	private final FrameChecks checks;

	private final @Nullable RefreshFrames refresh;

	GuardChannelInterceptor(FrameChecks checks, @Nullable RefreshFrames refresh) {
		this.checks = checks;
		this.refresh = refresh;
	}

	@Override
	public @Nullable Message<?> preSend(Message<?> message, MessageChannel channel) {
		// The registry forgets a session that is closed, the attributes do not: a frame
		// that waited for its turn is still judged
		GuardedSession session = GuardedSession
			.of(SimpMessageHeaderAccessor.getSessionAttributes(message.getHeaders()));
		// Spring itself tells the broker of the end of a session, by a frame
		if (session == null
				|| SimpMessageType.DISCONNECT.equals(SimpMessageHeaderAccessor.getMessageType(message.getHeaders()))) {
			return message;
		}
		return session.connection().end().isEmpty() ? judge(message, session) : null;
	}

	private @Nullable Message<?> judge(Message<?> message, GuardedSession session) {
		SimpMessageHeaderAccessor headers = headers(message);
		Rejection rejection;
		try {
			if (this.refresh != null && this.refresh.isOne(headers)) {
				rejection = this.refresh.handle(headers, session.connection());
				if (rejection == null) {
					return null;
				}
			}
			else {
				rejection = this.checks.fault(headers, session.connection());
			}
		}
		// Whatever nobody planned closes the door
		catch (RuntimeException ex) {
			logger.error("A STOMP frame of connection {} could not be judged", session.connection().id(), ex);
			rejection = Rejection.because(RejectionReason.INTERNAL_ERROR, "A frame could not be judged");
		}
		if (rejection != null) {
			String receipt = (headers instanceof StompHeaderAccessor stomp) ? stomp.getReceipt() : null;
			session.refuse(rejection, this.errors.of(rejection, session.connection(), receipt));
			return null;
		}
		return prepared(message, headers, session.connection().identity());
	}

	private static SimpMessageHeaderAccessor headers(Message<?> message) {
		SimpMessageHeaderAccessor headers = MessageHeaderAccessor.getAccessor(message, SimpMessageHeaderAccessor.class);
		if (headers != null && isMutable(message)) {
			return headers;
		}
		return (headers instanceof StompHeaderAccessor) ? StompHeaderAccessor.wrap(message)
				: SimpMessageHeaderAccessor.wrap(message);
	}

	/**
	 * Spring's own frames are: they stay what they are for events, too.
	 */
	private static boolean isMutable(Message<?> message) {
		SimpMessageHeaderAccessor headers = MessageHeaderAccessor.getAccessor(message, SimpMessageHeaderAccessor.class);
		return headers != null && headers.isMutable();
	}

	/**
	 * Let the frame go on as the connection's principal, who may have another token than
	 * when the STOMP session began.
	 */
	private static Message<?> prepared(Message<?> message, SimpMessageHeaderAccessor headers, Identity identity) {
		if (identity.token() == null) {
			return message;
		}
		headers.setUser(identity.principal());
		if (headers.getMessageType() == SimpMessageType.CONNECT) {
			BearerHeader.removeFrom(headers);
		}
		return isMutable(message) ? message
				: MessageBuilder.createMessage(message.getPayload(), headers.getMessageHeaders());
	}

}
