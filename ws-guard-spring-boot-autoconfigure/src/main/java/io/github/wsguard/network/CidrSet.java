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

import java.util.Arrays;
import java.util.Collection;

import io.github.wsguard.decision.IpAddress;

/**
 * Ranges of IP addresses.
 */
final class CidrSet {

	private final Cidr[] ranges;

	CidrSet(Collection<String> ranges) {
		this.ranges = ranges.stream().map(Cidr::parse).toArray(Cidr[]::new);
	}

	boolean isEmpty() {
		return this.ranges.length == 0;
	}

	boolean contains(IpAddress address) {
		for (Cidr range : this.ranges) {
			if (range.contains(address)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return whether each range of another set lies within one of this set's.
	 */
	boolean containsAll(CidrSet other) {
		return Arrays.stream(other.ranges)
			.allMatch((range) -> Arrays.stream(this.ranges).anyMatch((own) -> own.contains(range)));
	}

	boolean containsEverything() {
		for (Cidr range : this.ranges) {
			if (range.isEverything()) {
				return true;
			}
		}
		return false;
	}

}
