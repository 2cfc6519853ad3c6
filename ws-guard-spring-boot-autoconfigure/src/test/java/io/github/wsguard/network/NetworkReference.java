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

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.fuzz.AddressReference;

/**
 * Ranges of addresses (RFC 4632 3.1, RFC 4291 2.3), and the way of a request by the words
 * of RFC 7239 4 to 6 and of the documentation of {@code ws-guard.proxy}.
 *
 * <p>
 * Wider than the grammar of RFC 7239, since proxies are: a value without quotes may hold
 * any visible character but {@code , ; = " \}, white space may stand around delimiters,
 * and an IPv6 address may lack its brackets. Narrower: 32 hops and 4096 characters are
 * read, a host is made of letters, digits, hyphens, underscores and dots, and its port of
 * one to five digits; an element without any pair is a fault, since the hop that wrote it
 * is not known.
 */
final class NetworkReference {

	private static final String OWS = "[ \\t]*+";

	private static final String WORD = "[\\x21-\\x7e&&[^,;=\"\\\\]]++";

	private static final Pattern PAIR = Pattern.compile(OWS + "(?<name>" + WORD + ")" + OWS + "=" + OWS + "(?:(?<word>"
			+ WORD + ")|\"(?<quoted>(?:[^\"\\\\]|\\\\.)*+)\")" + OWS, Pattern.DOTALL);

	private static final Pattern BLANK = Pattern.compile(OWS);

	private static final String NODE_PORT = "(?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]+))?";

	private static final Pattern NODE = Pattern.compile("(?<four>[0-9.]+)" + NODE_PORT + "|\\[(?<six>[0-9A-Fa-f:.]+)\\]"
			+ NODE_PORT + "|(?<bare>[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)");

	private static final Pattern HOST = Pattern
		.compile("(?<host>\\[[^]]*\\]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]{1,5}))?");

	private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");

	private NetworkReference() {
	}

	/**
	 * A range: the bits behind the prefix are zero.
	 */
	record Range(BigInteger network, int prefix) {

		boolean contains(AddressReference address) {
			boolean ipv4 = this.prefix >= 96 && new AddressReference(this.network).isIpv4();
			return address.isIpv4() == ipv4
					&& address.value().shiftRight(128 - this.prefix).equals(this.network.shiftRight(128 - this.prefix));
		}

	}

	/**
	 * Read a range, or nothing if it is none.
	 */
	static Optional<Range> range(String text) {
		String[] parts = text.split("/", 2);
		Optional<AddressReference> address = AddressReference.parse(parts[0]);
		int width = (parts[0].indexOf(':') >= 0) ? 128 : 32;
		if (address.isEmpty()) {
			return Optional.empty();
		}
		if (parts.length > 1 && (!PREFIX.matcher(parts[1]).matches() || Integer.parseInt(parts[1]) > width)) {
			return Optional.empty();
		}
		int prefix = 128 - width + ((parts.length > 1) ? Integer.parseInt(parts[1]) : width);
		BigInteger value = address.get().value();
		BigInteger network = value.shiftRight(128 - prefix).shiftLeft(128 - prefix);
		return network.equals(value) ? Optional.of(new Range(network, prefix)) : Optional.empty();
	}

	/**
	 * What one proxy says of who asked it.
	 */
	record Hop(@Nullable String node, @Nullable String proto, @Nullable String host, @Nullable String port) {

		@Nullable AddressReference address() {
			Matcher matcher = NODE.matcher((this.node != null) ? this.node : "");
			if (!matcher.matches()) {
				return null;
			}
			String six = (matcher.group("six") != null) ? matcher.group("six") : matcher.group("bare");
			String literal = (six != null) ? six : matcher.group("four");
			// RFC 7239 6: brackets are for IPv6
			return (six != null && six.indexOf(':') < 0) ? null : AddressReference.parse(literal).orElse(null);
		}

		@Nullable String scheme() {
			return (this.proto == null) ? null : this.proto.matches("(?i)https|wss") ? "https" : "http";
		}

	}

	/**
	 * Read a {@code Forwarded} header, nearest hop first, or nothing if it is malformed.
	 */
	static Optional<List<Hop>> forwarded(List<String> lines) {
		String list = String.join(",", lines);
		List<Hop> hops = new ArrayList<>();
		if (list.length() > 4096) {
			return Optional.empty();
		}
		for (String element : split(list, ',')) {
			Map<String, String> pairs = new HashMap<>();
			for (String text : split(element, ';')) {
				Matcher pair = PAIR.matcher(text);
				if (pair.matches()) {
					String quoted = pair.group("quoted");
					String value = (quoted != null) ? quoted.replaceAll("(?s)\\\\(.)", "$1") : pair.group("word");
					if (pairs.put(pair.group("name").toLowerCase(Locale.ROOT), value) != null) {
						return Optional.empty();
					}
				}
				else if (!BLANK.matcher(text).matches()) {
					return Optional.empty();
				}
			}
			if (pairs.isEmpty()) {
				return Optional.empty();
			}
			hops.add(0, new Hop(pairs.get("for"), pairs.get("proto"), pairs.get("host"), null));
		}
		return (hops.size() > 32) ? Optional.empty() : Optional.of(hops);
	}

