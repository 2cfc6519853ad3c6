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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A handshake and its connection, which is used again for another one when both have
 * ended. Connections end with a reset, so that none lingers in the tables of the system.
 */
final class Attempt {

	/**
	 * What an echo is asked for, and sends back.
	 */
	static final String ECHO = "hello";

	private static final byte[] ECHO_FRAME = { (byte) 0x81, (byte) 0x85, 0, 0, 0, 0, 'h', 'e', 'l', 'l', 'o' };

	private static final byte[] CLOSE_FRAME = { (byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xe8 };

	private final HandshakeResponse response = new HandshakeResponse();

	private final FrameReader frames = new FrameReader();

	private final ByteBuffer bytes = ByteBuffer.allocate(256);

	private @Nullable SocketChannel channel;

	private Phase phase = Phase.CONNECTING;

	private long startedAt;

	Phase phase() {
		return this.phase;
	}

	/**
	 * Begin to connect.
	 * @param source the address to connect from
	 * @param startedAt when that should have happened, by the clock of the caller
	 */
	void connect(Selector selector, SocketAddress server, InetSocketAddress source, long startedAt) throws IOException {
		this.phase = Phase.CONNECTING;
		this.startedAt = startedAt;
		SocketChannel connection = SocketChannel.open();
		this.channel = connection;
		connection.configureBlocking(false);
		connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
		connection.setOption(StandardSocketOptions.SO_LINGER, 0);
		connection.bind(source);
		connection.connect(server);
		connection.register(selector, SelectionKey.OP_CONNECT, this);
	}

	/**
	 * Note that another handshake starts on the connection, or another echo.
	 */
	void startAgain(long time) {
		this.startedAt = time;
	}

	/**
	 * Tell whether it has waited for longer than it should.
	 */
	boolean isOverdue(long nanos) {
		return this.phase != Phase.HELD && this.phase != Phase.DISMISSED && System.nanoTime() - this.startedAt > nanos;
	}

	long startedAt() {
		return this.startedAt;
	}

	/**
	 * Tell whether the server closes the connection after its answer.
	 */
	boolean isLastOfConnection() {
		return this.response.isLast();
	}

	/**
	 * Send the handshake.
	 * @throws IOException if the connection does not take it
	 */
	void send(ByteBuffer request) throws IOException {
		this.response.reset();
		connection().write(request);
		if (request.hasRemaining()) {
			throw new IOException("The connection takes no more");
		}
	}

	/**
	 * Read what there is of the answer.
	 * @return its status code, or {@link HandshakeResponse#INCOMPLETE}
	 */
	int readAnswer() throws IOException {
		return this.response.read(connection());
	}

	/**
	 * Begin to close the WebSocket.
	 */
	void sendClose() throws IOException {
		this.phase = Phase.CLOSING;
		connection().write(ByteBuffer.wrap(CLOSE_FRAME));
	}

	/**
	 * Ask for an echo.
	 */
	void sendEcho() throws IOException {
		connection().write(ByteBuffer.wrap(ECHO_FRAME));
	}

	/**
	 * Read what there is of a frame.
	 * @return its text, empty if it is not complete
	 */
	Optional<String> readFrame() throws IOException {
		return this.frames.read(connection());
	}

	/**
	 * Answer the close frame of the server.
	 */
	void answerClose() throws IOException {
		this.phase = Phase.DISMISSED;
		connection().write(ByteBuffer.wrap(CLOSE_FRAME));
	}

	/**
	 * Read what there is until the server has closed.
	 * @return whether it has
	 */
	boolean readEnd() throws IOException {
		this.bytes.clear();
		return connection().read(this.bytes) < 0;
	}

	/**
	 * Tell whether the server keeps the connection open.
	 */
	boolean isOpen() {
		try {
			return this.phase == Phase.HELD && !readEnd();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Stay open.
	 */
	void hold() {
		this.phase = Phase.HELD;
	}

	/**
	 * Finish to connect.
	 */
	void finishConnect(SelectionKey key) throws IOException {
		connection().finishConnect();
		key.interestOps(SelectionKey.OP_READ);
		this.phase = Phase.ASKING;
	}

	/**
	 * Reset the connection. It is gone when the selector has looked at it once more.
	 */
	void drop() {
		try {
			if (this.channel != null) {
				this.channel.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.channel = null;
	}

	private SocketChannel connection() throws IOException {
		if (this.channel == null) {
			throw new IOException("There is no connection");
		}
		return this.channel;
	}

	/**
	 * How far it has come.
	 */
	enum Phase {

		/**
		 * The connection is not there yet.
		 */
		CONNECTING,

		/**
		 * The answer is not complete yet.
		 */
		ASKING,

		/**
		 * The WebSocket is not closed yet.
		 */
		CLOSING,

		/**
		 * The WebSocket stays open.
		 */
		HELD,

		/**
		 * The server has closed the WebSocket that stayed open, and not yet the
		 * connection.
		 */
		DISMISSED

	}

}
