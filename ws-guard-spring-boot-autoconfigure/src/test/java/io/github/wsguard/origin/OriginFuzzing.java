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

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.fuzz.AddressSamples;
import io.github.wsguard.fuzz.Choices;
import io.github.wsguard.fuzz.FuzzTarget;
import io.github.wsguard.fuzz.Mutation;
import io.github.wsguard.fuzz.Sample;
import io.github.wsguard.fuzz.Verdict;

/**
 * Fuzzes origins, the allow-list and hosts.
 */
public final class OriginFuzzing {

	private static final List<String> HOSTS = List.of("app.example.com", "example.com", "API.Example.com", "localhost",
			"a.b.app.example.com", "b\u00fccher.example", "xn--bcher-kva.example", "example.com.", "127.0.0.1",
			"192.0.2.7", "[::1]", "[2001:DB8::1]", "[::ffff:192.0.2.7]", "a_b.example", "0x7f.1",
			"evil-app.example.com", "B\u00dcCHER.example");

	private static final List<String> NO_HOSTS = List.of("1.2.3", "stra\u00dfe.example", "256.0.0.1", "[::1",
			"[1.2.3.4]", "", ".", "a..b", "a%20b", "a b", "\uff45xample.com", "example\u3002com", "exa\u00admple.com");

	private static final List<String> LISTED = List.of("https://app.example.com", "https://*.example.com:8443",
			"http://localhost:*", "https://[::1]");

	private static final Mutation DAMAGE = Mutation.with(
			"\u0000\u007f\u0085\u00a0\u00ad\u00e9\u0130\u0131\u017f\u212a\u2024\u3002\uff0e\ufffd\ud800\ud83d\udca9",
			"://", ":", "@", ".", "..", "*.", ":80", ":443", ":0", ":65536", ":00080", "null", " ", "https",
			"example.com", "%2e", "\u00c3\u00bc", "\u00ef\u00bf\u00bd", "[", "]", "[::1]", "/", "?x", "#x", "\\",
			"user:pw@", "a".repeat(64), "ab.".repeat(100));

	private OriginFuzzing() {
	}

	/**
	 * Return what is fuzzed in this package.
	 */
	public static List<FuzzTarget> targets() {
		return List.of(parser(), policy(), check(), host());
	}

	private static FuzzTarget parser() {
		return new FuzzTarget("origin", (choices) -> Sample.of("origin", DAMAGE.maybe(origin(choices), choices)),
				(sample) -> read(Optional.ofNullable(OriginParser.parse(sample.first("origin", "")))
					.map((origin) -> new OriginReference.Triple(origin.scheme(), origin.host(), origin.port()))),
				(sample) -> Set.of(read(OriginReference.parse(sample.first("origin", "")))),
				Set.of("MALFORMED", "NAME", "INTERNATIONAL", "IPV4", "IPV6"), 20_000);
	}

	private static Verdict read(Optional<OriginReference.Triple> origin) {
		if (origin.isEmpty()) {
			return Verdict.of("MALFORMED");
		}
		String host = origin.get().host();
		String kind = host.startsWith("[") ? "IPV6"
				: host.matches("[0-9.]+") ? "IPV4" : host.contains("xn--") ? "INTERNATIONAL" : "NAME";
		return Verdict.of(kind).with(origin.get());
	}

	private static FuzzTarget policy() {
		return new FuzzTarget("origin-policy", OriginFuzzing::policySample, OriginFuzzing::policyVerdict,
				(sample) -> Set.of(policyReference(sample)), Set.of("ENTRY_REFUSED", "ORIGIN_MALFORMED", "NONE",
						"BARE_DOMAIN", "OTHER_PORT", "OTHER_SCHEME", "ALLOWED"),
				15_000);
	}

	private static Sample policySample(Choices choices) {
		Sample sample = Sample.of();
		String host = host(choices);
		for (int count = choices.between(1, 4); count > 0; count--) {
			String entry = entry(choices.oneIn(3) ? host(choices) : host, choices);
			sample = sample.with("allowed", choices.oneIn(15) ? DAMAGE.apply(entry, choices) : entry);
		}
		String name = choices.pick("", "", "www.", "a.b.", "evil-") + host;
		String origin = choices.pick("https", "http") + "://" + name + choices.pick("", "", ":80", ":8443", ":443");
		return sample.with("origin", choices.oneIn(6) ? DAMAGE.apply(origin, choices) : origin);
	}

	private static String entry(String host, Choices choices) {
		boolean address = host.startsWith("[") || host.matches("[0-9.]+");
		String subdomains = (address && !choices.oneIn(10)) ? "" : choices.pick("", "", "*.");
		String ports = choices.pick("", "", "", ":*", ":[*]", ":8443", ":[80,8443]", ":[443]");
		return scheme(choices) + "://" + subdomains + host
				+ (choices.oneIn(25) ? choices.pick(":80,81", ":[80", ":", ":0", ":[]", ":[80,]") : ports);
	}

