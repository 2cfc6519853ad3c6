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

package io.github.wsguard.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

/**
 * Puts a message together that comes in parts. Belongs to the session that receives it,
 * whose messages come one after the other; the caller bounds their size.
 */
final class MessageAssembly {

	private @Nullable StringBuilder text;

	private @Nullable ByteArrayOutputStream binary;

	private long bytes;

	private long units;

	private boolean inParts;

	private boolean complete = true;

	/**
	 * Count a part.
	 */
	void count(WebSocketMessage<?> part) {
		if (this.complete) {
			this.bytes = 0;
			this.units = 0;
		}
		this.inParts = !this.complete || !part.isLast();
		this.complete = part.isLast();
		String text = (part instanceof TextMessage message) ? message.getPayload() : null;
		this.bytes += (text != null) ? utf8Length(text) : part.getPayloadLength();
		this.units += (text != null) ? text.length() : part.getPayloadLength();
	}

	/**
	 * Return the size of the message on the wire, as far as it was counted.
	 */
	long bytes() {
		return this.bytes;
	}

	/**
	 * Return the size of the message as the container counts it: characters of a text,
	 * bytes of anything else.
	 */
	long units() {
		return this.units;
	}

	/**
	 * Return whether the message that was counted last came in more than one part.
	 */
	boolean isInParts() {
		return this.inParts;
	}

	/**
	 * Return how many bytes a text takes on the wire, without encoding it.
	 */
	private static long utf8Length(String text) {
		long length = text.length();
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c >= 0x80) {
				// Each half of a surrogate pair stands for two of its four bytes
				length += (c < 0x800 || Character.isSurrogate(c)) ? 1 : 2;
			}
		}
		return length;
	}

	/**
	 * Add a part.
	 * @return the whole message, or {@code null} if more parts follow
	 */
	@Nullable WebSocketMessage<?> add(WebSocketMessage<?> part) {
		if (part instanceof TextMessage message) {
			return add(message);
		}
		return (part instanceof BinaryMessage message) ? add(message) : part;
	}

	/**
	 * Take a message back that turned out to be a part: the next one goes on with it.
	 */
	void keep(WebSocketMessage<?> message) {
		if (message instanceof TextMessage part) {
			add(new TextMessage(part.getPayload(), false));
		}
		else if (message instanceof BinaryMessage part) {
			add(new BinaryMessage(part.getPayload(), false));
		}
	}

	private @Nullable WebSocketMessage<?> add(TextMessage part) {
		if (part.isLast() && this.text == null) {
			return part;
		}
		if (this.text == null) {
			this.text = new StringBuilder();
		}
		this.text.append(part.getPayload());
		if (!part.isLast()) {
			return null;
		}
		WebSocketMessage<?> whole = new TextMessage(this.text);
		this.text = null;
		return whole;
	}

	private @Nullable WebSocketMessage<?> add(BinaryMessage part) {
		if (part.isLast() && this.binary == null) {
			return part;
		}
		if (this.binary == null) {
			this.binary = new ByteArrayOutputStream();
		}
		ByteBuffer payload = part.getPayload().duplicate();
		byte[] bytes = new byte[payload.remaining()];
		payload.get(bytes);
		this.binary.writeBytes(bytes);
		if (!part.isLast()) {
			return null;
		}
		WebSocketMessage<?> whole = new BinaryMessage(this.binary.toByteArray());
		this.binary = null;
		return whole;
	}

}
