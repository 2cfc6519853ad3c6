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

import java.util.ArrayList;
import java.util.List;

/**
 * Writes IP addresses in every form, good and nearly good.
 */
public final class AddressSamples {

	private static final Mutation DAMAGE = Mutation.with("\u0661\uff11\u00e9", "::", ":", ".", "0", "ffff:", "%eth0",
			"1.2.3.4", "/24", "256");

	private AddressSamples() {
	}

	/**
	 * Write an address, damaged now and then.
	 * @param choices decides
	 * @return the text
	 */
	public static String any(Choices choices) {
		String address = choices.oneIn(2) ? ipv6(choices) : ipv4(choices);
		return choices.oneIn(4) ? DAMAGE.apply(address, choices) : address;
	}

	/**
	 * Write an IPv4 address.
	 * @param choices decides
	 * @return four numbers from 0 to 255
	 */
	public static String ipv4(Choices choices) {
		return choices.pick("10.", "192.0.") + octet(choices) + "." + octet(choices)
				+ (choices.oneIn(2) ? "" : "." + octet(choices));
	}

	private static String octet(Choices choices) {
		return choices.pick("0", "1", "2", "9", "10", "127", "128", "254", "255", "256", "01",
				String.valueOf(choices.below(256)));
	}

	/**
	 * Write an IPv6 address.
	 * @param choices decides
	 * @return groups with or without a gap and an IPv4 address at the end
	 */
	public static String ipv6(Choices choices) {
		List<String> groups = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			groups.add(choices.pick("0", "0", "0000", "1", "fd00", "2001", "DB8", "ffff", "00ff",
					Integer.toHexString(choices.below(65536))));
		}
		if (choices.oneIn(4)) {
			groups.subList(6, 8).clear();
			groups.add(choices.pick("192.0.2.1", "10.0.0.1", "0.0.0.0", "255.255.255.255"));
		}
		if (choices.oneIn(8)) {
			return "::ffff:" + choices.pick("10.0.0.1", "a00:1", "192.0.2.7");
		}
		if (choices.oneIn(3)) {
			return String.join(":", groups);
		}
		int start = choices.below(groups.size() + 1);
		int end = Math.min(groups.size(), start + choices.below(8));
		return String.join(":", groups.subList(0, start)) + "::" + String.join(":", groups.subList(end, groups.size()));
	}

}
