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

package io.github.wsguard.origin;

import java.util.BitSet;

/**
 * A set of ports, or every port.
 */
final class Ports {

	private final BitSet listed = new BitSet();

	private boolean any;

	static Ports any() {
		Ports ports = new Ports();
		ports.any = true;
		return ports;
	}

	static Ports of(int port) {
		Ports ports = new Ports();
		ports.listed.set(port);
		return ports;
	}

	void addAll(Ports other) {
		this.any |= other.any;
		this.listed.or(other.listed);
	}

	/**
	 * Return one of the ports.
	 * @param preferred the port to return if any would do
	 */
	int example(int preferred) {
		return this.any ? preferred : this.listed.nextSetBit(0);
	}

	boolean contains(int port) {
		return this.any || this.listed.get(port);
	}

}
