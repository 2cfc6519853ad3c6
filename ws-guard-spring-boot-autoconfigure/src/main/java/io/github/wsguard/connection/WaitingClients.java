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

package io.github.wsguard.connection;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wsguard.decision.IpAddress;

/**
 * Bounds how many clients of whom nothing is known hold a connection, in all and from one
 * address: an IPv4 address or a {@code /64} of IPv6. Those whose address is unknown count
 * as one. Safe for use by many threads.
 */
public final class WaitingClients {

	private final int most;

	private final int mostPerAddress;

	private final AtomicInteger all = new AtomicInteger();

	private final ConcurrentMap<Optional<IpAddress>, Integer> byAddress = new ConcurrentHashMap<>();

	/**
	 * Create bounds that nobody meets yet.
	 * @param most how many may wait
	 * @param mostPerAddress how many of them may come from one address
	 */
	public WaitingClients(int most, int mostPerAddress) {
		this.most = most;
		this.mostPerAddress = mostPerAddress;
	}

	/**
	 * Let a client wait. Whoever does has to {@link #leave leave}.
	 * @param remoteAddress the address of the client
	 * @return {@code false} if too many wait already
	 */
	public boolean enter(String remoteAddress) {
		if (this.all.incrementAndGet() > this.most) {
			this.all.decrementAndGet();
			return false;
		}
		Optional<IpAddress> address = address(remoteAddress);
		if (this.byAddress.merge(address, 1, Integer::sum) > this.mostPerAddress) {
			leave(address);
			return false;
		}
		return true;
	}

	/**
	 * Take note that a client waits no longer.
	 * @param remoteAddress the address of a client that has entered
	 */
	public void leave(String remoteAddress) {
		leave(address(remoteAddress));
	}

	private void leave(Optional<IpAddress> address) {
		this.byAddress.computeIfPresent(address, (key, waiting) -> (waiting > 1) ? waiting - 1 : null);
		this.all.decrementAndGet();
	}

	private static Optional<IpAddress> address(String remoteAddress) {
		return IpAddress.parse(remoteAddress).map(IpAddress::subscriber);
	}

	/**
	 * Return how many wait.
	 * @return the number at this time
	 */
	public int size() {
		return this.all.get();
	}

}
