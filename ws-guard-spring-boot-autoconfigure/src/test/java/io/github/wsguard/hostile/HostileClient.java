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

package io.github.wsguard.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Sends the bytes of a case over a connection of its own and reads until the server ends
 * it, or until time is up.
 */
final class HostileClient {

	private final int port;

	private final Duration limit;

	HostileClient(int port, Duration limit) {
		this.port = port;
		this.limit = limit;
	}

	Exchange send(HostileRequest request) {
		long start = System.nanoTime();
		StringBuilder received = new StringBuilder();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setTcpNoDelay(true);
			write(socket, request);
			boolean ended = read(socket, received, start);
			return new Exchange(received.toString(), ended, since(start));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No connection to the server", ex);
		}
	}

	private static void write(Socket socket, HostileRequest request) {
		byte[] bytes = request.bytes().getBytes(StandardCharsets.ISO_8859_1);
		try {
			OutputStream out = socket.getOutputStream();
			int step = (request.delivery() == Delivery.DRIPPED) ? 1 : Math.max(1, bytes.length);
			for (int i = 0; i < bytes.length; i += step) {
				out.write(bytes, i, Math.min(step, bytes.length - i));
				out.flush();
			}
			if (!request.delivery().staysOpen()) {
				socket.shutdownOutput();
			}
		}
		// The server may have had enough before everything was sent
		catch (IOException ex) {
			return;
		}
	}

	private boolean read(Socket socket, StringBuilder received, long start) {
		byte[] buffer = new byte[8192];
		try {
			InputStream in = socket.getInputStream();
			while (true) {
				long left = this.limit.minus(since(start)).toMillis();
				if (left <= 0) {
					return false;
				}
				socket.setSoTimeout((int) left);
				int length = in.read(buffer);
				if (length < 0) {
					return true;
				}
				received.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
			}
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		// A reset ends the connection as well
		catch (IOException ex) {
			return true;
		}
	}

	private static Duration since(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

}
