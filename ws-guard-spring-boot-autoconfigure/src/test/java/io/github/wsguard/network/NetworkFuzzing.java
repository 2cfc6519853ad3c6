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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.FakeHandshakeRequest;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.decision.IpAddress;
import io.github.wsguard.fuzz.AddressReference;
import io.github.wsguard.fuzz.AddressSamples;
import io.github.wsguard.fuzz.Choices;
import io.github.wsguard.fuzz.FuzzTarget;
import io.github.wsguard.fuzz.Mutation;
import io.github.wsguard.fuzz.Sample;
import io.github.wsguard.fuzz.Verdict;

/**
 * Fuzzes addresses, ranges of them and the headers of proxies.
 */
public final class NetworkFuzzing {

	private static final List<String> X_FORWARDED = List.of("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host",
			"X-Forwarded-Port");

	private static final List<String> TRUSTED = List.of("10.0.0.0/8", "192.0.2.1", "fd00::/8", "::ffff:172.16.0.0/108");

	private static final Mutation DAMAGE = Mutation.with("\u0000\u007f\u0085\u00a0\u00e9", ",", ", ", ";", "=", "\"",
			"\\", "\\\"", "for=", "proto=https", "host=", "unknown", "_hidden", "[::1]", "10.0.0.1", "]", ":80", ":_x",
			" ", "\t", ",,", ";;", "evil");

	private NetworkFuzzing() {
	}

	/**
	 * Return what is fuzzed in this package.
	 */
	public static List<FuzzTarget> targets() {
		return List.of(address(), range(), forwarding("x-forwarded", ForwardingHeaders.X_FORWARDED),
				forwarding("forwarded", ForwardingHeaders.FORWARDED));
	}

	private static FuzzTarget address() {
		return new FuzzTarget("address", (choices) -> Sample.of("address", AddressSamples.any(choices)),
				(sample) -> IpAddress.parse(sample.first("address", ""))
					.map((address) -> Verdict.of(address.isIpv4() ? "IPV4" : "IPV6")
						.with(address + " " + address.toIpv6()))
					.orElseGet(() -> Verdict.of("MALFORMED")),
				(sample) -> Set.of(AddressReference.parse(sample.first("address", ""))
					.map((address) -> Verdict.of(address.isIpv4() ? "IPV4" : "IPV6")
						.with(address + " " + address.ipv6()))
					.orElseGet(() -> Verdict.of("MALFORMED"))),
				Set.of("IPV4", "IPV6", "MALFORMED"), 50_000);
	}

	private static FuzzTarget range() {
		return new FuzzTarget("network", NetworkFuzzing::rangeSample, NetworkFuzzing::rangeVerdict,
				(sample) -> Set.of(rangeReference(sample)), Set.of(Verdict.ADMITTED, "IP_NOT_ALLOWED", "RANGE_REFUSED"),
				25_000);
	}

	private static Sample rangeSample(Choices choices) {
		Sample sample = Sample.of();
		for (int count = choices.between(1, 3); count > 0; count--) {
			String range = choices.pick(TRUSTED.get(choices.below(4)), "0.0.0.0/0", "::/0", "192.0.0.0/16", "2001::/16",
					"10.0.0.128/25", "::ffff:10.0.0.0/104", AddressSamples.any(choices),
					AddressSamples.any(choices) + "/" + choices.below(130));
			sample = sample.with(choices.pick("allowed", "allowed", "denied"),
					choices.oneIn(10) ? DAMAGE.apply(range, choices) : range);
		}
		return sample.with("client", choices.oneIn(3) ? AddressSamples.ipv4(choices) : AddressSamples.any(choices));
	}

	private static Verdict rangeVerdict(Sample sample) {
		NetworkCheck check;
		try {
			check = new NetworkCheck(sample.all("allowed"), sample.all("denied"));
		}
		catch (IllegalArgumentException ex) {
			return Verdict.of("RANGE_REFUSED");
		}
		return Verdict.of(check.evaluate(HandshakeAttempts.handshake().from(sample.first("client", "")).attempt()));
	}

