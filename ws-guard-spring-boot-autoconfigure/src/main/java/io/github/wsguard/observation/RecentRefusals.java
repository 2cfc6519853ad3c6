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

package io.github.wsguard.observation;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * The last refusals. Holds a fixed number of them; those who note one never wait for each
 * other or for a reader.
 */
public final class RecentRefusals {

	/**
	 * How many refusals are kept.
	 */
	public static final int CAPACITY = 100;

	private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<>(CAPACITY);

	private final AtomicLong noted = new AtomicLong();

	private final Clock clock;

	/**
	 * Create an empty memory.
	 * @param clock tells when a refusal was noted
	 */
	public RecentRefusals(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Note a refusal in the place of the oldest one.
	 * @param refusal the refusal
	 */
	public void note(HandshakeRejected refusal) {
		long number = this.noted.getAndIncrement();
		this.entries.set((int) (number % CAPACITY), new Entry(number, this.clock.instant(), refusal));
	}

	/**
	 * Return how many refusals were noted, those included that were forgotten.
	 * @return the number since the start
	 */
	public long count() {
		return this.noted.get();
	}

	/**
	 * Return what is remembered.
	 * @return the last refusals, the newest first
	 */
	public List<Refusal> latest() {
		return IntStream.range(0, CAPACITY)
			.mapToObj(this.entries::get)
			.filter(Objects::nonNull)
			.sorted(Comparator.comparingLong(Entry::number).reversed())
			.map((entry) -> new Refusal(entry.time(), entry.refusal()))
			.toList();
	}

	/**
	 * A refusal and its time.
	 *
	 * @param time when it was noted
	 * @param refusal the refusal
	 */
	public record Refusal(Instant time, HandshakeRejected refusal) {

	}

	private record Entry(long number, Instant time, HandshakeRejected refusal) {

	}

}
