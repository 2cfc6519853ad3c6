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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.fuzz.AddressReference;

/**
 * Origins by the words of RFC 6454 6.2 and 7.1 and RFC 3986 3, and entries of the
 * allow-list by the words of the documentation.
 *
 * <p>
 * Narrower than the grammar, since the serialisation of 6.2 and browsers write no other:
 * a host is made of letters, digits, hyphens, underscores and dots (RFC 3986 admits
 * percent signs and sub-delims), with labels of at most 63 characters and a name of at
 * most 253 (RFC 1035 2.3.4) and a dot behind it; one whose last label is a number is an
 * IPv4 address; a port is a decimal number from 1 to 65535 without leading zeros; the
 * text has at most 512 characters.
 */
final class OriginReference {

	private static final Pattern SERIALIZED = Pattern.compile(
			"(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<host>\\[[^]]*\\]|[^\\[:][^:]*)(?::(?<port>.*))?", Pattern.DOTALL);

	private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

	private static final Pattern LABEL = Pattern.compile("[a-z0-9_-]{1,63}");

	private static final Pattern ENTRY = Pattern
		.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<any>\\*\\.)?(?<host>\\[[^]]*\\]|[^\\[:*][^:*]*)"
				+ "(?::(?<ports>\\*|\\[\\*\\]|[0-9]+|\\[[0-9]+(?:,[0-9]+)*\\]))?");

	private static final String MORE_THAN_ONE_ALABEL = "\u00df\u1e9e\u03c2\u200c\u200d";

	private OriginReference() {
	}

	/**
	 * The triple of RFC 6454 4.
	 */
	record Triple(String scheme, String host, int port) {

		@Override
		public String toString() {
			return this.scheme + "|" + this.host + "|" + this.port;
		}

	}

	/**
	 * Read a serialised origin, or nothing if it is none.
	 */
	static Optional<Triple> parse(String text) {
		Matcher matcher = SERIALIZED.matcher(text);
		if (text.length() > 512 || !matcher.matches()) {
			return Optional.empty();
		}
		String scheme = matcher.group("scheme").toLowerCase(Locale.ROOT);
		String host = host(octetsAsText(matcher.group("host")));
		String port = matcher.group("port");
		if (host == null || (port != null && !isPort(port))) {
			return Optional.empty();
		}
		return Optional.of(new Triple(scheme, host, (port != null) ? Integer.parseInt(port) : defaultPort(scheme)));
	}

	static boolean isPort(String text) {
		return PORT.matcher(text).matches() && Integer.parseInt(text) <= 65535;
	}

	static int defaultPort(String scheme) {
		return "http".equals(scheme) ? 80 : "https".equals(scheme) ? 443 : 0;
	}

	// A header is octets, which the container shows as ISO-8859-1; U-labels come as UTF-8
	private static String octetsAsText(String host) {
		if (host.chars().anyMatch((character) -> character > 0xff)) {
			return host;
		}
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(host.getBytes(StandardCharsets.ISO_8859_1)))
				.toString();
		}
		catch (CharacterCodingException ex) {
			return host;
		}
	}

	/**
	 * Bring a host into the form in which hosts are compared (RFC 6454 4, steps 4 to 6),
	 * {@code null} if it is none.
	 */
	static @Nullable String host(String text) {
		if (text.startsWith("[")) {
			return text.matches("(?s)\\[.*:.*\\]") ? ipv6(text.substring(1, text.length() - 1)) : null;
		}
		String ascii = text.chars().allMatch((character) -> character < 0x80) ? text.toLowerCase(Locale.ROOT)
				: toAscii(text);
		if (ascii == null) {
			return null;
		}
		List<String> labels = new ArrayList<>(Arrays.asList(ascii.split("\\.", -1)));
		boolean rooted = labels.size() > 1 && labels.get(labels.size() - 1).isEmpty();
		if (rooted) {
			labels.remove(labels.size() - 1);
		}
		if (String.join(".", labels).length() > 253
				|| !labels.stream().allMatch((label) -> LABEL.matcher(label).matches())) {
			return null;
		}
		boolean number = !rooted && labels.get(labels.size() - 1).matches("[0-9]+");
		boolean address = AddressReference.parse(ascii).isPresent();
		return (number && !address) ? null : ascii;
	}

	private static @Nullable String ipv6(String text) {
		return AddressReference.parse(text).map((address) -> "[" + address.ipv6() + "]").orElse(null);
	}

	private static @Nullable String toAscii(String text) {
		if (text.length() > 254 || hasMoreThanOneForm(text)) {
			return null;
		}
		try {
			String ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
			return isWrittenInLabels(text, IDN.toUnicode(ascii)) ? ascii : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	// RFC 5890 2.3.2.1: a U-label is what its A-label converts back to. Letters may
	// differ in case (RFC 6454 4), but none of them turns into ASCII by that
	private static boolean isWrittenInLabels(String text, String unicode) {
		return text.length() == unicode.length() && IntStream.range(0, text.length()).allMatch((i) -> {
			boolean sameScript = (text.charAt(i) < 0x80) == (unicode.charAt(i) < 0x80);
			return sameScript && Character.toLowerCase(text.charAt(i)) == unicode.charAt(i);
		});
	}

	private static boolean hasMoreThanOneForm(String text) {
		return text.chars().anyMatch((character) -> MORE_THAN_ONE_ALABEL.indexOf(character) >= 0);
	}

	/**
	 * One entry of an allow-list.
	 */
	record Entry(String scheme, boolean subdomains, String host, List<Integer> ports) {

		/**
		 * How near an origin comes to the entry.
		 */
		OriginPolicy.Match match(Triple origin) {
			boolean parent = this.subdomains && origin.host().endsWith("." + this.host) && !isAddress(origin.host());
			boolean exact = !this.subdomains && origin.host().equals(this.host);
			if (this.subdomains && origin.host().equals(this.host)) {
				return admits(origin) ? OriginPolicy.Match.BARE_DOMAIN : OriginPolicy.Match.NONE;
			}
			if (!parent && !exact) {
				return OriginPolicy.Match.NONE;
			}
			if (admits(origin)) {
				return OriginPolicy.Match.ALLOWED;
			}
			if (origin.scheme().equals(this.scheme)) {
				return OriginPolicy.Match.OTHER_PORT;
			}
			boolean bothDefault = origin.port() == defaultPort(origin.scheme()) && hasPort(defaultPort(this.scheme));
			return (hasPort(origin.port()) || bothDefault) ? OriginPolicy.Match.OTHER_SCHEME : OriginPolicy.Match.NONE;
		}

		private boolean admits(Triple origin) {
			return origin.scheme().equals(this.scheme) && hasPort(origin.port());
		}

		// No port listed is any port
		private boolean hasPort(int port) {
			return this.ports.isEmpty() || this.ports.contains(port);
		}

	}

	private static boolean isAddress(String host) {
		return host.startsWith("[") || AddressReference.parse(host).isPresent();
	}

	/**
	 * Read an entry of an allow-list, or nothing if it cannot work.
	 */
	static Optional<Entry> entry(String text) {
		Matcher matcher = ENTRY.matcher(text);
		if (text.chars().anyMatch((character) -> character <= ' ' || character == 0x7f) || !matcher.matches()) {
			return Optional.empty();
		}
		String scheme = matcher.group("scheme").toLowerCase(Locale.ROOT);
		String host = host(matcher.group("host"));
		boolean subdomains = matcher.group("any") != null;
		if (scheme.matches("wss?") || host == null || (subdomains && isAddress(host))) {
			return Optional.empty();
		}
		String ports = matcher.group("ports");
		if (ports == null) {
			return Optional.of(new Entry(scheme, subdomains, host, List.of(defaultPort(scheme))));
		}
		if (ports.indexOf('*') >= 0) {
			return Optional.of(new Entry(scheme, subdomains, host, List.of()));
		}
		List<String> listed = Arrays.asList(ports.replaceAll("[\\[\\]]", "").split(","));
		return listed.stream().allMatch(OriginReference::isPort)
				? Optional.of(new Entry(scheme, subdomains, host, listed.stream().map(Integer::valueOf).toList()))
				: Optional.empty();
	}

}