	// At delimiters outside of quotes
	private static List<String> split(String text, char delimiter) {
		List<String> parts = new ArrayList<>();
		StringBuilder part = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character == delimiter && !quoted) {
				parts.add(part.toString());
				part.setLength(0);
				continue;
			}
			part.append(character);
			if (quoted && character == '\\' && i + 1 < text.length()) {
				part.append(text.charAt(++i));
			}
			else if (character == '"') {
				quoted = !quoted;
			}
		}
		parts.add(part.toString());
		return parts;
	}

	/**
	 * Read {@code X-Forwarded-*} headers, nearest hop first, or nothing if they are out
	 * of bounds.
	 */
	static Optional<List<Hop>> xForwarded(List<String> nodes, List<String> protos, List<String> hosts,
			List<String> ports) {
		List<List<String>> columns = new ArrayList<>();
		for (List<String> lines : List.of(nodes, protos, hosts, ports)) {
			String list = String.join(",", lines);
			List<String> column = new ArrayList<>(lines.isEmpty() ? List.of() : Arrays.asList(list.split(",", -1)));
			column.replaceAll((entry) -> entry.replaceAll("^[ \\t]+|[ \\t]+$", ""));
			Collections.reverse(column);
			if (list.length() > 4096 || column.size() > 32) {
				return Optional.empty();
			}
			columns.add(column);
		}
		List<Hop> hops = new ArrayList<>();
		int count = columns.stream().mapToInt(List::size).max().orElse(0);
		for (int i = 0; i < count; i++) {
			hops.add(new Hop(at(columns.get(0), i), at(columns.get(1), i), at(columns.get(2), i),
					at(columns.get(3), i)));
		}
		return Optional.of(hops);
	}

	private static @Nullable String at(List<String> column, int index) {
		return (index < column.size()) ? column.get(index) : null;
	}

	/**
	 * Go from hop to hop as long as each is trusted; whoever is reached is the client.
	 */
	static ClientConnection believe(ClientConnection peer, List<Hop> hops, List<Range> trusted) {
		int believed = 1;
		while (believed < hops.size() && isTrusted(hops.get(believed - 1).address(), trusted)
				&& hops.get(believed).node() != null) {
			believed++;
		}
		Hop last = hops.get(believed - 1);
		String address = (last.node() == null) ? peer.address()
				: Optional.ofNullable(last.address()).map(AddressReference::toString).orElse("unknown");
		return connection(peer, hops.subList(0, believed), address);
	}

	private static boolean isTrusted(@Nullable AddressReference address, List<Range> trusted) {
		return address != null && trusted.stream().anyMatch((range) -> range.contains(address));
	}

	/**
	 * Take the left end for the client, as software does that trusts everyone.
	 */
	static ClientConnection believeAll(ClientConnection peer, List<Hop> hops) {
		return connection(peer, hops,
				farthest(hops, Hop::address).map(AddressReference::toString).orElse(peer.address()));
	}

	private static ClientConnection connection(ClientConnection peer, List<Hop> hops, String address) {
		String scheme = farthest(hops, Hop::scheme).orElse(peer.scheme());
		Optional<ClientConnection> host = farthest(hops, Hop::host).flatMap(NetworkReference::host);
		int stated = host.map(ClientConnection::port)
			.filter((port) -> port > 0)
			.orElseGet(() -> farthest(hops, Hop::port).map(NetworkReference::port).orElse(0));
		boolean peerAtDefault = peer.port() == defaultPort(peer.scheme());
		int port = (stated > 0) ? stated : (host.isPresent() || peerAtDefault) ? defaultPort(scheme) : peer.port();
		return new ClientConnection(address, scheme, host.map(ClientConnection::host).orElse(peer.host()), port);
	}

	private static int defaultPort(String scheme) {
		return "https".equals(scheme) ? 443 : 80;
	}

	private static <T> Optional<T> farthest(List<Hop> hops, Function<Hop, @Nullable T> part) {
		return hops.stream().map(part).filter(Objects::nonNull).reduce((nearer, farther) -> farther);
	}

	private static int port(String text) {
		int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
		return (port <= 65535) ? port : 0;
	}

	// RFC 9110 7.2
	private static Optional<ClientConnection> host(String text) {
		Matcher matcher = HOST.matcher(text);
		if (text.length() > 260 || !matcher.matches()) {
			return Optional.empty();
		}
		String host = matcher.group("host").toLowerCase(Locale.ROOT);
		if (host.startsWith("[")) {
			String literal = host.substring(1, host.length() - 1);
			Optional<AddressReference> address = (literal.indexOf(':') < 0) ? Optional.empty()
					: AddressReference.parse(literal);
			if (address.isEmpty()) {
				return Optional.empty();
			}
			host = "[" + address.get().ipv6() + "]";
		}
		String port = matcher.group("port");
		if (port != null && port(port) == 0) {
			return Optional.empty();
		}
		return Optional.of(new ClientConnection("", "", host, (port != null) ? port(port) : 0));
	}

}
