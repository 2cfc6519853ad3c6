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

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

import io.github.wsguard.connection.LiveConnection;
import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * What is asked of a frame before the application may have it.
 */
final class FrameChecks {

	private static final String DESTINATION = "destination";

	/**
	 * What RabbitMQ takes messages from, whatever the destination.
	 */
	private static final String QUEUE_NAME = "x-queue-name";

	private final DestinationPolicy destinations;

	FrameChecks(DestinationPolicy destinations) {
		this.destinations = destinations;
	}

	/**
	 * Return why a frame is refused.
	 * @return the rejection, or {@code null} if it is not
	 */
	@Nullable Rejection fault(SimpMessageHeaderAccessor headers, LiveConnection connection) {
		if (headers instanceof StompHeaderAccessor stomp && isServers(stomp.getCommand())) {
			return Rejection.because(RejectionReason.STOMP_FRAME_INVALID, "A client sent a frame that is the server's");
		}
		SimpMessageType type = headers.getMessageType();
		if (type == SimpMessageType.CONNECT) {
			return (headers instanceof StompHeaderAccessor stomp)
					? ConnectFrame.fault(stomp, !this.destinations.isRelayed()) : null;
		}
		if (type == SimpMessageType.MESSAGE) {
			return fault(DestinationAction.SEND, headers, connection);
		}
		return (type == SimpMessageType.SUBSCRIBE) ? fault(DestinationAction.SUBSCRIBE, headers, connection) : null;
	}

	/**
	 * Spring handles a {@code MESSAGE} like a {@code SEND}.
	 */
	private static boolean isServers(@Nullable StompCommand command) {
		return command == StompCommand.MESSAGE || command == StompCommand.CONNECTED || command == StompCommand.RECEIPT
				|| command == StompCommand.ERROR;
	}

	private @Nullable Rejection fault(DestinationAction action, SimpMessageHeaderAccessor headers,
			LiveConnection connection) {
		List<String> destinations = headers.getNativeHeader(DESTINATION);
		// Of several, another broker may go by another one
		if (destinations != null && destinations.size() > 1) {
			return Rejection.because(RejectionReason.STOMP_FRAME_INVALID, "The frame has more than one destination");
		}
		// Spring shows it to receivers as the destination, and instances believe each
		// other
		if (headers.getNativeHeader(SimpMessageHeaderAccessor.ORIGINAL_DESTINATION) != null) {
			return Rejection.because(RejectionReason.STOMP_FRAME_INVALID,
					"The frame has a header that is the server's");
		}
		if (action == DestinationAction.SUBSCRIBE && headers.getNativeHeader(QUEUE_NAME) != null
				&& !this.destinations.allowsNamedQueues()) {
			return Rejection.because(RejectionReason.DESTINATION_FORBIDDEN,
					"The frame names a queue of the broker beside its destination");
		}
		Decision decision = this.destinations.evaluate(action, headers.getDestination(), connection);
		return (decision instanceof Decision.Reject reject) ? reject.rejection() : null;
	}

}
