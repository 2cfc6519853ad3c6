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
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Puts a server on loopback under load, by one thread that waits for nothing but sockets.
 */
final class LoadGenerator implements AutoCloseable {

	private static final long LONGEST_SLEEP_MILLIS = 100;

	private static final long LEAST_WATCH = Duration.ofSeconds(1).toNanos();

	private static final long LONGEST_WATCH = Duration.ofMinutes(1).toNanos();

	private final Selector selector;

	private final InetSocketAddress server;

	private final List<InetSocketAddress> sources;

	private final Deque<Attempt> unused = new ArrayDeque<>();

	private final HeldConnections held = new HeldConnections();

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
		this.held.drop(this.unused::push);
		this.selector.selectNow();
	}

	/**
	 * Wait until the server has ended the connections that are held: at least for a
	 * second after it should have begun, so that others can tell how that was, and at
	 * most for a minute.
	 * @param due when it should have told the last of them, by {@link System#nanoTime()}
	 */
	void awaitEnds(long due) throws IOException {
		long late = System.nanoTime() - due;
		while (late < LEAST_WATCH || (late < LONGEST_WATCH && this.held.open() > 0)) {
			this.selector.select(this::heldIsReady, LONGEST_SLEEP_MILLIS);
			late = System.nanoTime() - due;
		}
	}

	private void heldIsReady(SelectionKey key) {
		if (key.isValid() && key.attachment() instanceof Attempt attempt) {
			this.held.ready(attempt);
		}
	}

	HeldConnections held() {
		return this.held;
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
