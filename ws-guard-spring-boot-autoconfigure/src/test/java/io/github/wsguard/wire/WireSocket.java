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

package io.github.wsguard.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A WebSocket client that does what a test says and nothing by itself: it answers neither
 * pings nor closes.
 */
final class WireSocket implements AutoCloseable {

	private static final int TIMEOUT = 10_000;

	private static final int TEXT = 1;

	private static final int BINARY = 2;

	private static final int CLOSE = 8;

	private static final int PING = 9;

	private static final int PONG = 10;

	private final Socket socket;

	private WireSocket(Socket socket) {
		this.socket = socket;
	}

	/**
	 * Open a connection.
	 * @param server where
	 * @param handshake what to send
	 */
	static WireSocket open(WireServer server, WireRequest handshake) {
		return open(server.port(), handshake.toString());
	}

	static WireSocket open(int port, String handshake) {
		try {
			Socket socket = new Socket("127.0.0.1", port);
			socket.setSoTimeout(TIMEOUT);
			socket.setTcpNoDelay(true);
			socket.getOutputStream().write(handshake.getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().flush();
			WireClient.Response response = WireClient.read(socket.getInputStream());
			if (response.status() != 101) {
				socket.close();
				throw new IllegalStateException("Not opened: " + response);
			}
			return new WireSocket(socket);
		}
		catch (IOException ex) {
			throw new IllegalStateException("Not opened", ex);
		}
	}

	WireSocket send(String text) {
		frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
		return this;
	}

	WireSocket sendBinary(byte[] bytes) {
		frame(BINARY, true, bytes);
		return this;
	}

	/**
	 * Send a part of a text message.
	 */
	WireSocket sendPart(String text, boolean first, boolean last) {
		frame(first ? TEXT : 0, last, text.getBytes(StandardCharsets.UTF_8));
		return this;
	}

	/**
	 * Send a pong that nobody asked for.
	 */
	WireSocket sendPong() {
		frame(PONG, true, new byte[0]);
		return this;
	}

	/**
	 * Send a close frame.
	 */
	WireSocket sendClose(int code) {
		frame(CLOSE, true, new byte[] { (byte) (code >> 8), (byte) code });
		return this;
	}

	private void frame(int opcode, boolean last, byte[] payload) {
		byte[] header;
		if (payload.length < 126) {
			header = new byte[] { 0, (byte) (0x80 | payload.length) };
		}
		else if (payload.length < 65536) {
			header = new byte[] { 0, (byte) (0x80 | 126), (byte) (payload.length >> 8), (byte) payload.length };
		}
		else {
			header = new byte[] { 0, (byte) (0x80 | 127), 0, 0, 0, 0, (byte) (payload.length >> 24),
					(byte) (payload.length >> 16), (byte) (payload.length >> 8), (byte) payload.length };
		}
		header[0] = (byte) ((last ? 0x80 : 0) | opcode);
		byte[] frame = new byte[header.length + 4 + payload.length];
		System.arraycopy(header, 0, frame, 0, header.length);
		// The mask is all zeros, which is as good as any in a test
		System.arraycopy(payload, 0, frame, header.length + 4, payload.length);
		try {
			this.socket.getOutputStream().write(frame);
			this.socket.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw new IllegalStateException("Not sent", ex);
		}
	}

	/**
	 * Read the next frame: the text of a message, or the word close, its code and its
	 * reason.
	 */
	String read() {
		try {
			return read(this.socket.getInputStream());
		}
		catch (SocketTimeoutException ex) {
			throw new IllegalStateException("Nothing came", ex);
		}
		catch (IOException ex) {
			return "end";
		}
	}

	/**
	 * Read the next frame, with more patience than usual.
	 */
	String readWithin(Duration patience) {
		try {
			this.socket.setSoTimeout((int) patience.toMillis());
			return read();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			restoreTimeout();
		}
	}

	/**
	 * Return whether nothing comes for a while.
	 */
	boolean isSilentFor(Duration duration) {
		try {
			this.socket.setSoTimeout((int) duration.toMillis());
			int next = this.socket.getInputStream().read();
			throw new IllegalStateException("Not silent: " + next);
		}
		catch (SocketTimeoutException ex) {
			return true;
		}
		catch (IOException ex) {
			throw new IllegalStateException("Not open", ex);
		}
		finally {
			restoreTimeout();
		}
	}

	private void restoreTimeout() {
		try {
			this.socket.setSoTimeout(TIMEOUT);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String read(InputStream in) throws IOException {
		int opcode = octet(in) & 0x0f;
		int length = octet(in) & 0x7f;
		if (length == 126) {
			length = (octet(in) << 8) | octet(in);
		}
		else if (length == 127) {
			in.readNBytes(4);
			length = (octet(in) << 24) | (octet(in) << 16) | (octet(in) << 8) | octet(in);
		}
		byte[] payload = in.readNBytes(length);
		if (opcode == PING) {
			return read(in);
		}
		if (opcode != CLOSE) {
			return new String(payload, StandardCharsets.UTF_8);
		}
		if (payload.length < 2) {
			return "close";
		}
		int code = ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
		return ("close " + code + " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8)).trim();
	}

	private static int octet(InputStream in) throws IOException {
		int octet = in.read();
		if (octet < 0) {
			throw new EOFException();
		}
		return octet;
	}

	/**
	 * Go away without a word.
	 */
	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
