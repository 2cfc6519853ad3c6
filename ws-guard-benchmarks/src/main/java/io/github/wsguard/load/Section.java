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
 * A table of numbers of one unit.
 */
enum Section {

	/**
	 * Answers in a second.
	 */
	RATE("Handshakes in a second", 0),

	/**
	 * Time that the application takes of any processor.
	 */
	CPU("CPU of the server for a handshake, µs", 1),

	/**
	 * What the threads of the application allocate.
	 */
	ALLOCATED("Bytes that the server allocates for a handshake", 0),

	/**
	 * The latency that half of the handshakes do not exceed.
	 */
	MEDIAN("Median of the latency, µs", 0),

	/**
	 * The latency that one in a hundred handshakes exceeds.
	 */
	TAIL("99th percentile of the latency, µs", 0),

	/**
	 * How often the arithmetic of a signature is done for a hundred handshakes.
	 */
	VERIFIED("Signatures verified for a hundred handshakes", 2),

	/**
	 * Good handshakes beside bad ones.
	 */
	FLOOD("Flood of bad ES256 signatures", 2),

	/**
	 * Connections that are lost and made again at once.
	 */
	STORM("Reconnect storm", 2),

	/**
	 * What a connection keeps of the heap.
	 */
	IDLE("Heap of an idle connection, bytes", 0),

	/**
	 * Classes that are loaded.
	 */
	START_UP("Classes loaded", 0),

	/**
	 * What is left of bad tokens.
	 */
	BAD_TOKENS("Bad tokens that all differ", 1),

	/**
	 * Connections that end with their tokens.
	 */
	EXPIRY("Connections whose tokens expire at once (nobody but ws-guard ends them)", 0),

	/**
	 * Clients that open a connection and never send a token.
	 */
	SILENCE("Clients that stay silent (nobody but ws-guard waits for a first message)", 0);

	private final String title;

	private final int decimals;

	Section(String title, int decimals) {
		this.title = title;
		this.decimals = decimals;
	}

	String title() {
		return this.title;
	}

	int decimals() {
		return this.decimals;
	}

}
