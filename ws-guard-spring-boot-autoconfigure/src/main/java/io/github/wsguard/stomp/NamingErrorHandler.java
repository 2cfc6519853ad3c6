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

import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompConversionException;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.web.socket.messaging.StompSubProtocolErrorHandler;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.websocket.GuardedSession;

/**
 * Names the errors that Spring meets with the frames of guarded sessions: those that it
 * cannot read, and those that the application's interceptors refuse. The application's
 * own error handler has its say, and every other error is its alone.
 */
final class NamingErrorHandler extends StompSubProtocolErrorHandler {

	/**
	 * How Spring begins to tell that a frame is larger than it buffers: nothing but the
	 * message differs from a frame that cannot be read.
	 */
	private static final String[] TOO_LARGE = { "The configured STOMP buffer size limit", "STOMP 'content-length'" };

	private static final StompSubProtocolErrorHandler DEFAULT = new StompSubProtocolErrorHandler();

	private final @Nullable StompSubProtocolErrorHandler application;

	private final HandledSession handled;

	private final ErrorFrames errors;

	private final ForeignRefusals foreign;

	NamingErrorHandler(@Nullable StompSubProtocolErrorHandler application, HandledSession handled, ErrorFrames errors,
			ForeignRefusals foreign) {
		this.application = application;
		this.handled = handled;
		this.errors = errors;
		this.foreign = foreign;
	}

	@Override
	public @Nullable Message<byte[]> handleClientMessageProcessingError(@Nullable Message<byte[]> clientMessage,
			Throwable ex) {
		GuardedSession session = this.handled.get();
		if (session == null) {
			return answer(clientMessage, ex);
		}
		Rejection fault = fault(clientMessage, ex);
		if (fault != null) {
			session.refuse(fault, this.errors.of(fault, session.connection(), receipt(clientMessage)));
			return null;
		}
		Message<byte[]> answer = answer(clientMessage, ex);
		Rejection refusal = this.foreign.name(clientMessage, ex).orElse(null);
		if (refusal == null || answer == null) {
			return answer;
		}
		session.refuse(refusal, this.errors.named(answer, refusal, session.connection()));
		return null;
	}

	private @Nullable Message<byte[]> answer(@Nullable Message<byte[]> clientMessage, Throwable ex) {
		return ((this.application != null) ? this.application : DEFAULT)
			.handleClientMessageProcessingError(clientMessage, ex);
	}

	private static @Nullable Rejection fault(@Nullable Message<byte[]> clientMessage, Throwable ex) {
		if (clientMessage == null) {
			return unreadable(ex);
		}
		StompHeaderAccessor headers = MessageHeaderAccessor.getAccessor(clientMessage, StompHeaderAccessor.class);
		if (headers == null) {
			return null;
		}
		// Spring refuses some frames before it says whose they are
		if (headers.getSessionId() == null) {
			return misplaced(headers.getCommand());
		}
		return ConnectFrame.hasValidHeartbeat(headers) ? null : ConnectFrame.invalidHeartbeat();
	}

	private static @Nullable Rejection unreadable(Throwable ex) {
		if (ex instanceof StompConversionException && ex.getMessage() != null) {
			for (String beginning : TOO_LARGE) {
				if (ex.getMessage().startsWith(beginning)) {
					return Rejection.because(RejectionReason.MESSAGE_TOO_LARGE, "A frame was larger than may be");
				}
			}
		}
		return (ex instanceof IllegalStateException) ? null
				: Rejection.because(RejectionReason.STOMP_FRAME_INVALID, "A frame cannot be read");
	}

	private static Rejection misplaced(@Nullable StompCommand command) {
		return (command == StompCommand.CONNECT || command == StompCommand.STOMP)
				? Rejection.because(RejectionReason.STOMP_FRAME_INVALID, "A second CONNECT frame came")
				: Rejection.because(RejectionReason.STOMP_NOT_CONNECTED, "A frame came before CONNECT");
	}

	private static @Nullable String receipt(@Nullable Message<byte[]> clientMessage) {
		StompHeaderAccessor headers = (clientMessage != null)
				? MessageHeaderAccessor.getAccessor(clientMessage, StompHeaderAccessor.class) : null;
		return (headers != null) ? headers.getReceipt() : null;
	}

	@Override
	public @Nullable Message<byte[]> handleErrorMessageToClient(Message<byte[]> errorMessage) {
		return (this.application != null) ? this.application.handleErrorMessageToClient(errorMessage) : errorMessage;
	}

}
