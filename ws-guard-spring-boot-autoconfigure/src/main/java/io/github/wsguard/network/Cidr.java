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

import io.github.wsguard.decision.IpAddress;

/**
 * A range of IP addresses. A range of one family holds no address of the other:
 * {@code ::/0} is every IPv6 address.
 *
 * @param network the first address
 * @param prefix how many of the 128 bits count; IPv4 ranges start at 96
 */
record Cidr(IpAddress network, int prefix) {

	private static final int IPV4_OFFSET = 96;

	/**
	 * Read a range, or a single address. Names are not looked up.
	 * @param text for example {@code 10.0.0.0/8} or {@code 2001:db8::1}
	 * @return the range
	 * @throws IllegalArgumentException if the text is none, with a message that says what
	 * would work
	 */
	static Cidr parse(String text) {
		int slash = text.indexOf('/');
		String literal = (slash >= 0) ? text.substring(0, slash) : text;
		IpAddress address = IpAddress.parse(literal)
			.orElseThrow(() -> fault(text, "is not a range of IP addresses; names are not looked up. Write for example "
					+ "'10.0.0.0/8' or '2001:db8::/32'"));
		int offset = (literal.indexOf(':') < 0) ? IPV4_OFFSET : 0;
		int prefix = (slash >= 0) ? offset + prefix(text, slash + 1, 128 - offset) : 128;
		IpAddress network = new IpAddress(address.high() & mask(prefix), address.low() & mask(prefix - 64));
		if (!network.equals(address)) {
			throw fault(text, "has bits set behind its prefix. Write '" + spell(network, prefix, offset)
					+ "' for the range or '" + literal + "' for the one address");
		}
		return new Cidr(network, prefix);
	}

	private static int prefix(String text, int start, int max) {
		int length = text.length() - start;
		boolean leadingZero = length > 1 && text.charAt(start) == '0';
		int prefix = (length < 1 || length > 3 || leadingZero) ? -1 : 0;
		for (int i = start; i < text.length() && prefix >= 0; i++) {
			int digit = text.charAt(i) - '0';
			prefix = (digit >= 0 && digit <= 9) ? prefix * 10 + digit : -1;
		}
		if (prefix < 0 || prefix > max) {
			throw fault(text, "has a prefix that is not a number from 0 to " + max);
		}
		return prefix;
	}

	private static long mask(int bits) {
		if (bits <= 0) {
			return 0;
		}
		return (bits >= 64) ? -1L : -1L << (64 - bits);
	}

	private static String spell(IpAddress network, int prefix, int offset) {
		return ((offset > 0) ? network.toString() : network.toIpv6()) + "/" + (prefix - offset);
	}

	private static IllegalArgumentException fault(String text, String fault) {
		return new IllegalArgumentException("'" + text + "' " + fault);
	}

	boolean contains(IpAddress address) {
		return address.isIpv4() == isIpv4() && (address.high() & mask(this.prefix)) == this.network.high()
				&& (address.low() & mask(this.prefix - 64)) == this.network.low();
	}

	/**
	 * Return whether the range holds all that another one does.
	 */
	boolean contains(Cidr other) {
		return this.prefix <= other.prefix && contains(other.network);
	}

	/**
	 * Return whether the range holds every address of its family.
	 */
	boolean isEverything() {
		return this.prefix == (isIpv4() ? IPV4_OFFSET : 0);
	}

	private boolean isIpv4() {
		return this.prefix >= IPV4_OFFSET && this.network.isIpv4();
	}

}
