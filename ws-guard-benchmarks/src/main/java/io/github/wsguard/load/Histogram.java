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

/**
 * Counts durations in buckets whose width is at most a sixty-fourth of what they hold, so
 * that recording allocates nothing. Not safe for use by several threads.
 */
final class Histogram {

	private static final int PRECISION_BITS = 6;

	private static final int BUCKETS_OF_A_POWER = 1 << PRECISION_BITS;

	private final long[] counts = new long[(Long.SIZE - PRECISION_BITS) * BUCKETS_OF_A_POWER];

	private long count;

	/**
	 * Count a duration.
	 * @param nanos the duration, of which a negative one counts as none
	 */
	void record(long nanos) {
		this.counts[bucket(Math.max(nanos, 0))]++;
		this.count++;
	}

	/**
	 * Return how many durations were counted.
	 */
	long count() {
		return this.count;
	}

	/**
	 * Return the duration that a share of all does not exceed.
	 * @param share from 0 to 1
	 * @return nanoseconds, at most a sixty-fourth too few; 0 if nothing was counted
	 */
	long percentile(double share) {
		long rank = Math.max((long) Math.ceil(share * this.count), 1);
		long seen = 0;
		for (int bucket = 0; bucket < this.counts.length; bucket++) {
			seen += this.counts[bucket];
			if (seen >= rank) {
				return lowest(bucket);
			}
		}
		return 0;
	}

	/**
	 * Count what another histogram has counted.
	 */
	void add(Histogram other) {
		for (int bucket = 0; bucket < this.counts.length; bucket++) {
			this.counts[bucket] += other.counts[bucket];
		}
		this.count += other.count;
	}

	private static int bucket(long nanos) {
		if (nanos < BUCKETS_OF_A_POWER) {
			return (int) nanos;
		}
		int shift = Long.SIZE - 1 - PRECISION_BITS - Long.numberOfLeadingZeros(nanos);
		return (shift << PRECISION_BITS) + (int) (nanos >>> shift);
	}

	private static long lowest(int bucket) {
		if (bucket < BUCKETS_OF_A_POWER) {
			return bucket;
		}
		int shift = (bucket >> PRECISION_BITS) - 1;
		return (bucket - ((long) shift << PRECISION_BITS)) << shift;
	}

}
