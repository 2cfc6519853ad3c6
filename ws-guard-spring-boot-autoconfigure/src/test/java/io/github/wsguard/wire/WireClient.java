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

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Sends bytes over a socket and reads one HTTP response: no client library that mends
 * what a test wants broken.
 */
public final class WireClient {

	private static final int TIMEOUT = 10_000;

	private final Connector connector;

	private final int timeout;

	public WireClient(int port) {
		this(() -> new Socket("127.0.0.1", port));
	}

	/**
	 * Create a client.
	 * @param connector opens a connection for each request
	 */
	WireClient(Connector connector) {
		this(connector, TIMEOUT);
	}

	private WireClient(Connector connector, int timeout) {
		this.connector = connector;
		this.timeout = timeout;
	}

	/**
	 * Lose patience earlier.
	 * @param patience how long to wait for each part of a response
	 * @return a client of the same server
	 */
	WireClient within(Duration patience) {
		return new WireClient(this.connector, (int) patience.toMillis());
	}

	/**
	 * Send a request and read the response. The connection is closed afterwards.
	 * @param request the whole request, lines ended by CR LF
	 * @return the response
	 */
	public Response send(String request) {
		try (Socket socket = this.connector.connect()) {
			socket.setSoTimeout(this.timeout);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().flush();
			return read(socket.getInputStream());
		}
		catch (IOException ex) {
			throw new IllegalStateException("No response to: " + request.lines().findFirst().orElse(""), ex);
		}
	}

	/**
	 * Send a handshake and, if it is accepted, read the first text message.
	 * @param request the whole request
	 * @return the message
	 */
	public String firstMessage(String request) {
		try (Socket socket = this.connector.connect()) {
			socket.setSoTimeout(this.timeout);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().flush();
			Response response = read(socket.getInputStream());
			if (response.status() != 101) {
				throw new IllegalStateException("Not opened: " + response);
			}
			return text(socket.getInputStream());
		}
		catch (IOException ex) {
			throw new IllegalStateException("No message after: " + request.lines().findFirst().orElse(""), ex);
		}
	}

	/**
	 * Send a request and return every byte that comes back, but no frame of a WebSocket.
	 * @param request the whole request, lines ended by CR LF
	 * @return the bytes, a character each
	 */
	public String exchange(String request) {
		try (Socket socket = this.connector.connect()) {
			socket.setSoTimeout(this.timeout);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			socket.shutdownOutput();
			String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
			return response.startsWith("HTTP/1.1 101") ? response.substring(0, response.indexOf("\r\n\r\n")) : response;
		}
		catch (IOException ex) {
			throw new IllegalStateException("No response to: " + request.lines().findFirst().orElse(""), ex);
		}
	}

	/**
	 * Send a request whose response does not end, and wait for a part of it.
	 * @param request the whole request
	 * @param part what the response contains sooner or later
	 * @return the response up to the end of that part
	 */
	String readUntil(String request, String part) {
		StringBuilder received = new StringBuilder();
		try (Socket socket = this.connector.connect()) {
			socket.setSoTimeout(this.timeout);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().flush();
			while (received.indexOf(part) < 0) {
				int c = socket.getInputStream().read();
				if (c < 0) {
					throw new EOFException("Connection closed");
				}
				received.append((char) c);
			}
			// TLS would wait for the farewell of a peer that has more to say
			socket.setSoTimeout(1);
			return received.toString();
		}
		catch (IOException ex) {
			throw new IllegalStateException("Nothing but: " + received, ex);
		}
	}

	private static String text(InputStream in) throws IOException {
		if (in.read() != 0x81) {
			throw new IOException("Not a text frame");
		}
		int length = in.read();
		if (length == 126) {
			length = in.read() << 8 | in.read();
		}
		return new String(in.readNBytes(length), StandardCharsets.UTF_8);
	}

	static Response read(InputStream in) throws IOException {
		String statusLine = line(in);
		List<String> headers = new ArrayList<>();
		for (String line = line(in); !line.isEmpty(); line = line(in)) {
			headers.add(line);
		}
		int status = Integer.parseInt(statusLine.split(" ")[1]);
		Response head = new Response(status, headers, "");
		if (status == 101 || status == 204 || status == 304) {
			return head;
		}
		String length = head.header("Content-Length");
		byte[] body;
		if (length != null) {
			body = in.readNBytes(Integer.parseInt(length));
		}
		else if ("chunked".equals(head.header("Transfer-Encoding"))) {
			body = chunks(in);
		}
		else {
			body = in.readAllBytes();
		}
		return new Response(status, headers, new String(body, StandardCharsets.UTF_8));
	}

	private static byte[] chunks(InputStream in) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
			body.write(in.readNBytes(size));
			line(in);
		}
		return body.toByteArray();
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = in.read(); c != '\n'; c = in.read()) {
			if (c < 0) {
				throw new EOFException("Connection closed after '" + line + "'");
			}
			if (c != '\r') {
				line.append((char) c);
			}
		}
		return line.toString();
	}

	/**
	 * Opens connections.
	 */
	interface Connector {

		Socket connect() throws IOException;

	}

	/**
	 * A response as it came.
	 *
	 * @param status the status code
	 * @param headers the header lines
	 * @param body the body, empty for an upgrade
	 */
	public record Response(int status, List<String> headers, String body) {

		public String header(String name) {
			String prefix = name.toLowerCase(Locale.ROOT) + ":";
			return this.headers.stream()
				.filter((line) -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
				.map((line) -> line.substring(prefix.length()).trim())
				.findFirst()
				.orElse(null);
		}

		public String reason() {
			return header("WS-Guard-Reason");
		}

		/**
		 * Return the layer that the body names.
		 * @return the layer, or a dash
		 */
		public String layer() {
			int start = this.body.indexOf("\"layer\":\"");
			return (start < 0) ? "-" : this.body.substring(start + 9, this.body.indexOf('"', start + 9));
		}

	}

}
