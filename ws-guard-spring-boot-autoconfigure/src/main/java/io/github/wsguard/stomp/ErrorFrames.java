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
import org.springframework.messaging.simp.stomp.StompEncoder;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.web.socket.TextMessage;

import io.github.wsguard.connection.LiveConnection;
import io.github.wsguard.decision.Rejection;

/**
 * The {@code ERROR} frames of refusals.
 */
final class ErrorFrames {

	static final String REASON = "ws-guard-reason";

	private static final byte[] NO_BODY = new byte[0];

	private static final int LONGEST_RECEIPT = 128;

	private final StompEncoder encoder = new StompEncoder();

	/**
	 * Return a frame that names a reason, and nothing that a client chose.
	 */
	TextMessage of(Rejection rejection) {
		return encode(naming(rejection), NO_BODY);
	}

	/**
	 * Return a frame that names a reason, and the frame that it is about by its receipt.
	 * @param rejection the reason
	 * @param connection the connection, which may keep reasons to itself
	 * @param receipt the receipt that the client asked for
	 * @return the frame, or {@code null} if the connection tells no reasons
	 */
	@Nullable TextMessage of(Rejection rejection, LiveConnection connection, @Nullable String receipt) {
		if (!connection.admission().settings().namesReasons()) {
			return null;
		}
		StompHeaderAccessor headers = naming(rejection);
		if (receipt != null && receipt.length() <= LONGEST_RECEIPT) {
			headers.setReceiptId(receipt);
		}
		return encode(headers, NO_BODY);
	}

	/**
	 * Return a frame of the application, with the reason in it.
	 * @param error the frame
	 * @param rejection the reason
	 * @param connection the connection, which may keep reasons to itself
	 */
	TextMessage named(Message<byte[]> error, Rejection rejection, LiveConnection connection) {
		StompHeaderAccessor headers = MessageHeaderAccessor.getAccessor(error, StompHeaderAccessor.class);
		if (headers == null || !headers.isMutable()) {
			headers = StompHeaderAccessor.wrap(error);
		}
		if (connection.admission().settings().namesReasons()) {
			name(headers, rejection);
		}
		return encode(headers, error.getPayload());
	}

	private static StompHeaderAccessor naming(Rejection rejection) {
		StompHeaderAccessor headers = StompHeaderAccessor.create(StompCommand.ERROR);
		name(headers, rejection);
		return headers;
	}

	private static void name(StompHeaderAccessor headers, Rejection rejection) {
		headers.setMessage(rejection.reason().name());
		headers.setNativeHeader(REASON, rejection.reason().name());
	}

	private TextMessage encode(StompHeaderAccessor headers, byte[] body) {
		return new TextMessage(this.encoder.encode(headers.getMessageHeaders(), body));
	}

}
