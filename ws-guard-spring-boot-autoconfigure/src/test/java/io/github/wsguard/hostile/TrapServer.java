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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that nobody must ever connect to, and that notices when somebody does.
 */
final class TrapServer implements AutoCloseable {

	private final AtomicInteger connections = new AtomicInteger();

	private final ServerSocket socket;

	TrapServer() {
		try {
			this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread thread = new Thread(this::listen, "trap");
		thread.setDaemon(true);
		thread.start();
	}

	private void listen() {
		try {
			while (true) {
				Socket visitor = this.socket.accept();
				this.connections.incrementAndGet();
				visitor.close();
			}
		}
		// The test closes the socket when it has seen enough
		catch (IOException ex) {
			return;
		}
	}

	String address() {
		return "http://127.0.0.1:" + this.socket.getLocalPort();
	}

	int connections() {
		return this.connections.get();
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
