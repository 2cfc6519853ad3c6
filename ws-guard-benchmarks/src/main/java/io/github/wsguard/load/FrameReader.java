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

package io.github.wsguard.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the frames of a server one by one: short ones, such as an echo or a farewell.
 */
final class FrameReader {

	private static final int HEADER = 2;

	private static final int LONGEST = 125;

	private static final int OPCODE = 0x0f;

	private static final int CLOSE = 8;

	private static final int CODE = 2;

	private final ByteBuffer bytes = ByteBuffer.allocate(HEADER + LONGEST);

	/**
	 * Read what there is of a frame.
	 * @return its text, for a farewell the word close, its code and its reason; empty if
	 * the frame is not complete
	 * @throws IOException if the connection has ended, or the frame is a long one
	 */
	Optional<String> read(ReadableByteChannel channel) throws IOException {
		this.bytes.limit(length());
		while (this.bytes.hasRemaining()) {
			int count = channel.read(this.bytes);
			if (count < 0) {
				throw new EOFException("The connection has ended");
			}
			if (count == 0) {
				return Optional.empty();
			}
			this.bytes.limit(length());
		}
		String text = text();
		this.bytes.clear();
		return Optional.of(text);
	}

	/**
	 * Return how long the frame is, as far as that is known.
	 */
	private int length() throws IOException {
		if (this.bytes.position() < HEADER) {
			return HEADER;
		}
		int payload = this.bytes.get(1) & 0xff;
		if (payload > LONGEST) {
			throw new IOException("The frame is a long one");
		}
		return HEADER + payload;
	}

	private String text() {
		boolean farewell = (this.bytes.get(0) & OPCODE) == CLOSE;
		if (!farewell) {
			return text(HEADER);
		}
		return (this.bytes.position() < HEADER + CODE) ? "close"
				: ("close " + (this.bytes.getShort(HEADER) & 0xffff) + " " + text(HEADER + CODE)).strip();
	}

	private String text(int start) {
		return new String(this.bytes.array(), start, this.bytes.position() - start, StandardCharsets.UTF_8);
	}

}
