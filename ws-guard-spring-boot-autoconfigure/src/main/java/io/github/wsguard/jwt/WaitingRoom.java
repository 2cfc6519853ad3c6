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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.IpAddress;

/**
 * Those who wait, in a line for each client. Bounded; used under the lock of its
 * bulkhead.
 */
final class WaitingRoom {

	private final int capacity;

	// In the order in which clients have their turn
	private final Map<Optional<IpAddress>, Deque<Waiter>> lines = new LinkedHashMap<>();

	private int size;

	/**
	 * Create an empty room.
	 * @param capacity how many may wait
	 * @throws IllegalArgumentException if that is negative
	 */
	WaitingRoom(int capacity) {
		if (capacity < 0) {
			throw new IllegalArgumentException("The number of those who wait must not be negative");
		}
		this.capacity = capacity;
	}

	/**
	 * Let somebody wait behind others of the same client. If there is no room, the newest
	 * of the longest line has to go, unless the line of the newcomer would be as long
	 * then.
	 * @param waiter who would like to wait
	 * @return who has to go, which may be the newcomer, or {@code null} if there is room
	 */
	@Nullable Waiter add(Waiter waiter) {
		Waiter tooMany = null;
		if (this.size == this.capacity) {
			Deque<Waiter> longest = longestLine();
			if (longest == null || longest.size() <= lengthOfLine(waiter) + 1) {
				return waiter;
			}
			tooMany = longest.removeLast();
			this.size--;
		}
		this.lines.computeIfAbsent(waiter.client(), (client) -> new ArrayDeque<>(2)).addLast(waiter);
		this.size++;
		return tooMany;
	}

	private int lengthOfLine(Waiter waiter) {
		Deque<Waiter> line = this.lines.get(waiter.client());
		return (line != null) ? line.size() : 0;
	}

	private @Nullable Deque<Waiter> longestLine() {
		Deque<Waiter> longest = null;
		for (Deque<Waiter> line : this.lines.values()) {
			if (longest == null || line.size() > longest.size()) {
				longest = line;
			}
		}
		return longest;
	}

	/**
	 * Take out who waited longest for the client whose turn it is. The client's next turn
	 * is after that of all others.
	 * @return who is next, or {@code null} if nobody waits
	 */
	@Nullable Waiter next() {
		Iterator<Map.Entry<Optional<IpAddress>, Deque<Waiter>>> first = this.lines.entrySet().iterator();
		if (!first.hasNext()) {
			return null;
		}
		Map.Entry<Optional<IpAddress>, Deque<Waiter>> entry = first.next();
		Optional<IpAddress> client = entry.getKey();
		Deque<Waiter> line = entry.getValue();
		first.remove();
		Waiter next = line.removeFirst();
		if (!line.isEmpty()) {
			this.lines.put(client, line);
		}
		this.size--;
		return next;
	}

	/**
	 * Take out somebody who does not want to wait any longer.
	 * @param waiter who is here
	 */
	void remove(Waiter waiter) {
		Deque<Waiter> line = this.lines.get(waiter.client());
		if (line != null && line.remove(waiter)) {
			this.size--;
			if (line.isEmpty()) {
				this.lines.remove(waiter.client());
			}
		}
	}

	/**
	 * Return how many wait.
	 */
	int size() {
		return this.size;
	}

	/**
	 * Return how many clients are remembered.
	 */
	int clients() {
		return this.lines.size();
	}

}
