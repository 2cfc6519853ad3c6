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

import java.util.List;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.FakeHandshakeRequest;
import io.github.wsguard.decision.HandshakeAttempt;

import static io.github.wsguard.decision.DecisionAssert.assertThat;
import static io.github.wsguard.decision.HandshakeAttempts.handshake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ClientCheck}. The peer is 10.0.0.1, asked for http://backend:8080.
 */
class ClientCheckTests {

	private static final ClientConnection PEER = new ClientConnection("10.0.0.1", "http", "backend", 8080);

	private static final List<String> TRUSTED = List.of("10.0.0.0/8", "fd00::/8");

	@Nested
	class XForwarded {

		@ParameterizedTest
		@CsvSource(delimiter = '|', value = { "203.0.113.9 | 203.0.113.9", "1.1.1.1, 203.0.113.9 | 203.0.113.9",
				"1.1.1.1, 203.0.113.9, 10.0.0.2 | 203.0.113.9", "garbage, 203.0.113.9 | 203.0.113.9",
				"10.0.0.3, 203.0.113.9, 10.0.0.2 | 203.0.113.9", "10.0.0.3, 10.0.0.2 | 10.0.0.3",
				"203.0.113.9:5123 | 203.0.113.9", "2001:DB8::1 | 2001:db8::1", "[2001:db8::1]:443 | 2001:db8::1",
				"[2001:db8::1] | 2001:db8::1", "::ffff:203.0.113.9 | 203.0.113.9", "203.0.113.9, fd00::2 | 203.0.113.9",
				"unknown | unknown", "203.0.113.9, unknown | unknown", "203.0.113.9, _hidden | unknown",
				"203.0.113.9, | unknown", "localhost | unknown", "fe80::1%eth0 | unknown", "[2001:db8::1]x | unknown",
				"[203.0.113.9] | unknown", "203.0.113.9: | unknown", "203.0.113.9:x | unknown",
				"203.0.113.9:_ | unknown", "203.0.113.9:123456 | unknown", "203.0.113.9:_a.b-C_1 | 203.0.113.9" })
		void readsTheAddressFromTheRightUpToTheFirstUntrusted(String header, String expected) {
			assertThat(client(proxied().with("X-Forwarded-For", header)).address()).isEqualTo(expected);
		}

		@Test
		void readsLinesAsOneList() {
			assertThat(client(proxied().with("X-Forwarded-For", "1.1.1.1", "203.0.113.9, 10.0.0.2")).address())
				.isEqualTo("203.0.113.9");
		}

		@ParameterizedTest
		@CsvSource({ "https, https", "HTTPS, https", "wss, https", "http, http", "ws, http", "gopher, http",
				"'', http" })
		void readsTheScheme(String proto, String expected) {
			assertThat(client(proxied().with("X-Forwarded-Proto", proto)).scheme()).isEqualTo(expected);
		}

		@ParameterizedTest
		@CsvSource(nullValues = "-", value = { "api.example.com, 443, https, api.example.com, 443",
				"API.example.com, -, https, api.example.com, 443", "api.example.com, -, http, api.example.com, 80",
				"api.example.com:8443, 443, https, api.example.com, 8443",
				"api.example.com, 8443, https, api.example.com, 8443", "[::1]:8443, -, https, [::1], 8443",
				"[0:0::1], -, https, [::1], 443", "api.example.com, x, https, api.example.com, 443",
				"api.example.com, 70000, https, api.example.com, 443", "evil^host, -, https, backend, 8080",
				"api.example.com:x, -, https, backend, 8080", "[1.2.3.4], -, https, backend, 8080",
				"-, 8443, https, backend, 8443", "-, -, https, backend, 8080" })
		void readsHostAndPort(String host, String port, String proto, String expectedHost, int expectedPort) {
			FakeHandshakeRequest request = proxied().with("X-Forwarded-Proto", proto);
			if (host != null) {
				request.with("X-Forwarded-Host", host);
			}
			if (port != null) {
				request.with("X-Forwarded-Port", port);
			}
			ClientConnection client = client(request);
			assertThat(client.host()).isEqualTo(expectedHost);
			assertThat(client.port()).isEqualTo(expectedPort);
		}

		@Test
		void movesDefaultPortWithTheScheme() {
			FakeHandshakeRequest request = proxied().to("http", "api.example.com", 80).with("X-Forwarded-Proto", "wss");
			assertThat(client(request)).isEqualTo(new ClientConnection("10.0.0.1", "https", "api.example.com", 443));
		}

