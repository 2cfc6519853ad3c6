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

package io.github.wsguard.sample;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A WebSocket client that sends whatever it is told to, as a browser would not: any
 * {@code Origin}, any token, in any place. A refusal is read like an answer.
 */
public final class RawWebSocket implements AutoCloseable {

	private final Socket socket;

	private final DataInputStream in;

	private final int status;

	private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private final String body;

	private RawWebSocket(int port, List<String> request) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setSoTimeout(10_000);
		this.in = new DataInputStream(this.socket.getInputStream());
		this.socket.getOutputStream()
			.write((String.join("\r\n", request) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
		this.status = Integer.parseInt(readLine().substring(9, 12));
		for (String line = readLine(); !line.isEmpty(); line = readLine()) {
			int colon = line.indexOf(':');
			this.headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
		}
		int length = header("Content-Length").map(Integer::parseInt).orElse(0);
		this.body = new String(this.in.readNBytes(length), StandardCharsets.UTF_8);
	}

	/**
	 * Make a handshake, from the page's own origin unless a header says otherwise.
	 * @param port the port of the server
	 * @param target path and query
	 * @param headers more header lines
	 * @return the connection, open or refused
	 * @throws IOException if the server does not answer
	 */
	public static RawWebSocket connect(int port, String target, String... headers) throws IOException {
		Stream<String> request = Stream.of("GET " + target + " HTTP/1.1", "Host: localhost:" + port,
				"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
				"Sec-WebSocket-Key: d3MtZ3VhcmQgc2FtcGxlIQ==");
		boolean foreign = Arrays.stream(headers).anyMatch((header) -> header.startsWith("Origin:"));
		Stream<String> origin = foreign ? Stream.empty() : Stream.of("Origin: http://localhost:" + port);
		return new RawWebSocket(port, Stream.concat(Stream.concat(request, origin), Arrays.stream(headers)).toList());
	}

	public int status() {
		return this.status;
	}

	public Optional<String> header(String name) {
		return Optional.ofNullable(this.headers.get(name));
	}

	public Optional<String> reason() {
		return header("WS-Guard-Reason");
	}

	public String body() {
		return this.body;
	}

	/**
	 * Send a text message of at most 125 bytes, masked with zeros.
	 * @param text the message
	 * @throws IOException if the connection is gone
	 */
	public void send(String text) throws IOException {
		byte[] payload = text.getBytes(StandardCharsets.UTF_8);
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		frame.writeBytes(new byte[] { (byte) 0x81, (byte) (0x80 | payload.length), 0, 0, 0, 0 });
		frame.writeBytes(payload);
		this.socket.getOutputStream().write(frame.toByteArray());
	}

	/**
	 * Wait for the next text message.
	 * @return the message
	 * @throws IOException if none comes
	 */
	public String receive() throws IOException {
		int head = this.in.readUnsignedByte();
		if (head != 0x81) {
			throw new IOException("Not a text message: " + Integer.toHexString(head));
		}
		int length = this.in.readUnsignedByte();
		return new String(this.in.readNBytes((length < 126) ? length : this.in.readUnsignedShort()),
				StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private String readLine() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = this.in.readUnsignedByte(); next != '\n'; next = this.in.readUnsignedByte()) {
			line.append((char) next);
		}
		return line.toString().strip();
	}

}
