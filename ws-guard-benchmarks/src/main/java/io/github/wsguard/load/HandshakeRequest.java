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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A handshake as a browser sends it, without its token.
 */
final class HandshakeRequest {

	private static final byte[] LINE = "GET /ws".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] PARAMETER = "?access_token=".getBytes(StandardCharsets.US_ASCII);

	private final byte[] rest;

	HandshakeRequest(int port, String origin) {
		this.rest = (" HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nOrigin: " + origin + "\r\n"
				+ "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\r\nAccept-Language: en-GB,en;q=0.9\r\n"
				+ "Cache-Control: no-cache\r\nPragma: no-cache\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
				+ "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Write it with a token.
	 * @param token the token, empty for none
	 * @param output where to
	 */
	void write(byte[] token, ByteBuffer output) {
		output.put(LINE);
		if (token.length > 0) {
			output.put(PARAMETER).put(token);
		}
		output.put(this.rest);
	}

}