		@Test
		void takesWhatTheProxyNextToTheClientAppended() {
			ClientConnection client = client(proxied().with("X-Forwarded-For", "6.6.6.6, 203.0.113.9, 10.0.0.2")
				.with("X-Forwarded-Proto", "ftp, https, http")
				.with("X-Forwarded-Host", "evil.example, api.example.com, inner.local"));
			assertThat(client).isEqualTo(new ClientConnection("203.0.113.9", "https", "api.example.com", 443));
		}

		@Test
		void ignoresWhatAClientPutInFrontOfTheOnlyProxy() {
			ClientConnection client = client(proxied().with("X-Forwarded-For", "6.6.6.6, 203.0.113.9")
				.with("X-Forwarded-Proto", "https, http")
				.with("X-Forwarded-Host", "evil.example, api.example.com"));
			assertThat(client).isEqualTo(new ClientConnection("203.0.113.9", "http", "api.example.com", 80));
		}

		@Test
		void takesTheOnlyValueThatProxiesOverwrote() {
			ClientConnection client = client(proxied().with("X-Forwarded-For", "203.0.113.9, 10.0.0.2")
				.with("X-Forwarded-Proto", "https")
				.with("X-Forwarded-Host", "api.example.com"));
			assertThat(client).isEqualTo(new ClientConnection("203.0.113.9", "https", "api.example.com", 443));
		}

		@Test
		void ignoresTheOtherFamily() {
			assertThat(client(proxied().with("Forwarded", "for=6.6.6.6;proto=https;host=evil.example")))
				.isEqualTo(PEER);
		}

		@ParameterizedTest
		@ValueSource(ints = { 33, 2000 })
		void takesNothingFromListsOutOfBounds(int hops) {
			ClientConnection client = client(proxied().to("https", "backend", 8443)
				.with("X-Forwarded-For", "203.0.113.9" + ",10.0.0.2".repeat(hops - 1)));
			assertThat(client).isEqualTo(new ClientConnection("unknown", "http", "backend", 8443));
		}

		@Test
		void readsListsWithinBounds() {
			assertThat(client(proxied().with("X-Forwarded-For", "203.0.113.9" + ",10.0.0.2".repeat(31))).address())
				.isEqualTo("203.0.113.9");
			assertThat(client(proxied().with("X-Forwarded-For", " ".repeat(4096 - 11) + "203.0.113.9")).address())
				.isEqualTo("203.0.113.9");
			assertThat(client(proxied().with("X-Forwarded-For", " ".repeat(4096 - 10) + "203.0.113.9")).address())
				.isEqualTo("unknown");
		}

		private ClientConnection client(FakeHandshakeRequest request) {
			return evaluate(request, ForwardingHeaders.X_FORWARDED).client();
		}

	}

	@Nested
	class Forwarded {

