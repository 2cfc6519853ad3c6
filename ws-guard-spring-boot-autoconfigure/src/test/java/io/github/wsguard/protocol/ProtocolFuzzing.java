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

package io.github.wsguard.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.FakeHandshakeRequest;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.fuzz.Choices;
import io.github.wsguard.fuzz.FuzzTarget;
import io.github.wsguard.fuzz.Mutation;
import io.github.wsguard.fuzz.Sample;
import io.github.wsguard.fuzz.Verdict;

/**
 * Fuzzes the opening handshake: the request line, the lists in its headers and the key.
 */
public final class ProtocolFuzzing {

	private static final String UPGRADE = "Upgrade";

	private static final String CONNECTION = "Connection";

	private static final String VERSION = "Sec-WebSocket-Version";

	private static final String KEY = "Sec-WebSocket-Key";

	private static final String PROTOCOL = "Sec-WebSocket-Protocol";

	private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

	private static final Mutation DAMAGE = Mutation.with("\u0000\u007f\u0085\u00a0\u00b5\u00e9\u00ff", ",", ", ", ";",
			"=", "\"", "\\", "\\\"", "\t", " ", "websocket", "upgrade", "keep-alive", "13", "bearer", "bearer.", "chat",
			"permessage-deflate", "client_max_window_bits", "=\"10\"", "=15", "; ", "=".repeat(3));

	private static final Set<String> HANDSHAKE = Set.of(Verdict.ADMITTED, "METHOD_NOT_ALLOWED",
			"HTTP_VERSION_UNSUPPORTED", "NOT_A_WEBSOCKET_REQUEST", "UPGRADE_STRIPPED_BY_PROXY",
			"UPGRADE_HEADER_INVALID", "CONNECTION_HEADER_INVALID", "WEBSOCKET_VERSION_UNSUPPORTED",
			"WEBSOCKET_KEY_INVALID");

	private ProtocolFuzzing() {
	}

	/**
	 * Return what is fuzzed in this package.
	 */
	public static List<FuzzTarget> targets() {
		return List.of(target("handshake", ProtocolFuzzing::handshake, HANDSHAKE),
				target("subprotocols", ProtocolFuzzing::subprotocols,
						Set.of(Verdict.ADMITTED, "SUBPROTOCOL_INVALID", "SUBPROTOCOL_UNSUPPORTED")),
				target("extensions", ProtocolFuzzing::extensions, Set.of(Verdict.ADMITTED, "EXTENSION_INVALID")));
	}

	private static FuzzTarget target(String name, Function<Choices, Sample> samples, Set<String> kinds) {
		return new FuzzTarget(name, samples, ProtocolFuzzing::verdict, ProtocolFuzzing::reference, kinds, 20_000);
	}

	private static Sample handshake(Choices choices) {
		Sample sample = Sample.of();
		if (choices.oneIn(4)) {
			sample = sample.with("method", choices.pick("GET", "CONNECT", "CONNECT", "POST", "get"))
				.with("version", choices.pick("HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/2", "HTTP/3.0", "HTTP/1.2",
						"HTTP/0.9", "http/1.1"));
		}
		boolean stripped = choices.oneIn(10);
		boolean plain = stripped && choices.oneIn(3);
		if (!stripped) {
			sample = lines(sample, UPGRADE,
					choices.pick("websocket", "websocket", "WebSocket", "h2c, websocket", "websocket/13", "h2c"),
					choices);
		}
		sample = lines(sample, CONNECTION,
				choices.pick("Upgrade", "Upgrade", "upgrade", "keep-alive, Upgrade", "UPGRADE,close", "close"),
				choices);
		if (plain) {
			return sample;
		}
		sample = lines(sample, VERSION, choices.pick("13", "13", "13", "8", "13, 8", "013"), choices);
		String key = choices.text("AZaz09+/", 21, 21) + choices.pick("A", "Q", "g", "w", "x") + "==";
		return lines(sample, KEY, choices.oneIn(3) ? key : HandshakeAttempts.KEY, choices);
	}

	// One line mostly; none, or two, now and then
	private static Sample lines(Sample sample, String header, String value, Choices choices) {
		Sample lines = sample;
		for (int count = choices.pick(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 2); count > 0; count--) {
			lines = lines.with(header, choices.oneIn(10) ? DAMAGE.apply(value, choices) : value);
		}
		return lines;
	}

