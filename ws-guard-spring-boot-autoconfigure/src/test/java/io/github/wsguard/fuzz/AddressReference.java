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

package io.github.wsguard.fuzz;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address as a number of 128 bits, read by the grammar of RFC 3986 3.2.2. IPv4 is
 * IPv6 with the prefix of RFC 4291 2.5.5.2.
 *
 * @param value the number
 */
public record AddressReference(BigInteger value) {

	private static final String DEC_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9][0-9]|[0-9])";

	private static final String IPV4 = DEC_OCTET + "(?:\\." + DEC_OCTET + "){3}";

	private static final String H16 = "[0-9A-Fa-f]{1,4}";

	private static final String LS32 = "(?:" + H16 + ":" + H16 + "|" + IPV4 + ")";

	// The nine alternatives of IPv6address, in the order of the RFC
	private static final String IPV6 = String
		.join("|", "(?:H:){6}L", "::(?:H:){5}L", "(?:H)?::(?:H:){4}L", "(?:(?:H:){0,1}H)?::(?:H:){3}L",
				"(?:(?:H:){0,2}H)?::(?:H:){2}L", "(?:(?:H:){0,3}H)?::H:L", "(?:(?:H:){0,4}H)?::L",
				"(?:(?:H:){0,5}H)?::H", "(?:(?:H:){0,6}H)?::")
		.replace("L", LS32)
		.replace("H", H16);

	private static final Pattern IPV4_ADDRESS = Pattern.compile(IPV4);

	private static final Pattern IPV6_ADDRESS = Pattern.compile(IPV6);

	private static final BigInteger MAPPED = BigInteger.valueOf(0xffff);

	/**
	 * Read an address.
	 * @param text the text
	 * @return the address, or empty if the text is none
	 */
	public static Optional<AddressReference> parse(String text) {
		if (IPV4_ADDRESS.matcher(text).matches()) {
			return Optional.of(new AddressReference(MAPPED.shiftLeft(32).or(ipv4(text))));
		}
		return IPV6_ADDRESS.matcher(text).matches() ? Optional.of(new AddressReference(ipv6(text))) : Optional.empty();
	}

	private static BigInteger ipv4(String text) {
		BigInteger value = BigInteger.ZERO;
		for (String octet : text.split("\\.")) {
			value = value.shiftLeft(8).or(new BigInteger(octet));
		}
		return value;
	}

	private static BigInteger ipv6(String text) {
		String hexadecimal = text;
		if (text.indexOf('.') >= 0) {
			int start = text.lastIndexOf(':') + 1;
			String digits = "%08x".formatted(ipv4(text.substring(start)));
			hexadecimal = text.substring(0, start) + digits.substring(0, 4) + ":" + digits.substring(4);
		}
		List<String> groups = new ArrayList<>();
		int gap = hexadecimal.indexOf("::");
		if (gap >= 0) {
			List<String> behind = groups(hexadecimal.substring(gap + 2));
			groups.addAll(groups(hexadecimal.substring(0, gap)));
			groups.addAll(Collections.nCopies(8 - groups.size() - behind.size(), "0"));
			groups.addAll(behind);
		}
		else {
			groups.addAll(groups(hexadecimal));
		}
		BigInteger value = BigInteger.ZERO;
		for (String group : groups) {
			value = value.shiftLeft(16).or(new BigInteger(group, 16));
		}
		return value;
	}

	private static List<String> groups(String text) {
		return text.isEmpty() ? List.of() : Arrays.asList(text.split(":"));
	}

	/**
	 * Return whether this is an IPv4 address, written as one or mapped.
	 * @return {@code false} for IPv6
	 */
	public boolean isIpv4() {
		return this.value.shiftRight(32).equals(MAPPED);
	}

	/**
	 * Return the IPv6 literal of RFC 5952 4, without mixed notation, which section 5 only
	 * recommends.
	 * @return the literal
	 */
	public String ipv6() {
		List<String> groups = new ArrayList<>();
		for (int i = 7; i >= 0; i--) {
			groups.add(this.value.shiftRight(16 * i).and(MAPPED).toString(16));
		}
		for (int length = 8; length >= 2; length--) {
			for (int start = 0; start + length <= 8; start++) {
				if (groups.subList(start, start + length).stream().allMatch("0"::equals)) {
					return String.join(":", groups.subList(0, start)) + "::"
							+ String.join(":", groups.subList(start + length, 8));
				}
			}
		}
		return String.join(":", groups);
	}

	/**
	 * Return the usual literal.
	 */
	@Override
	public String toString() {
		if (!isIpv4()) {
			return ipv6();
		}
		List<String> octets = new ArrayList<>();
		for (int i = 3; i >= 0; i--) {
			octets.add(this.value.shiftRight(8 * i).and(BigInteger.valueOf(0xff)).toString());
		}
		return String.join(".", octets);
	}

}