		@ParameterizedTest
		@CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
				"for=203.0.113.9;proto=https;host=api.example.com | 203.0.113.9 | https | api.example.com | 443",
				"For=\"[2001:db8::1]:4711\"; Proto=WSS ;HOST=\"api.example.com:8443\" | 2001:db8::1 | https | api.example.com | 8443",
				"for=6.6.6.6;host=evil.example, for=203.0.113.9;proto=https;host=api.example.com | 203.0.113.9 | https | api.example.com | 443",
				"for=203.0.113.9;proto=https;host=api.example.com, for=10.0.0.2;proto=http;host=inner | 203.0.113.9 | https | api.example.com | 443",
				"for=203.0.113.9, for=10.0.0.2;proto=https;host=api.example.com | 203.0.113.9 | https | api.example.com | 443",
				"for=203.0.113.9;;proto=https; | 203.0.113.9 | https | backend | 8080",
				"for=unknown;proto=https | unknown | https | backend | 8080",
				"for=_secret | unknown | http | backend | 8080",
				"for=\"_hidden\\\"x\" | unknown | http | backend | 8080",
				"for=203.0.113.9:80;by=10.0.0.1 | 203.0.113.9 | http | backend | 8080",
				"proto=https;host=api.example.com | 10.0.0.1 | https | api.example.com | 443",
				"host=evil.example, for=10.0.0.2;proto=https | 10.0.0.2 | https | backend | 8080" })
		void readsElements(String header, String address, String scheme, String host, int port) {
			assertThat(client(proxied().with("Forwarded", header)))
				.isEqualTo(new ClientConnection(address, scheme, host, port));
		}

		@ParameterizedTest
		@ValueSource(strings = { "", ",", ";", "for", "for=", "for=1.1.1.1,;", "for=\"1.1.1.1",
				"for=1.1.1.1;for=2.2.2.2", "for=1.1.1.1,,for=2.2.2.2", "for=\"x, for=\"[2001:db8::1]\"",
				"for=1.1.1.1 proto=https", "for=1.1.1.1\u00e9" })
		void takesNothingFromMalformedLists(String header) {
			assertThat(client(proxied().with("Forwarded", header)).address()).isEqualTo("unknown");
		}

		@Test
		void ignoresTheOtherFamily() {
			assertThat(client(proxied().with("X-Forwarded-For", "6.6.6.6").with("X-Forwarded-Proto", "https")))
				.isEqualTo(PEER);
		}

		private ClientConnection client(FakeHandshakeRequest request) {
			return evaluate(request, ForwardingHeaders.FORWARDED).client();
		}

	}

	@Nested
	class UntrustedPeer {

		@ParameterizedTest
		@ValueSource(strings = { "192.0.2.10", "11.0.0.1", "unknown", "fe80::1" })
		void isItselfTheClientAndOnlyClaims(String peer) {
			HandshakeAttempt attempt = evaluate(proxied().from(peer)
				.with("X-Forwarded-For", "203.0.113.9, 6.6.6.6")
				.with("X-Forwarded-Proto", "https, http")
				.with("X-Forwarded-Host", "api.example.com"), ForwardingHeaders.X_FORWARDED);
			assertThat(attempt.client()).isEqualTo(new ClientConnection(peer, "http", "backend", 8080));
			assertThat(attempt.claimed())
				.contains(new ClientConnection("203.0.113.9", "https", "api.example.com", 443));
		}

		@Test
		void claimsByEitherFamily() {
			assertThat(evaluate(proxied().from("192.0.2.10").with("Forwarded", "host=evil.example;proto=https"),
					ForwardingHeaders.X_FORWARDED)
				.claimed()).contains(new ClientConnection("192.0.2.10", "https", "evil.example", 443));
			assertThat(evaluate(proxied().from("192.0.2.10").with("X-Forwarded-Proto", "https"),
					ForwardingHeaders.FORWARDED)
				.claimed()).contains(new ClientConnection("192.0.2.10", "https", "backend", 8080));
		}

		@Test
		void claimsNothingWithoutReadableHeaders() {
			assertThat(evaluate(proxied().from("192.0.2.10"), ForwardingHeaders.X_FORWARDED).claimed()).isEmpty();
			assertThat(evaluate(proxied().from("192.0.2.10").with("Forwarded", "\""), ForwardingHeaders.X_FORWARDED)
				.claimed()).isEmpty();
		}

	}

	@Test
	void takesTrustedPeerWithoutHeadersForTheClient() {
		HandshakeAttempt attempt = evaluate(proxied(), ForwardingHeaders.X_FORWARDED);
		assertThat(attempt.client()).isEqualTo(PEER);
		assertThat(attempt.claimed()).isEmpty();
	}

	@Test
	void trustsNobodyWithoutAList() {
		HandshakeAttempt attempt = proxied().with("X-Forwarded-For", "203.0.113.9").attempt();
		assertThat(new ClientCheck(List.of(), ForwardingHeaders.X_FORWARDED).evaluate(attempt)).proceeds();
		assertThat(attempt.client()).isEqualTo(PEER);
	}

	@Test
	void knowsWhetherEveryoneIsTrusted() {
		assertThat(new ClientCheck(TRUSTED, ForwardingHeaders.X_FORWARDED).trustsEveryone()).isFalse();
		assertThat(new ClientCheck(List.of("10.0.0.0/8", "0.0.0.0/0"), ForwardingHeaders.X_FORWARDED).trustsEveryone())
			.isTrue();
	}

	@Test
	void refusesRangesThatCannotBeRead() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ClientCheck(List.of("proxy.local"), ForwardingHeaders.X_FORWARDED))
			.withMessageContaining("'proxy.local'");
	}

	private static FakeHandshakeRequest proxied() {
		return handshake().from(PEER.address()).to(PEER.scheme(), PEER.host(), PEER.port());
	}

	private static HandshakeAttempt evaluate(FakeHandshakeRequest request, ForwardingHeaders headers) {
		HandshakeAttempt attempt = request.attempt();
		assertThat(new ClientCheck(TRUSTED, headers).evaluate(attempt)).proceeds();
		return attempt;
	}

}