	private static Sample subprotocols(Choices choices) {
		Sample sample = valid();
		for (int count = choices.pick(1, 1, 2); count > 0; count--) {
			List<String> elements = new ArrayList<>();
			for (int names = choices.oneIn(30) ? 66 : choices.between(1, 4); names > 0; names--) {
				elements.add(choices.pick("chat", "Chat", "v12.stomp", "v11.stomp", "bearer", "bearer.ab.c", "bearer.",
						"ab.c.d", "x" + choices.below(1000), "!#$%&'*+-.^_`|~"));
			}
			String list = String.join(choices.pick(", ", ",", " ,\t"), elements);
			sample = sample.with(PROTOCOL, choices.oneIn(3) ? DAMAGE.apply(list, choices) : list);
		}
		return choices.oneIn(2) ? sample : sample.with("supported", choices.pick("chat", "v12.stomp"));
	}

	private static Sample extensions(Choices choices) {
		Sample sample = valid();
		for (int count = choices.pick(1, 1, 2); count > 0; count--) {
			List<String> offers = new ArrayList<>();
			for (int offer = choices.between(1, 3); offer > 0; offer--) {
				offers.add(extension(choices));
			}
			String list = String.join(choices.pick(", ", ",", "\t, "), offers);
			sample = sample.with(EXTENSIONS, choices.oneIn(2) ? DAMAGE.apply(list, choices) : list);
		}
		return sample;
	}

	private static String extension(Choices choices) {
		StringBuilder text = new StringBuilder(
				choices.pick("permessage-deflate", "permessage-deflate", "x-foo", "Permessage-Deflate"));
		for (int count = choices.below(4); count > 0; count--) {
			text.append(choices.pick("; ", ";", " ;\t"))
				.append(choices.pick("client_max_window_bits", "server_max_window_bits", "client_no_context_takeover",
						"server_no_context_takeover", "foo"))
				.append(choices.pick("", "", "=10", "=\"15\"", "=\"1\\0\"", " = 8", "=08", "=16", "=\"\"", "=\"a b\"",
						"=x", "=\"8"));
		}
		return text.toString();
	}

	private static Sample valid() {
		return Sample.of(UPGRADE, "websocket", CONNECTION, "Upgrade", VERSION, "13", KEY, HandshakeAttempts.KEY);
	}

	private static Verdict verdict(Sample sample) {
		FakeHandshakeRequest request = new FakeHandshakeRequest().method(sample.first("method", "GET"))
			.httpVersion(sample.first("version", "HTTP/1.1"))
			.supporting(sample.all("supported").toArray(String[]::new));
		for (String header : List.of(UPGRADE, CONNECTION, VERSION, KEY, PROTOCOL, EXTENSIONS)) {
			if (!sample.all(header).isEmpty()) {
				request.with(header, sample.all(header).toArray(String[]::new));
			}
		}
		HandshakeAttempt attempt = request.attempt();
		Decision decision = new ProtocolCheck("bearer").evaluate(attempt);
		Verdict verdict = Verdict.of(decision);
		return (decision instanceof Decision.Proceed) ? verdict.with(seen(attempt)) : verdict;
	}

	// What the container reads of the extensions, which has to be plain
	private static String seen(HandshakeAttempt attempt) {
		String replacement = attempt.rewrite().headerReplacement(EXTENSIONS);
		List<String> lines = attempt.request().headers(EXTENSIONS);
		if (replacement != null) {
			lines = replacement.isEmpty() ? List.of() : List.of(replacement);
		}
		if (lines.stream().anyMatch((line) -> line.indexOf('"') >= 0 || line.matches(".*[ \\t]=.*|.*=[ \\t].*"))) {
			return "not plain";
		}
		return ProtocolReference.extensions(lines).map(ProtocolFuzzing::list).orElse("malformed");
	}

	private static Set<Verdict> reference(Sample sample) {
		ProtocolReference.Handshake handshake = new ProtocolReference.Handshake(sample.first("method", "GET"),
				sample.first("version", "HTTP/1.1"), sample.all(UPGRADE), sample.all(CONNECTION), sample.all(VERSION),
				sample.all(KEY), sample.all(PROTOCOL), sample.all(EXTENSIONS), sample.all("supported"));
		Set<String> faults = handshake.faults();
		if (!faults.isEmpty()) {
			return faults.stream().map(Verdict::of).collect(Collectors.toSet());
		}
		Optional<List<ProtocolReference.Offer>> offers = ProtocolReference.extensions(sample.all(EXTENSIONS));
		return Set.of(Verdict.of(Verdict.ADMITTED)
			.with(list(offers.orElseThrow().stream().filter(ProtocolReference.Offer::isAcceptable).toList())));
	}

	private static String list(List<ProtocolReference.Offer> offers) {
		return offers.stream().map(ProtocolReference.Offer::toString).collect(Collectors.joining(", "));
	}

}
