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
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Puts a server on loopback under load, by one thread that waits for nothing but sockets.
 */
final class LoadGenerator implements AutoCloseable {

	private final Selector selector;

	private final InetSocketAddress server;

	private final List<InetSocketAddress> sources;

	private final Deque<Attempt> unused = new ArrayDeque<>();

	private final Deque<Attempt> held = new ArrayDeque<>();

	private int nextSource;

	private LoadGenerator(InetSocketAddress server, List<InetSocketAddress> sources) throws IOException {
		this.selector = Selector.open();
		this.server = server;
		this.sources = sources;
	}

	/**
	 * Create a generator.
	 * @param port where the server listens
	 * @param firstClient the last number of the address of the first client, from 1
	 * @param clients how many addresses clients have
	 */
	static LoadGenerator at(int port, int firstClient, int clients) throws IOException {
		List<InetSocketAddress> sources = new ArrayList<>();
		for (int client = firstClient; client < firstClient + clients; client++) {
			sources.add(Loopback.address(client, 0));
		}
		return new LoadGenerator(Loopback.address(1, port), sources);
	}

	/**
	 * Make handshakes and wait until all have ended.
	 */
	Outcome run(Load load, Pace pace) throws IOException {
		SystemLimits.requireRoomForConnections();
		return new LoadRun(this, load, pace).run();
	}

	/**
	 * Reset the connections that are held.
	 */
	void dropHeld() throws IOException {
		while (!this.held.isEmpty()) {
			Attempt attempt = this.held.pop();
			attempt.drop();
			this.unused.push(attempt);
		}
		this.selector.selectNow();
	}

	/**
	 * See to it that the server has closed none of the connections that are held.
	 */
	void requireHeld(int count) {
		int open = 0;
		for (Attempt attempt : this.held) {
			open += attempt.isOpen() ? 1 : 0;
		}
		if (open != count) {
			throw new IllegalStateException("Expected " + count + " open connections but found " + open);
		}
	}

	Selector selector() {
		return this.selector;
	}

	int port() {
		return this.server.getPort();
	}

	Attempt connect(long startedAt) throws IOException {
		Attempt attempt = this.unused.isEmpty() ? new Attempt() : this.unused.pop();
		InetSocketAddress source = this.sources.get(this.nextSource);
		this.nextSource = (this.nextSource + 1) % this.sources.size();
		attempt.connect(this.selector, this.server, source, startedAt);
		return attempt;
	}

	void hold(Attempt attempt) {
		this.held.push(attempt);
	}

	void release(Attempt attempt) {
		attempt.drop();
		this.unused.push(attempt);
	}

	@Override
	public void close() throws IOException {
		dropHeld();
		this.selector.close();
	}

}