	private static Verdict rangeReference(Sample sample) {
		List<Optional<NetworkReference.Range>> allowed = sample.all("allowed")
			.stream()
			.map(NetworkReference::range)
			.toList();
		List<Optional<NetworkReference.Range>> denied = sample.all("denied")
			.stream()
			.map(NetworkReference::range)
			.toList();
		if (allowed.contains(Optional.<NetworkReference.Range>empty())
				|| denied.contains(Optional.<NetworkReference.Range>empty())) {
			return Verdict.of("RANGE_REFUSED");
		}
		if (allowed.isEmpty() && denied.isEmpty()) {
			return Verdict.of(Verdict.ADMITTED);
		}
		boolean admitted = AddressReference.parse(sample.first("client", ""))
			.filter((address) -> denied.stream().noneMatch((range) -> range.orElseThrow().contains(address)))
			.filter((address) -> allowed.isEmpty()
					|| allowed.stream().anyMatch((range) -> range.orElseThrow().contains(address)))
			.isPresent();
		return Verdict.of(admitted ? Verdict.ADMITTED : "IP_NOT_ALLOWED");
	}

	private static FuzzTarget forwarding(String name, ForwardingHeaders headers) {
		return new FuzzTarget(name, (choices) -> forwardingSample(headers, choices),
				(sample) -> forwardingVerdict(headers, sample),
				(sample) -> Set.of(forwardingReference(headers, sample)),
				Set.of("DIRECT", "BELIEVED", "UNKNOWN", "CLAIMED"), 15_000);
	}

	private static Sample forwardingSample(ForwardingHeaders headers, Choices choices) {
		Sample sample = Sample.of("peer",
				choices.pick("10.0.0.1", "10.0.0.1", "fd00::1", "192.0.2.1", "192.0.2.2", "::ffff:172.16.0.9", "unix:"),
				"scheme", choices.pick("http", "https"), "port", choices.pick("80", "443", "8080"));
		boolean standard = (headers == ForwardingHeaders.FORWARDED) != choices.oneIn(6);
		return standard ? withForwarded(sample, choices) : withXForwarded(sample, choices);
	}

	private static Sample withForwarded(Sample sample, Choices choices) {
		Sample forwarded = sample;
		for (int lines = choices.pick(1, 1, 1, 2, 0); lines > 0; lines--) {
			List<String> elements = new ArrayList<>();
			for (int count = choices.oneIn(40) ? choices.between(31, 34) : choices.between(1, 4); count > 0; count--) {
				elements.add(element(choices));
			}
			String list = String.join(choices.pick(", ", ",", "\t,"), elements);
			forwarded = forwarded.with("Forwarded", choices.oneIn(4) ? DAMAGE.apply(list, choices) : list);
		}
		return forwarded;
	}

	private static String element(Choices choices) {
		List<String> pairs = new ArrayList<>();
		if (!choices.oneIn(8)) {
			pairs.add(choices.pick("for=", "For=") + value(node(choices), choices));
		}
		if (choices.oneIn(2)) {
			pairs.add("proto=" + value(proto(choices), choices));
		}
		if (choices.oneIn(2)) {
			pairs.add("host=" + value(host(choices), choices));
		}
		if (choices.oneIn(6)) {
			pairs.add(choices.pick("by=10.0.0.1", "by=\"a,b;c\"", "secret=\"\\\"\"", "", "x"));
		}
		return String.join(choices.pick(";", "; ", " ;"), pairs);
	}

	private static String value(String text, Choices choices) {
		return choices.oneIn(2) ? "\"" + text + "\"" : text;
	}

	private static String node(Choices choices) {
		return switch (choices.below(6)) {
			case 0 -> choices.pick("10.0.0.2", "10.9.9.9", "[fd00::2]", "fd00::3");
			case 1 -> choices.pick("203.0.113.9", "[2001:db8::1]", "2001:DB8::1", "::ffff:203.0.113.9")
					+ choices.pick("", ":80", ":_x", ":x", "x", ":123456", ":");
			case 2 -> choices.pick("unknown", "_hidden", "localhost", "", "[10.0.0.3]", "[::1", "fe80::1%eth0");
			case 3 -> AddressSamples.any(choices) + choices.pick("", ":443");
			case 4 -> "[" + AddressSamples.any(choices) + "]" + choices.pick("", ":443", "y");
			default -> AddressSamples.ipv4(choices);
		};
	}

	private static String proto(Choices choices) {
		return choices.pick("https", "http", "HTTPS", "wss", "ws", "ftp", "");
	}