	private static Verdict policyVerdict(Sample sample) {
		OriginPolicy policy;
		try {
			policy = OriginPolicy.of(sample.all("allowed"), false, false);
		}
		catch (IllegalArgumentException ex) {
			return Verdict.of("ENTRY_REFUSED");
		}
		Origin origin = OriginParser.parse(sample.first("origin", ""));
		return Verdict.of((origin != null) ? policy.match(origin).name() : "ORIGIN_MALFORMED");
	}

	private static Verdict policyReference(Sample sample) {
		List<Optional<OriginReference.Entry>> entries = sample.all("allowed")
			.stream()
			.map(OriginReference::entry)
			.toList();
		if (entries.stream().anyMatch(Optional::isEmpty)) {
			return Verdict.of("ENTRY_REFUSED");
		}
		return OriginReference.parse(sample.first("origin", ""))
			.map((origin) -> Verdict.of(entries.stream()
				.map((entry) -> entry.orElseThrow().match(origin))
				.max(Comparator.naturalOrder())
				.orElse(OriginPolicy.Match.NONE)
				.name()))
			.orElseGet(() -> Verdict.of("ORIGIN_MALFORMED"));
	}

	private static FuzzTarget check() {
		return new FuzzTarget("origin-header", OriginFuzzing::checkSample, OriginFuzzing::checkVerdict,
				OriginFuzzing::checkReference,
				Set.of(Verdict.ADMITTED, "ORIGIN_NOT_ALLOWED", "ORIGIN_SCHEME_MISMATCH", "ORIGIN_PORT_MISMATCH",
						"ORIGIN_NULL", "ORIGIN_MISSING", "ORIGIN_MALFORMED", "ORIGIN_AMBIGUOUS"),
				20_000);
	}

	private static Sample checkSample(Choices choices) {
		Sample sample = Sample.of("scheme", choices.pick("http", "https"), "host", choices.pick(HOSTS), "port",
				choices.pick("80", "443", "8443"));
		int lines = choices.oneIn(15) ? choices.pick(0, 2) : 1;
		for (int count = lines; count > 0; count--) {
			String origin = switch (choices.below(12)) {
				case 8 -> sample.first("scheme") + "://" + sample.first("host");
				case 9 -> origin(choices);
				case 10 -> "null";
				case 11 -> origin(choices) + choices.pick(" ", ", ", ",", "  ") + choices.pick("null", origin(choices));
				default -> choices.pick("https", "http") + "://"
						+ choices.pick("app.example.com", "a.b.example.com", "example.com", "localhost", "[::1]")
						+ choices.pick("", "", ":8443", ":3000");
			};
			sample = sample.with("Origin", choices.oneIn(6) ? DAMAGE.apply(origin, choices) : origin);
		}
		return sample;
	}

	private static Verdict checkVerdict(Sample sample) {
		OriginCheck check = new OriginCheck(
				OriginPolicy.of(LISTED, false, false), new OriginCheck.Settings(true, false,
						OriginCheck.MissingOrigin.REJECT, OriginCheck.RegisteredOrigins.STRICTEST, true),
				(attempt) -> false, (attempt) -> false);
		return Verdict.of(check.evaluate(HandshakeAttempts.handshake()
			.with("Origin", sample.all("Origin").toArray(String[]::new))
			.to(sample.first("scheme", "http"), sample.first("host", ""), port(sample))
			.attempt()));
	}

	private static int port(Sample sample) {
		String port = sample.first("port", "");
		return port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 80;
	}

	private static Set<Verdict> checkReference(Sample sample) {
		List<String> lines = sample.all("Origin");
		if (lines.size() != 1) {
			return Set.of(Verdict.of(lines.isEmpty() ? "ORIGIN_MISSING" : "ORIGIN_AMBIGUOUS"));
		}
		String header = lines.get(0);
		if ("null".equals(header)) {
			return Set.of(Verdict.of("ORIGIN_NULL"));
		}
		Optional<OriginReference.Triple> origin = OriginReference.parse(header);
		if (origin.isEmpty()) {
			return noOrigin(header);
		}
		String ownHost = OriginReference.host(sample.first("host", ""));
		OriginReference.Triple own = (ownHost != null)
				? new OriginReference.Triple(sample.first("scheme", "http"), ownHost, port(sample)) : null;
		return Set.of(Verdict.of(reason(origin.get(), own)));
	}

