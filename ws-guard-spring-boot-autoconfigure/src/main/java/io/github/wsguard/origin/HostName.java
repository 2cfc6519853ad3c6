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

import java.net.IDN;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.IpAddress;

/**
 * The one form in which hosts are compared. A trailing dot stays: browsers treat {@code
 * example.com.} as another host, and so does a policy.
 */
final class HostName {

	// RFC 1035 2.3.4, without the dot that may stand behind
	private static final int MAX_LENGTH = 253;

	private static final int MAX_LABEL = 63;

	// ß, capital ß, final sigma, ZWNJ, ZWJ: java.net.IDN maps them by the rules of 2003
	// to
	// another name than the one a browser asks for
	private static final String DEVIATIONS = "\u00df\u1e9e\u03c2\u200c\u200d";

	private HostName() {
	}

	/**
	 * Bring a host into its one form.
	 * @param host a name of A-labels or U-labels, an IPv4 literal, or an IPv6 literal in
	 * brackets
	 * @return the host in lower case and as A-labels, or {@code null} if it is none
	 */
	static @Nullable String normalise(String host) {
		if (host.startsWith("[")) {
			return ipv6(host);
		}
		String ascii = ascii(host);
		if (ascii == null || !hasWellFormedLabels(ascii)) {
			return null;
		}
		return (!endsInNumber(ascii) || IpAddress.parse(ascii).isPresent()) ? ascii : null;
	}

	/**
	 * Return whether a host holds a character whose A-label cannot be told.
	 */
	static boolean holdsDeviation(String host) {
		for (int i = 0; i < host.length(); i++) {
			if (DEVIATIONS.indexOf(host.charAt(i)) >= 0) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return whether a host is this machine or an IP literal, so that no foreign DNS
	 * entry can lead to it (DNS rebinding).
	 * @param host the host in its one form
	 */
	static boolean isLocal(String host) {
		return "localhost".equals(host) || host.endsWith(".localhost") || isIpLiteral(host);
	}

	static boolean isIpLiteral(String host) {
		return host.startsWith("[") || endsInNumber(host);
	}

	private static @Nullable String ipv6(String host) {
		if (!host.endsWith("]") || host.indexOf(':') < 0) {
			return null;
		}
		return IpAddress.parse(host.substring(1, host.length() - 1))
			.map((address) -> "[" + address.toIpv6() + "]")
			.orElse(null);
	}

	private static @Nullable String ascii(String host) {
		boolean lower = true;
		for (int i = 0; i < host.length(); i++) {
			char character = host.charAt(i);
			if (character >= 0x80) {
				return international(host);
			}
			if (character >= 'A' && character <= 'Z') {
				lower = false;
			}
			else if (!isHostCharacter(character)) {
				return null;
			}
		}
		return lower ? host : host.toLowerCase(Locale.ROOT);
	}

	private static @Nullable String international(String host) {
		if (host.length() > MAX_LENGTH + 1 || holdsDeviation(host)) {
			return null;
		}
		try {
			String ascii = IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
			return equalsButForCase(host, IDN.toUnicode(ascii)) ? ascii : null;
		}
		// The only way in which IDN says no
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	// Full-width letters, ideographic dots, soft hyphens and the like are mapped to a
	// name that they do not spell: only a U-label, which comes back as it was, equals
	// its A-label. In no case is the sign of Kelvin a k or a dotted capital I an i
	private static boolean equalsButForCase(String host, String unicode) {
		if (host.length() != unicode.length()) {
			return false;
		}
		for (int i = 0; i < host.length(); i++) {
			char character = host.charAt(i);
			char expected = unicode.charAt(i);
			if (Character.toLowerCase(character) != expected || (character < 0x80) != (expected < 0x80)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isHostCharacter(char character) {
		return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') || character == '-'
				|| character == '.' || character == '_';
	}

	private static boolean hasWellFormedLabels(String host) {
		int start = 0;
		while (start < host.length()) {
			int dot = host.indexOf('.', start);
			int end = (dot >= 0) ? dot : host.length();
			if (end == start || end - start > MAX_LABEL) {
				return false;
			}
			start = end + 1;
		}
		return !host.isEmpty() && host.length() <= (host.endsWith(".") ? MAX_LENGTH + 1 : MAX_LENGTH);
	}

	// As the URL standard has it: a host whose last label is a number is an IPv4 address
	private static boolean endsInNumber(String host) {
		int index = host.length() - 1;
		while (index >= 0 && host.charAt(index) >= '0' && host.charAt(index) <= '9') {
			index--;
		}
		return index < host.length() - 1 && (index < 0 || host.charAt(index) == '.');
	}

}