	private static String host(Choices choices) {
		return choices.pick("api.example.com", "API.example.com", "[::1]", "[0:0::1]", "[1.2.3.4]", "a_b", "evil^host",
				"", "[" + AddressSamples.any(choices) + "]")
				+ choices.pick("", "", ":8443", ":0", ":70000", ":", ":x", ":00080");
	}

	private static Sample withXForwarded(Sample sample, Choices choices) {
		Sample forwarded = sample;
		for (String header : X_FORWARDED) {
			for (int lines = choices.pick(1, 1, 1, 2, 0, 0); lines > 0; lines--) {
				List<String> entries = new ArrayList<>();
				for (int count = choices.oneIn(40) ? choices.between(31, 34)
						: choices.pick(1, 1, 2, 3, 4); count > 0; count--) {
					entries.add(switch (header) {
						case "X-Forwarded-For" -> node(choices);
						case "X-Forwarded-Proto" -> proto(choices);
						case "X-Forwarded-Host" -> host(choices);
						default -> choices.pick("443", "80", "8443", "0", "x", "65536", "00443", "");
					});
				}
				String list = String.join(choices.pick(", ", ",", "\t, "), entries);
				forwarded = forwarded.with(header, choices.oneIn(6) ? DAMAGE.apply(list, choices) : list);
			}
		}
		return forwarded;
	}

	private static ClientConnection peer(Sample sample) {
		String port = sample.first("port", "");
		return new ClientConnection(sample.first("peer", ""), sample.first("scheme", "http"), "backend",
				port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 80);
	}

	private static Verdict forwardingVerdict(ForwardingHeaders headers, Sample sample) {
		ClientConnection peer = peer(sample);
		FakeHandshakeRequest request = HandshakeAttempts.handshake()
			.from(peer.address())
			.to(peer.scheme(), peer.host(), peer.port());
		for (String header : List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host",
				"X-Forwarded-Port")) {
			if (!sample.all(header).isEmpty()) {
				request.with(header, sample.all(header).toArray(String[]::new));
			}
		}
		HandshakeAttempt attempt = request.attempt();
		new ClientCheck(TRUSTED, headers).evaluate(attempt);
		if (attempt.claimed().isPresent()) {
			return Verdict.of("CLAIMED").with(attempt.claimed().get() + " " + attempt.client().equals(peer));
		}
		return outcome(peer, attempt.client());
	}

	private static Verdict outcome(ClientConnection peer, ClientConnection client) {
		if (client.equals(peer)) {
			return Verdict.of("DIRECT");
		}
		return Verdict.of("unknown".equals(client.address()) ? "UNKNOWN" : "BELIEVED").with(client);
	}

	private static Verdict forwardingReference(ForwardingHeaders headers, Sample sample) {
		ClientConnection peer = peer(sample);
		List<NetworkReference.Range> ranges = TRUSTED.stream()
			.map((range) -> NetworkReference.range(range).orElseThrow())
			.toList();
		boolean trusted = AddressReference.parse(peer.address())
			.filter((address) -> ranges.stream().anyMatch((range) -> range.contains(address)))
			.isPresent();
		List<String> lines = sample.all("Forwarded");
		boolean standard = trusted ? headers == ForwardingHeaders.FORWARDED : !lines.isEmpty();
		Optional<List<NetworkReference.Hop>> hops = Optional.of(List.of());
		if (standard && !lines.isEmpty()) {
			hops = NetworkReference.forwarded(lines);
		}
		else if (!standard) {
			hops = NetworkReference.xForwarded(sample.all("X-Forwarded-For"), sample.all("X-Forwarded-Proto"),
					sample.all("X-Forwarded-Host"), sample.all("X-Forwarded-Port"));
		}
		List<NetworkReference.Hop> read = hops.orElse(List.of());
		if (!trusted) {
			return read.isEmpty() ? Verdict.of("DIRECT")
					: Verdict.of("CLAIMED").with(NetworkReference.believeAll(peer, read) + " true");
		}
		if (hops.isEmpty()) {
			return outcome(peer, new ClientConnection("unknown", "http", peer.host(), peer.port()));
		}
		return outcome(peer, read.isEmpty() ? peer : NetworkReference.believe(peer, read, ranges));
	}

}
