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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompDecoder;
import org.springframework.messaging.simp.stomp.StompEncoder;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.websocket.Subprotocol.FirstMessage;

/**
 * Reads the first message of a STOMP client of whom nothing is known: a {@code CONNECT}
 * frame with a token, most of the time. Frames are decoded, and written anew, by what
 * Spring decodes them with, so that both see the same headers.
 */
final class FirstFrame {

	private static final String[] CONNECTS = { "CONNECT", "STOMP" };

	private final StompDecoder decoder = new StompDecoder();

	private final StompEncoder encoder = new StompEncoder();

	FirstMessage read(WebSocketMessage<?> message) {
		ByteBuffer bytes = bytes(message);
		if (bytes == null) {
			return new FirstMessage.Nothing();
		}
		List<Message<byte[]>> frames;
		try {
			frames = this.decoder.decode(bytes);
		}
		catch (RuntimeException ex) {
			return invalid("The first frame cannot be read");
		}
		for (int i = 0; i < frames.size(); i++) {
			if (!isHeartbeat(frames.get(i))) {
				return readFrame(frames.subList(i, frames.size()), bytes, message instanceof BinaryMessage);
			}
		}
		return bytes.hasRemaining() ? beginning(bytes) : new FirstMessage.Nothing();
	}

	private static @Nullable ByteBuffer bytes(WebSocketMessage<?> message) {
		if (message instanceof TextMessage text) {
			return ByteBuffer.wrap(text.asBytes());
		}
		return (message instanceof BinaryMessage binary) ? binary.getPayload().duplicate() : null;
	}

	private static boolean isHeartbeat(Message<byte[]> frame) {
		return SimpMessageType.HEARTBEAT.equals(SimpMessageHeaderAccessor.getMessageType(frame.getHeaders()));
	}

	/**
	 * Who begins with something else need not be waited for.
	 */
	private static FirstMessage beginning(ByteBuffer bytes) {
		String start = StandardCharsets.ISO_8859_1.decode(bytes).toString();
		for (String connect : CONNECTS) {
			if (connect.startsWith(start) || start.startsWith(connect)) {
				return new FirstMessage.Incomplete();
			}
		}
		return invalid("The first message begins no CONNECT frame");
	}

	private FirstMessage readFrame(List<Message<byte[]>> frames, ByteBuffer incomplete, boolean binary) {
		StompHeaderAccessor headers = MessageHeaderAccessor.getAccessor(frames.get(0), StompHeaderAccessor.class);
		StompCommand command = (headers != null) ? headers.getCommand() : null;
		if (headers == null || (command != StompCommand.CONNECT && command != StompCommand.STOMP)) {
			return new FirstMessage.Unreadable(Rejection.because(RejectionReason.STOMP_NOT_CONNECTED,
					"The first frame is another one than CONNECT"));
		}
		BearerHeader authorization = BearerHeader.of(headers);
		String token = authorization.token();
		if (token != null) {
			BearerHeader.removeFrom(headers);
			return new FirstMessage.Token(token, encode(frames, incomplete, binary));
		}
		Rejection fault = authorization.fault();
		if (authorization.isAmbiguous()) {
			return new FirstMessage.Unreadable(fault);
		}
		boolean misplaced = fault.reason() == RejectionReason.TOKEN_MISSING && MisplacedToken.isIn(headers);
		return new FirstMessage.Other(misplaced ? Rejection
			.because(RejectionReason.TOKEN_PLACEMENT_UNSUPPORTED, "A token stands in another header of the frame")
			.hint(fault.hint()) : fault);
	}

	private WebSocketMessage<?> encode(List<Message<byte[]>> frames, ByteBuffer incomplete, boolean binary) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (Message<byte[]> frame : frames) {
			bytes.writeBytes(this.encoder.encode(frame));
		}
		byte[] rest = new byte[incomplete.remaining()];
		incomplete.get(rest);
		bytes.writeBytes(rest);
		return binary ? new BinaryMessage(bytes.toByteArray()) : new TextMessage(bytes.toByteArray());
	}

	private static FirstMessage invalid(String detail) {
		return new FirstMessage.Unreadable(Rejection.because(RejectionReason.STOMP_FRAME_INVALID, detail));
	}

}
