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

package io.github.wsguard.standards;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.wire.WireClient;
import io.github.wsguard.wire.WireRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * RFC 6455, The WebSocket Protocol: the opening handshake of a server (4.2), and what
 * 4.3, 4.4, 9.1, 10 and 11.3 add to it.
 */
class Rfc6455IT {

	private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	private static StandardsServer server;

	@BeforeAll
	static void start() {
		server = StandardsServer.start("ws-guard.proxy.trusted=127.0.0.1/32");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@DisplayName("4.2.1: a handshake that does not follow the description ends with an error of HTTP")
	@ValueSource(strings = { "PUT /ws/echo", "GET /ws/echo HTTP/1.0", "GET /ws/echo ⏎ Upgrade: TLS/1.0",
			"GET /ws/echo ⏎ Connection: close", "GET /ws/echo ⏎ Sec-WebSocket-Key: short",
			"GET /ws/echo ⏎ Sec-WebSocket-Version: 12", "GET /ws/echo ⏎ Sec-WebSocket-Protocol: a/b",
			"GET /ws/echo ⏎ Sec-WebSocket-Extensions: =", "GET /ws/echo ⏎ Origin: not an origin" })
	void section421EndsWhatIsNoHandshakeWithAnErrorOfHttp(String row) {
		WireRequest request = WireRequest.parse(row).bearer(server.token().sign());
		assertThat(server.exchange(request)).matches("(?s)HTTP/1\\.1 4\\d\\d .*");
	}

	@ParameterizedTest
	@DisplayName("4.2.1 item 1: the method is GET")
	@ValueSource(strings = { "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "get", "GETT" })
	void section421Item1DemandsGet(String method) {
		WireClient.Response response = server.send(server.handshake().method(method));
		assertThat(response.status()).isBetween(400, 499);
		assertThat(response.status()).isNotEqualTo(401);
	}

	@Test
	@DisplayName("4.2.1 item 1: the version is HTTP/1.1 or higher")
	void section421Item1DemandsHttp11() {
		String token = server.token().sign();
		server.assertRefused(WireRequest.parse("GET /ws/echo HTTP/1.0").bearer(token), 426, "HTTP_VERSION_UNSUPPORTED");
		server.assertAdmitted(WireRequest.parse("GET /ws/echo HTTP/1.1").bearer(token));
	}

	@Test
	@DisplayName("4.2.1 item 1: the resource may be named by an absolute URI")
	void section421Item1ReadsResourceFromAbsoluteUri() {
		String token = server.token().sign();
		server.assertAdmitted(WireRequest.handshake("http://127.0.0.1:18080/ws/room/7").bearer(token));
		server.assertRefused(WireRequest.handshake("http://127.0.0.1:18080/ws/room/8").bearer(token), 403,
				"CLAIM_MISMATCH");
	}

	@Test
	@DisplayName("4.2.1 item 2: there is a Host field, once, and it is one")
	void section421Item2DemandsOneHost() {
		assertThat(server.send(server.handshake().without("Host")).status()).isEqualTo(400);
		assertThat(server.send(server.handshake().add("Host", "127.0.0.1:18080")).status()).isEqualTo(400);
		assertThat(server.send(server.handshake().header("Host", "a b")).status()).isEqualTo(400);
		assertThat(server.send(server.handshake().header("Host", "example.com:port")).status()).isEqualTo(400);
	}

	@ParameterizedTest
	@DisplayName("4.2.1 item 3: Upgrade names websocket, in any case")
	@ValueSource(strings = { "websocket", "WebSocket", "WEBSOCKET", "wEbSoCkEt", "h2c, websocket", "websocket,h2c" })
	void section421Item3ReadsUpgradeWithoutCase(String upgrade) {
		server.assertAdmitted(server.handshake().header("Upgrade", upgrade));
	}

	@ParameterizedTest
	@DisplayName("4.2.1 item 3: another Upgrade is refused, one that only looks alike too")
	@ValueSource(strings = { "h2c", "websockets", "web socket", "websocket-2", "\"websocket\"" })
	void section421Item3RefusesOtherUpgrade(String upgrade) {
		server.assertRefused(server.handshake().header("Upgrade", upgrade), 400, "UPGRADE_HEADER_INVALID");
	}

	@Test
	@DisplayName("4.2.1 item 3: without Upgrade nothing is upgraded")
	void section421Item3DemandsUpgrade() {
		server.assertRefused(server.handshake().without("Upgrade"), 426, "UPGRADE_STRIPPED_BY_PROXY");
	}

	@ParameterizedTest
	@DisplayName("4.2.1 item 4: Connection holds the token upgrade, in any case and among others")
	@ValueSource(strings = { "Upgrade", "upgrade", "UPGRADE", "uPgRaDe", "keep-alive, Upgrade", "Upgrade,keep-alive",
			"keep-alive,\tupgrade , x" })
	void section421Item4ReadsConnectionWithoutCase(String connection) {
		server.assertAdmitted(server.handshake().header("Connection", connection));
	}

	@ParameterizedTest
	@DisplayName("4.2.1 item 4: without the token upgrade in Connection the handshake is refused")
	@ValueSource(strings = { "keep-alive", "close", "upgraded", "not-upgrade", "up grade", "" })
	void section421Item4DemandsUpgradeInConnection(String connection) {
		server.assertRefused(server.handshake().header("Connection", connection), 400, "CONNECTION_HEADER_INVALID");
		server.assertRefused(server.handshake().without("Connection"), 400, "CONNECTION_HEADER_INVALID");
	}

	@ParameterizedTest
	@DisplayName("4.2.1 item 5: a key that decodes to 16 bytes is good")
	@ValueSource(strings = { "dGhlIHNhbXBsZSBub25jZQ==", "AAAAAAAAAAAAAAAAAAAAAA==", "/////////////////////w==",
			"+++++++++++++++++++++A==" })
	void section421Item5TakesKeyOfSixteenBytes(String key) {
		assertThat(Base64.getDecoder().decode(key)).hasSize(16);
		server.assertAdmitted(server.handshake().header("Sec-WebSocket-Key", key));
	}

	@Test
	@DisplayName("4.2.1 item 5: the example of 4.1 is good, whose last character has bits that count for nothing")
	void section421Item5TakesTheExampleOfTheStandard() {
		server.assertAdmitted(server.handshake().header("Sec-WebSocket-Key", "AQIDBAUGBwgJCgsMDQ4PEC=="));
	}

	@ParameterizedTest
	@DisplayName("4.2.1 item 5: a key that does not decode to 16 bytes is refused")
	@ValueSource(strings = { "", "x", "MDEyMzQ1Njc4OWFiY2Rl", "MDEyMzQ1Njc4OWFiY2RlZmc=", "dGhlIHNhbXBsZSBub25jZQ",
			"dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZQ===", "dGhlIHNhbXBsZSBub25jZ-==",
			"dGhlIHNhbXBs ZSBub25jZQ==", "!!!!!!!!!!!!!!!!!!!!!!==",
			"AAAAAAAAAAAAAAAAAAAAAA==AAAAAAAAAAAAAAAAAAAAAA==" })
	void section421Item5RefusesKeyThatIsNotSixteenBytes(String key) {
		server.assertRefused(server.handshake().header("Sec-WebSocket-Key", key), 400, "WEBSOCKET_KEY_INVALID");
	}

	@Test
	@DisplayName("4.2.1 item 5: without a key the handshake is refused")
	void section421Item5DemandsKey() {
		server.assertRefused(server.handshake().without("Sec-WebSocket-Key"), 400, "WEBSOCKET_KEY_INVALID");
	}

	@Test
	@DisplayName("4.2.1 item 6: version 13 is admitted")
	void section421Item6TakesVersion13() {
		server.assertAdmitted(server.handshake().header("Sec-WebSocket-Version", "13"));
	}

	@ParameterizedTest
	@DisplayName("4.2.1 item 6: every other version, or none, is refused")
	@ValueSource(strings = { "0", "7", "8", "12", "14", "25", "113", "013", "13.0", "+13", "0x0d", "13, 8", "8, 13", "",
			"13;" })
	void section421Item6RefusesOtherVersion(String version) {
		server.assertRefused(server.handshake().header("Sec-WebSocket-Version", version), 426,
				"WEBSOCKET_VERSION_UNSUPPORTED");
		server.assertRefused(server.handshake().without("Sec-WebSocket-Version"), 426, "WEBSOCKET_VERSION_UNSUPPORTED");
	}

	@Test
	@DisplayName("4.2.1 item 7: a client without Origin is no browser, so it has to bring a credential itself")
	void section421Item7TakesMissingOriginForNoBrowser() {
		server.assertAdmitted(server.handshake().without("Origin"));
		server.assertRefused(WireRequest.handshake("/ws/echo")
			.without("Origin")
			.header("Cookie", "access_token=" + server.token().sign()), 403, "ORIGIN_MISSING");
	}

	@Test
	@DisplayName("4.2.1 item 8: sub-protocols are a list in the order of preference, over any number of lines")
	void section421Item8ReadsSubprotocolsFromSeveralLines() {
		WireClient.Response response = server.send(WireRequest.handshake("/stomp")
			.bearer(server.token().sign())
			.add("Sec-WebSocket-Protocol", "chat.v1, v11.stomp")
			.add("Sec-WebSocket-Protocol", "v10.stomp"));
		assertThat(response.status()).isEqualTo(101);
		assertThat(response.header("Sec-WebSocket-Protocol")).isEqualTo("v11.stomp");
		String token = server.token().sign();
		assertThat(selected(WireRequest.handshake("/stomp")
			.add("Sec-WebSocket-Protocol", "bearer")
			.add("Sec-WebSocket-Protocol", token)
			.add("Sec-WebSocket-Protocol", "chat.v1, v12.stomp"))).containsExactly("v12.stomp");
	}

	@ParameterizedTest
	@DisplayName("4.2.1 item 8: names that are empty, no tokens or repeated are refused")
	@ValueSource(strings = { "", " ", "a b", "a/b", "a;b", "\"a\"", "a@b", "a=b", "{a}", "a, a", "a, b, a", "\u00e9" })
	void section421Item8RefusesWhatIsNoListOfUniqueTokens(String protocols) {
		server.assertRefused(server.handshake().header("Sec-WebSocket-Protocol", protocols), 400,
				"SUBPROTOCOL_INVALID");
	}

	@ParameterizedTest
	@DisplayName("4.2.1 item 9: extensions are a list, parameters included; unknown ones are no fault")
	@ValueSource(strings = { "permessage-deflate", "permessage-deflate; client_max_window_bits", "x-unknown",
			"x-unknown; a; b=1, permessage-deflate", "foo; bar=\"baz\"", "foo; bar=2, foo; bar=3" })
	void section421Item9TakesExtensionsByTheirGrammar(String extensions) {
		server.assertAdmitted(server.handshake().header("Sec-WebSocket-Extensions", extensions));
		server.assertAdmitted(server.handshake()
			.header("Sec-WebSocket-Extensions", extensions)
			.add("Sec-WebSocket-Extensions", "x-more"));
	}

	@Test
	@DisplayName("4.2.1 item 10: fields that nobody knows are ignored")
	void section421Item10IgnoresUnknownFields() {
		server.assertAdmitted(server.handshake()
			.header("X-Nobody-Knows", "this")
			.header("Sec-WebSocket-Future", "that")
			.header("Cookie", "theme=dark"));
	}

	@Test
	@DisplayName("4.2.2 item 2: a client that has to authenticate gets 401 and a challenge")
	void section422Item2ChallengesWhoeverBringsNoCredential() {
		WireClient.Response response = server.assertRefused(WireRequest.handshake("/ws/echo"), 401, "TOKEN_MISSING");
		assertThat(response.header("WWW-Authenticate")).startsWith("Bearer ");
	}

	@Test
	@DisplayName("4.2.2 item 4, origin: an origin that is not acceptable gets an error of HTTP")
	void section422Item4RefusesOriginThatIsNotAcceptable() {
		server.assertRefused(server.handshake().header("Origin", "https://evil.example"), 403, "ORIGIN_NOT_ALLOWED");
		server.assertAdmitted(server.handshake().header("Origin", "https://app.example.com"));
	}

	@ParameterizedTest
	@DisplayName("4.2.2 item 4, version: the answer to another version names the one that is understood")
	@ValueSource(strings = { "8", "14", "13, 14", "x" })
	void section422Item4NamesTheVersionThatIsUnderstood(String version) {
		WireClient.Response response = server.assertRefused(server.handshake().header("Sec-WebSocket-Version", version),
				426, "WEBSOCKET_VERSION_UNSUPPORTED");
		assertThat(values(response, "Sec-WebSocket-Version")).containsExactly("13");
		assertThat(response.header("Upgrade")).isEqualTo("websocket");
	}

	@Test
	@DisplayName("4.2.2 item 4, resource name: a service that is not there gets 404")
	void section422Item4AnswersUnknownResourceByNotFound() {
		server.assertRefused(server.handshake("/ws/nowhere"), 404, "PATH_NOT_FOUND");
	}

	@Test
	@DisplayName("4.2.2 item 4, sub-protocol: the answer is one of those that the client offered")
	void section422Item4SelectsSubprotocolFromTheOffer() {
		String token = server.token().sign();
		assertThat(selected(server.handshake("/stomp").header("Sec-WebSocket-Protocol", "x, v12.stomp")))
			.containsExactly("v12.stomp");
		assertThat(selected(offering("bearer, " + token))).containsExactly("bearer");
		assertThat(selected(offering("bearer, " + token + ", chat.v1"))).hasSize(1).isSubsetOf("bearer", "chat.v1");
		assertThat(selected(offering("bearer." + token + ", chat.v1"))).containsExactly("chat.v1");
	}

	@Test
	@DisplayName("4.2.2 item 4, sub-protocol: without an offer, or when none is acceptable, none is named")
	void section422Item4NamesNoSubprotocolThatWasNotOffered() {
		assertThat(selected(server.handshake())).isEmpty();
		assertThat(selected(server.handshake("/stomp"))).isEmpty();
		assertThat(selected(server.handshake().header("Sec-WebSocket-Protocol", "chat.v1"))).isEmpty();
	}

	@Test
	@DisplayName("4.2.2 item 4, extensions: none is used that the client did not offer")
	void section422Item4SelectsExtensionsFromTheOffer() {
		assertThat(values(server.send(server.handshake()), "Sec-WebSocket-Extensions")).isEmpty();
		assertThat(values(server.send(server.handshake().header("Sec-WebSocket-Extensions", "x-unknown")),
				"Sec-WebSocket-Extensions"))
			.isEmpty();
		assertThat(values(server.send(server.handshake().header("Sec-WebSocket-Extensions", "permessage-deflate")),
				"Sec-WebSocket-Extensions"))
			.allMatch((value) -> value.startsWith("permessage-deflate"));
	}

	@Test
	@DisplayName("4.2.2 item 5.1: the status line says 101")
	void section422Item5Point1SwitchesProtocols() {
		assertThat(server.exchange(server.handshake())).startsWith("HTTP/1.1 101");
	}

	@Test
	@DisplayName("4.2.2 item 5.2: the answer says Upgrade: websocket, however the client wrote it")
	void section422Item5Point2SaysUpgradeToWebSocket() {
		WireClient.Response response = server.send(server.handshake().header("Upgrade", "h2c, WEBSOCKET"));
		assertThat(values(response, "Upgrade")).containsExactly("websocket");
	}

	@Test
	@DisplayName("4.2.2 item 5.3: the answer says Connection: Upgrade")
	void section422Item5Point3SaysConnectionUpgrade() {
		WireClient.Response response = server.send(server.handshake().header("Connection", "keep-alive, UPGRADE"));
		assertThat(values(response, "Connection")).singleElement()
			.asString()
			.satisfies((connection) -> assertThat(connection.split(", ")).containsAnyOf("upgrade", "Upgrade"));
	}

	@ParameterizedTest
	@DisplayName("4.2.2 item 5.4: Sec-WebSocket-Accept is derived from the key")
	@ValueSource(strings = { "dGhlIHNhbXBsZSBub25jZQ==", "AAAAAAAAAAAAAAAAAAAAAA==", "x3JJHMbDL1EzLkh9GBhXDw==" })
	void section422Item5Point4ProvesThatTheKeyWasRead(String key) throws NoSuchAlgorithmException {
		byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
		WireClient.Response response = server.send(server.handshake().header("Sec-WebSocket-Key", key));
		assertThat(values(response, "Sec-WebSocket-Accept")).containsExactly(Base64.getEncoder().encodeToString(hash));
	}

	@Test
	@DisplayName("4.2.2 item 5.5: Sec-WebSocket-Protocol stands in the answer at most once and never holds the token")
	void section422Item5Point5NamesOneSubprotocolAndNoToken() {
		String token = server.token().sign();
		for (String offer : List.of("bearer, " + token, "bearer." + token + ", chat.v1", "chat.v1, bearer, " + token)) {
			String answer = server.exchange(offering(offer));
			assertThat(answer).startsWith("HTTP/1.1 101").containsOnlyOnce("Sec-WebSocket-Protocol:");
			assertThat(answer).doesNotContain(token).doesNotContain(token.substring(token.lastIndexOf('.')));
		}
	}

	@Test
	@DisplayName("4.3: white space may surround the elements of a list, and lists may span lines")
	void section43ReadsListsAsHttpWritesThem() {
		server.assertAdmitted(server.handshake()
			.header("Upgrade", " websocket\t")
			.header("Connection", "keep-alive")
			.add("Connection", " , Upgrade"));
		assertThat(selected(
				server.handshake("/stomp").header("Sec-WebSocket-Protocol", "x\t, v12.stomp ,\ty").add("X-Other", "1")))
			.containsExactly("v12.stomp");
	}

	@Test
	@DisplayName("4.4: a client that tried a newer version learns which one to try next, and then gets in")
	void section44LetsClientComeBackWithTheVersionThatWasNamed() {
		WireClient.Response first = server.send(server.handshake().header("Sec-WebSocket-Version", "25"));
		assertThat(first.status()).isEqualTo(426);
		server
			.assertAdmitted(server.handshake().header("Sec-WebSocket-Version", first.header("Sec-WebSocket-Version")));
	}

	@Test
	@DisplayName("4.4: only a refusal for the version names versions")
	void section44NamesVersionsInNoOtherAnswer() {
		assertThat(values(server.send(server.handshake()), "Sec-WebSocket-Version")).isEmpty();
		assertThat(values(server.send(WireRequest.handshake("/ws/echo")), "Sec-WebSocket-Version")).isEmpty();
	}

	@ParameterizedTest
	@DisplayName("9.1: extensions that do not follow the grammar end the handshake")
	@ValueSource(strings = { "", ";", "=", "a;", "a; b=", "a; =b", "a b", "a; b c", "a; b=\"c", "a; b=\"c d\"",
			"a; b=\"\"", "a/b", "a,;b", "permessage-deflate;;" })
	void section91RefusesExtensionsOutsideTheGrammar(String extensions) {
		server.assertRefused(server.handshake().header("Sec-WebSocket-Extensions", extensions), 400,
				"EXTENSION_INVALID");
	}

	@Test
	@DisplayName("10.1: an allowed origin proves nothing by itself, since anybody but a browser can write it")
	void section101TrustsNoOriginInPlaceOfACredential() {
		server.assertRefused(WireRequest.handshake("/ws/echo").header("Origin", "https://app.example.com"), 401,
				"TOKEN_MISSING");
	}

	@ParameterizedTest
	@DisplayName("10.2: a page of another site gets 403")
	@ValueSource(strings = { "https://evil.example", "https://app.example.com.evil.example", "http://app.example.com",
			"https://app.example.com:8443", "null" })
	void section102ForbidsPagesOfOtherSites(String origin) {
		assertThat(server.send(server.handshake().header("Origin", origin)).status()).isEqualTo(403);
	}

	@Test
	@DisplayName("10.5: a client may authenticate by any means of HTTP: header, cookie or query")
	void section105AuthenticatesByTheMeansOfHttp() {
		String token = server.token().sign();
		server.assertAdmitted(WireRequest.handshake("/ws/echo").bearer(token));
		server.assertAdmitted(WireRequest.handshake("/ws/echo").header("Cookie", "access_token=" + token));
		server.assertAdmitted(WireRequest.handshake("/ws/echo?access_token=" + token));
	}

	@Test
	@DisplayName("10.6: where confidentiality is demanded, a handshake without TLS is refused")
	void section106DemandsTlsWhereTold() {
		server.assertRefused(server.handshake("/ws/tls"), 403, "TLS_REQUIRED");
		server.assertAdmitted(server.handshake("/ws/tls").header("X-Forwarded-Proto", "https"));
	}

	@Test
	@DisplayName("10.7: data that is not understood during the handshake gets a status of HTTP, and the next client is served")
	void section107AnswersInvalidDataAndGoesOn() {
		server.assertRefused(server.handshake().header("Sec-WebSocket-Extensions", "\u00ff\u00fe"), 400,
				"EXTENSION_INVALID");
		server.assertRefused(server.handshake().header("Sec-WebSocket-Key", "\u00ff".repeat(24)), 400,
				"WEBSOCKET_KEY_INVALID");
		server.assertAdmitted(server.handshake());
	}

	@Test
	@DisplayName("11.3.1: Sec-WebSocket-Key stands in a request once")
	void section1131RefusesSecondKey() {
		server.assertRefused(server.handshake().add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), 400,
				"WEBSOCKET_KEY_INVALID");
	}

	@Test
	@DisplayName("11.3.5: Sec-WebSocket-Version stands in a request once")
	void section1135RefusesSecondVersion() {
		server.assertRefused(server.handshake().add("Sec-WebSocket-Version", "13"), 426,
				"WEBSOCKET_VERSION_UNSUPPORTED");
	}

	private static WireRequest offering(String protocols) {
		return WireRequest.handshake("/ws/echo").header("Sec-WebSocket-Protocol", protocols);
	}

	private static List<String> selected(WireRequest request) {
		WireClient.Response response = server.send(request);
		assertThat(response.status()).as(response.toString()).isEqualTo(101);
		return values(response, "Sec-WebSocket-Protocol");
	}

	private static List<String> values(WireClient.Response response, String name) {
		String prefix = name + ": ";
		return response.headers()
			.stream()
			.filter((line) -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
			.map((line) -> line.substring(prefix.length()))
			.toList();
	}

}