	// A list of RFC 6454 7.1 is ambiguous; what comes near one may be told either way
	private static Set<Verdict> noOrigin(String header) {
		boolean list = List.of(header.split("[ ,]+"))
			.stream()
			.allMatch((element) -> "null".equals(element) || OriginReference.parse(element).isPresent());
		boolean like = header.matches("(?s).*[ ,].*") && (header.contains("null") || header.contains("://"));
		if (list && header.matches("[^ ,]+(?: |, ?)[^ ,]+")) {
			return Set.of(Verdict.of("ORIGIN_AMBIGUOUS"));
		}
		return like ? Set.of(Verdict.of("ORIGIN_AMBIGUOUS"), Verdict.of("ORIGIN_MALFORMED"))
				: Set.of(Verdict.of("ORIGIN_MALFORMED"));
	}

	private static String reason(OriginReference.Triple origin, OriginReference.@Nullable Triple own) {
		OriginPolicy.Match match = LISTED.stream()
			.map((entry) -> OriginReference.entry(entry).orElseThrow().match(origin))
			.max(Comparator.naturalOrder())
			.orElseThrow();
		if (origin.equals(own) || match == OriginPolicy.Match.ALLOWED) {
			return Verdict.ADMITTED;
		}
		// The origin that the page would need is one more entry, to explain a near miss
		OriginPolicy.Match near = (own != null)
				? new OriginReference.Entry(own.scheme(), false, own.host(), List.of(own.port())).match(origin)
				: OriginPolicy.Match.NONE;
		return switch ((near.compareTo(match) > 0) ? near : match) {
			case OTHER_SCHEME -> "ORIGIN_SCHEME_MISMATCH";
			case OTHER_PORT -> "ORIGIN_PORT_MISMATCH";
			default -> "ORIGIN_NOT_ALLOWED";
		};
	}

	private static FuzzTarget host() {
		return new FuzzTarget("host", OriginFuzzing::hostSample, OriginFuzzing::hostVerdict,
				(sample) -> Set.of(hostReference(sample)),
				Set.of(Verdict.ADMITTED, "HOST_NOT_ALLOWED", "ENTRY_REFUSED"), 20_000);
	}

	private static Sample hostSample(Choices choices) {
		Sample sample = Sample.of();
		for (int count = choices.between(1, 4); count > 0; count--) {
			String entry = host(choices) + choices.pick("", "", ":8443", ":80");
			sample = sample.with("served", choices.oneIn(12) ? DAMAGE.apply(entry, choices) : entry);
		}
		String served = sample.first("served", "");
		String host = choices.pick(choices.pick(HOSTS), served.replaceAll(":[0-9]+$", ""),
				served.toUpperCase(Locale.ROOT), AddressSamples.any(choices), "[" + AddressSamples.ipv6(choices) + "]");
		return sample.with("host", choices.oneIn(6) ? DAMAGE.apply(host, choices) : host)
			.with("port", choices.pick("80", "8443"));
	}

	private static Verdict hostVerdict(Sample sample) {
		HostCheck check;
		try {
			check = new HostCheck(sample.all("served"));
		}
		catch (IllegalArgumentException ex) {
			return Verdict.of("ENTRY_REFUSED");
		}
		return Verdict.of(check
			.evaluate(HandshakeAttempts.handshake().to("http", sample.first("host", ""), port(sample)).attempt()));
	}

	private static Verdict hostReference(Sample sample) {
		String host = OriginReference.host(sample.first("host", ""));
		boolean served = sample.all("served").isEmpty();
		for (String entry : sample.all("served")) {
			// RFC 9110 7.2: uri-host [ ":" port ]
			String name = entry.replaceFirst(entry.startsWith("[") ? "(?s)(?<=\\]):.*" : "(?s):.*", "");
			String port = entry.substring(name.length());
			String listed = OriginReference.host(name);
			if (listed == null || !(port.isEmpty() || OriginReference.isPort(port.substring(1)))) {
				return Verdict.of("ENTRY_REFUSED");
			}
			served |= listed.equals(host) && (port.isEmpty() || port.equals(":" + port(sample)));
		}
		return Verdict.of(served ? Verdict.ADMITTED : "HOST_NOT_ALLOWED");
	}

	private static String scheme(Choices choices) {
		return choices.oneIn(15) ? choices.pick("HTTPS", "chrome-extension", "wss", "a+b-c.9")
				: choices.pick("https", "http");
	}

	private static String host(Choices choices) {
		return choices.oneIn(30) ? choices.pick(NO_HOSTS) : choices.pick(HOSTS);
	}

	private static String origin(Choices choices) {
		String host = switch (choices.below(8)) {
			case 5 -> "[" + AddressSamples.any(choices) + "]";
			case 6 -> AddressSamples.any(choices);
			case 7 -> choices.text("aZ09-_.\u00fc", 1, 12);
			default -> host(choices);
		};
		return scheme(choices) + "://" + host
				+ choices.pick("", "", ":443", ":80", ":8443", ":" + choices.between(-1, 70_000));
	}

}
