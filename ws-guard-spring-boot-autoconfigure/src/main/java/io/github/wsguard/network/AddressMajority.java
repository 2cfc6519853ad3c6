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

package io.github.wsguard.network;

import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.IpAddress;

/**
 * Notices when most handshakes come from one address that is not that of a trusted proxy.
 * As a rule it is that of another proxy. Remembers two addresses and a few numbers.
 * <p>
 * Each handshake of a window votes for the address that leads, or against it: one that
 * made more than half of them wins, in whatever order they came (the majority vote of
 * Boyer and Moore). It is counted in the next window, because a vote can also be won
 * without a majority.
 * <p>
 * Safe for use by many threads, none of which waits: a handshake that comes while another
 * is counted is left out.
 */
public final class AddressMajority {

	/**
	 * How many handshakes there are in a window.
	 */
	static final int WINDOW = 1_000;

	private final CidrSet trusted;

	private final Listener listener;

	private final ReentrantLock lock = new ReentrantLock();

	private volatile boolean told;

	private int seen;

	private @Nullable String leader;

	private int votes;

	private @Nullable String suspect;

	private int counted;

	private int forwarded;

	/**
	 * Begin to count.
	 * @param trustedProxies ranges of addresses whose forwarding headers count
	 * @param listener told of a majority, once
	 */
	public AddressMajority(Collection<String> trustedProxies, Listener listener) {
		this.trusted = new CidrSet(trustedProxies);
		this.listener = listener;
	}

	/**
	 * Count an attempt to open a connection. Other requests of SockJS are left out: one
	 * client makes many of them.
	 * @param attempt the attempt, whatever was decided
	 */
	public void count(HandshakeAttempt attempt) {
		if (this.told || attempt.request().kind() != HandshakeRequest.Kind.UPGRADE || !this.lock.tryLock()) {
			return;
		}
		boolean found;
		boolean forwards;
		try {
			count(attempt.client().address(), attempt.claimed().isPresent());
			if (this.seen < WINDOW) {
				return;
			}
			found = isMajority();
			forwards = this.forwarded * 2 > this.counted;
			this.told = found;
			begin();
		}
		finally {
			this.lock.unlock();
		}
		if (found) {
			this.listener.onMajority(forwards);
		}
	}

	private void count(String address, boolean forwards) {
		this.seen++;
		if (this.votes == 0) {
			this.leader = address;
		}
		this.votes += address.equals(this.leader) ? 1 : -1;
		if (address.equals(this.suspect)) {
			this.counted++;
			this.forwarded += forwards ? 1 : 0;
		}
	}

	private boolean isMajority() {
		return this.suspect != null && this.counted * 2 > WINDOW
				&& IpAddress.parse(this.suspect).filter(this.trusted::contains).isEmpty();
	}

	private void begin() {
		this.suspect = this.leader;
		this.seen = 0;
		this.votes = 0;
		this.counted = 0;
		this.forwarded = 0;
	}

	/**
	 * Told that most handshakes come from one address.
	 */
	@FunctionalInterface
	public interface Listener {

		/**
		 * Called once, on the thread of a request.
		 * @param forwards whether most of those handshakes had forwarding headers that
		 * nobody trusts
		 */
		void onMajority(boolean forwards);

	}

}
