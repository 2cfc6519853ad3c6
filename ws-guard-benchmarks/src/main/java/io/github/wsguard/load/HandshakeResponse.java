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

/**
 * Reads an answer to the end of its body, and keeps nothing but its status code.
 */
final class HandshakeResponse {

	/**
	 * Stands for an answer that is not complete.
	 */
	static final int INCOMPLETE = 0;

	private static final int SWITCHING_PROTOCOLS = 101;

	private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");

	private static final byte[] CONTENT_LENGTH = ascii("\r\ncontent-length:");

	private static final byte[] CHUNKED = ascii("\r\ntransfer-encoding: chunked");

	private static final byte[] CLOSE = ascii("\r\nconnection: close");

	private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");

	private final ByteBuffer bytes = ByteBuffer.allocate(4096);

	private int status;

	private boolean chunked;

	private boolean closing;

	private long missing;

	/**
	 * Forget the answer that was read.
	 */
	void reset() {
		this.bytes.clear();
		this.status = INCOMPLETE;
	}

	/**
	 * Tell whether the server closes the connection after this answer.
	 */
	boolean isLast() {
		return this.closing;
	}

	/**
	 * Read what there is.
	 * @return the status code, or {@link #INCOMPLETE}
	 * @throws IOException if the answer breaks off or is none
	 */
	int read(ReadableByteChannel channel) throws IOException {
		int count = channel.read(this.bytes);
		while (count > 0) {
			if ((this.status == INCOMPLETE) ? readHead() : readBody(count)) {
				return this.status;
			}
			count = channel.read(this.bytes);
		}
		if (count < 0 && this.status != INCOMPLETE && this.missing == Long.MAX_VALUE) {
			return this.status;
		}
		if (count < 0 || !this.bytes.hasRemaining()) {
			throw new EOFException("The answer breaks off");
		}
		return INCOMPLETE;
	}

	private boolean readHead() {
		int end = indexOf(END_OF_HEAD, this.bytes.position());
		if (end < 0) {
			return false;
		}
		this.status = number("HTTP/1.1 ".length());
		this.closing = indexOf(CLOSE, end) >= 0;
		this.chunked = indexOf(CHUNKED, end) >= 0;
		int length = indexOf(CONTENT_LENGTH, end);
		int body = this.bytes.position() - end - END_OF_HEAD.length;
		if (this.status == SWITCHING_PROTOCOLS) {
			return true;
		}
		this.missing = (length < 0) ? Long.MAX_VALUE : number(length + CONTENT_LENGTH.length);
		return readBody(body);
	}

	/**
	 * Take some bytes of the body.
	 * @return whether it is complete
	 */
	private boolean readBody(int count) {
		if (this.chunked) {
			return endsWithLastChunk();
		}
		if (this.missing != Long.MAX_VALUE) {
			this.missing -= count;
		}
		this.bytes.clear();
		return this.missing <= 0;
	}

	private boolean endsWithLastChunk() {
		int start = this.bytes.position() - LAST_CHUNK.length;
		for (int i = 0; i < LAST_CHUNK.length; i++) {
			if (start < 0 || this.bytes.get(start + i) != LAST_CHUNK[i]) {
				return false;
			}
		}
		return true;
	}

	private int indexOf(byte[] lowerCase, int end) {
		for (int start = 0; start <= end - lowerCase.length; start++) {
			int matched = 0;
			while (matched < lowerCase.length && lower(this.bytes.get(start + matched)) == lowerCase[matched]) {
				matched++;
			}
			if (matched == lowerCase.length) {
				return start;
			}
		}
		return -1;
	}

	private int number(int start) {
		int position = start;
		while (this.bytes.get(position) == ' ') {
			position++;
		}
		int number = 0;
		for (byte digit = this.bytes.get(position); digit >= '0' && digit <= '9'; digit = this.bytes.get(++position)) {
			number = number * 10 + digit - '0';
		}
		return number;
	}

	private static int lower(byte character) {
		return (character >= 'A' && character <= 'Z') ? character + ('a' - 'A') : character;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
