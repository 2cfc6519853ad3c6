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

package io.github.wsguard.decision;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * An IP address, read from its literal without ever asking a resolver. An IPv4 address
 * and its IPv4-mapped IPv6 address are equal.
 *
 * @param high the first 64 bits; IPv4 addresses stand at {@code ::ffff:0:0/96}
 * @param low the last 64 bits
 */
public record IpAddress(long high, long low) {

	private static final int MAX_LENGTH = 45;

	private static final int GROUPS = 8;

	private static final long MAPPED = 0xffffL;

	/**
	 * Read an address.
	 * @param literal IPv4 with four decimal numbers without leading zeros, or IPv6
	 * without brackets and zone
	 * @return the address, or empty if the text is anything else
	 */
	public static Optional<IpAddress> parse(String literal) {
		if (literal.length() > MAX_LENGTH) {
			return Optional.empty();
		}
		return Optional.ofNullable((literal.indexOf(':') >= 0) ? parseIpv6(literal) : parseIpv4(literal));
	}

	private static @Nullable IpAddress parseIpv4(String text) {
		long value = ipv4(text, 0);
		return (value >= 0) ? new IpAddress(0, (MAPPED << 32) | value) : null;
	}

	private static long ipv4(String text, int start) {
		long value = 0;
		int octetStart = start;
		for (int octets = 1; octets <= 4; octets++) {
			int dot = text.indexOf('.', octetStart);
			int end = (octets < 4) ? dot : text.length();
			int octet = (end >= 0) ? number(text, octetStart, end, 10) : -1;
			boolean leadingZero = end - octetStart > 1 && text.charAt(octetStart) == '0';
			if (octet < 0 || octet > 255 || leadingZero) {
				return -1;
			}
			value = (value << 8) | octet;
			octetStart = end + 1;
		}
		return value;
	}

	private static @Nullable IpAddress parseIpv6(String text) {
		int[] groups = new int[GROUPS];
		int count = 0;
		int gap = text.startsWith("::") ? 0 : -1;
		int index = (gap == 0) ? 2 : 0;
		while (index < text.length()) {
			int colon = text.indexOf(':', index);
			int end = (colon >= 0) ? colon : text.length();
			if (colon < 0 && text.indexOf('.', index) >= 0) {
				long ipv4 = ipv4(text, index);
				if (ipv4 < 0 || count > GROUPS - 2) {
					return null;
				}
				groups[count++] = (int) (ipv4 >>> 16);
				groups[count++] = (int) (ipv4 & 0xffff);
				break;
			}
			int group = number(text, index, end, 16);
			if (group < 0 || count == GROUPS || end == text.length() - 1) {
				return null;
			}
			groups[count++] = group;
			index = end + 1;
			if (index < text.length() && text.charAt(index) == ':') {
				if (gap >= 0) {
					return null;
				}
				gap = count;
				index++;
			}
		}
		return (gap < 0) ? full(groups, count) : filled(groups, count, gap);
	}

	private static @Nullable IpAddress full(int[] groups, int count) {
		return (count == GROUPS) ? new IpAddress(bits(groups, 0), bits(groups, 4)) : null;
	}

	private static @Nullable IpAddress filled(int[] groups, int count, int gap) {
		if (count == GROUPS) {
			return null;
		}
		int[] filled = new int[GROUPS];
		System.arraycopy(groups, 0, filled, 0, gap);
		System.arraycopy(groups, gap, filled, GROUPS - count + gap, count - gap);
		return full(filled, GROUPS);
	}

	private static long bits(int[] groups, int first) {
		return ((long) groups[first] << 48) | ((long) groups[first + 1] << 32) | ((long) groups[first + 2] << 16)
				| groups[first + 3];
	}

	private static int number(String text, int start, int end, int radix) {
		int maxDigits = (radix == 10) ? 3 : 4;
		if (end <= start || end - start > maxDigits) {
			return -1;
		}
		int value = 0;
		for (int i = start; i < end; i++) {
			char character = text.charAt(i);
			int digit = (character < 128) ? Character.digit(character, radix) : -1;
			if (digit < 0) {
				return -1;
			}
			value = value * radix + digit;
		}
		return value;
	}

	/**
	 * Return whether this is an IPv4 address, in whatever form it was written.
	 * @return {@code false} for IPv6
	 */
	public boolean isIpv4() {
		return this.high == 0 && (this.low >>> 32) == MAPPED;
	}

	/**
	 * Return what one subscriber is told apart from others by. Whoever has an IPv6
	 * address has the 2^64 of its network, too.
	 * @return this address for IPv4, the first one of its {@code /64} for IPv6
	 */
	public IpAddress subscriber() {
		return isIpv4() ? this : new IpAddress(this.high, 0);
	}

	/**
	 * Return the IPv6 literal of RFC 5952, without mixed notation.
	 * @return the literal without brackets, also for an IPv4 address
	 */
	public String toIpv6() {
		int gap = -1;
		int gapLength = 1;
		for (int i = 0; i < GROUPS; i++) {
			int run = zeros(i);
			if (run > gapLength) {
				gap = i;
				gapLength = run;
			}
		}
		StringBuilder text = new StringBuilder(39);
		for (int i = 0; i < GROUPS; i++) {
			if (i == gap) {
				text.append("::");
				i += gapLength - 1;
				continue;
			}
			if (i > 0 && text.charAt(text.length() - 1) != ':') {
				text.append(':');
			}
			text.append(Integer.toHexString(group(i)));
		}
		return text.toString();
	}

	private int zeros(int first) {
		int index = first;
		while (index < GROUPS && group(index) == 0) {
			index++;
		}
		return index - first;
	}

	private int group(int index) {
		long half = (index < 4) ? this.high : this.low;
		return (int) (half >>> (48 - 16 * (index & 3))) & 0xffff;
	}

	/**
	 * Return the usual literal.
	 * @return dotted decimal for IPv4, RFC 5952 for IPv6
	 */
	@Override
	public String toString() {
		if (!isIpv4()) {
			return toIpv6();
		}
		return ((this.low >>> 24) & 0xff) + "." + ((this.low >>> 16) & 0xff) + "." + ((this.low >>> 8) & 0xff) + "."
				+ (this.low & 0xff);
	}

}
