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

package io.github.wsguard.jwt;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.IpAddress;

/**
 * A thread that waits for its turn at a {@link VerificationBulkhead}. Its fate changes
 * once, under the lock of the bulkhead.
 */
final class Waiter {

	private final Optional<IpAddress> client;

	private final Thread thread = Thread.currentThread();

	private volatile Fate fate = Fate.OPEN;

	Waiter(ClientConnection client) {
		this.client = IpAddress.parse(client.address()).map(IpAddress::subscriber);
	}

	/**
	 * Return whom the thread works for.
	 * @return the subscriber, or empty for all whose address is unknown
	 */
	Optional<IpAddress> client() {
		return this.client;
	}

	boolean isWaiting() {
		return this.fate == Fate.OPEN;
	}

	boolean isAdmitted() {
		return this.fate == Fate.ADMITTED;
	}

	void admit() {
		this.fate = Fate.ADMITTED;
	}

	void turnAway() {
		this.fate = Fate.TURNED_AWAY;
	}

	void wake() {
		LockSupport.unpark(this.thread);
	}

	private enum Fate {

		OPEN, ADMITTED, TURNED_AWAY

	}

}
