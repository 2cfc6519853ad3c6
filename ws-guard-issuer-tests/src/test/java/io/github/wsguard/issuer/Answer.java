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

package io.github.wsguard.issuer;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What came back over the socket for a handshake.
 *
 * @param status the status code
 * @param headers the header fields, by name in any case
 * @param content the body of a refusal, or the first message of the connection
 */
record Answer(int status, Map<String, String> headers, String content) {

	private static final int TIMEOUT = 10_000;

	/**
	 * Ask for a connection and close it when it has said something.
	 * @param port the port on this machine
	 * @param path the path of the endpoint
	 * @param token the token
	 * @return the answer
	 */
	static Answer to(int port, String path, String token) {
		try (Socket socket = new Socket("localhost", port)) {
			socket.setSoTimeout(TIMEOUT);
			socket.getOutputStream().write(handshake(path, port, token).getBytes(StandardCharsets.US_ASCII));
			return read(socket.getInputStream());
		}
		catch (IOException ex) {
			throw new IllegalStateException("No answer to a handshake", ex);
		}
	}

	private static String handshake(String path, int port, String token) {
		return """
				GET %s HTTP/1.1\r
				Host: localhost:%d\r
				Upgrade: websocket\r
				Connection: Upgrade\r
				Sec-WebSocket-Version: 13\r
				Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
				Authorization: Bearer %s\r
				\r
				""".formatted(path, port, token);
	}

	private static Answer read(InputStream in) throws IOException {
		int status = Integer.parseInt(line(in).split(" ")[1]);
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (String line = line(in); !line.isEmpty(); line = line(in)) {
			int colon = line.indexOf(':');
			headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
		}
		return new Answer(status, headers, (status == 101) ? message(in) : body(in, headers));
	}

	private static String message(InputStream in) throws IOException {
		if (in.read() != 0x81) {
			throw new IOException("Not a text message");
		}
		return new String(in.readNBytes(in.read()), StandardCharsets.UTF_8);
	}

	private static String body(InputStream in, Map<String, String> headers) throws IOException {
		int length = Integer.parseInt(Objects.requireNonNull(headers.get("Content-Length")));
		return new String(in.readNBytes(length), StandardCharsets.UTF_8);
	}

	private static String line(InputStream in) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int octet = in.read(); octet != '\n'; octet = in.read()) {
			if (octet < 0) {
				throw new EOFException("Connection closed");
			}
			line.write(octet);
		}
		return line.toString(StandardCharsets.ISO_8859_1).trim();
	}

	/**
	 * Return whether the connection was opened.
	 * @return {@code true} for 101
	 */
	boolean isAdmitted() {
		return this.status == 101;
	}

	/**
	 * Return the reason that the header names.
	 * @return the code, or {@code null} if there is none
	 */
	@Nullable String reason() {
		return this.headers.get("WS-Guard-Reason");
	}

	/**
	 * Return whether header and body agree on a refusal.
	 * @param status the status code
	 * @param reason the code of the reason
	 * @param retry the advice
	 * @return {@code true} if it is this refusal, and {@code Retry-After} is there if it
	 * must be
	 */
	boolean isRefusal(int status, String reason, String retry) {
		return this.status == status && reason.equals(reason())
				&& this.content.contains("\"reason\":\"%s\"".formatted(reason))
				&& this.content.contains("\"retry\":\"%s\"".formatted(retry))
				&& this.headers.containsKey("Retry-After") == retry.equals("later");
	}

}
