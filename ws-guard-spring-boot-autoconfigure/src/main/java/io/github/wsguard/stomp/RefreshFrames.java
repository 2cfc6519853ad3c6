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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;

import io.github.wsguard.connection.LiveConnection;
import io.github.wsguard.connection.TokenRefresh;
import io.github.wsguard.connection.TokenRefresh.Outcome;
import io.github.wsguard.decision.Rejection;

/**
 * Frames that bring a fresh token for their own connection, and the receipts that answer
 * them.
 */
final class RefreshFrames {

	static final String DESTINATION = "/ws-guard/refresh";

	static final String EXPIRES_IN = "expires-in";

	private static final byte[] NO_BODY = new byte[0];

	private final TokenRefresh refresh;

	private final Supplier<MessageChannel> outbound;

	RefreshFrames(TokenRefresh refresh, Supplier<MessageChannel> outbound) {
		this.refresh = refresh;
		this.outbound = outbound;
	}

	boolean isOne(SimpMessageHeaderAccessor headers) {
		return headers.getMessageType() == SimpMessageType.MESSAGE && DESTINATION.equals(headers.getDestination());
	}

	/**
	 * Take the token of a frame.
	 * @return why it does not count, or {@code null} if nothing is to be refused
	 */
	@Nullable Rejection handle(SimpMessageHeaderAccessor headers, LiveConnection connection) {
		BearerHeader authorization = BearerHeader.of(headers);
		String token = authorization.token();
		if (token == null) {
			return authorization.fault();
		}
		Outcome outcome = this.refresh.refresh(connection, token);
		if (outcome instanceof Outcome.Refused refused) {
			return refused.rejection();
		}
		if (outcome instanceof Outcome.Refreshed refreshed && headers instanceof StompHeaderAccessor stomp
				&& stomp.getReceipt() != null) {
			confirm(connection, stomp.getReceipt(), refreshed);
		}
		return null;
	}

	private void confirm(LiveConnection connection, String receipt, Outcome.Refreshed refreshed) {
		StompHeaderAccessor answer = StompHeaderAccessor.create(StompCommand.RECEIPT);
		answer.setSessionId(connection.sessionId());
		answer.setReceiptId(receipt);
		answer.setNativeHeader(EXPIRES_IN, Long.toString(refreshed.expiresIn().toSeconds()));
		this.outbound.get().send(MessageBuilder.createMessage(NO_BODY, answer.getMessageHeaders()));
	}

}
