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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * The addresses of this machine that no other reaches.
 */
final class Loopback {

	private Loopback() {
	}

	/**
	 * Return an address.
	 * @param number its last part, from 1
	 * @param port its port, 0 for any that is free
	 */
	static InetSocketAddress address(int number, int port) throws UnknownHostException {
		return new InetSocketAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, (byte) number }), port);
	}

}
