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
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.origin.Origin;
import io.github.wsguard.wire.WireClient;
import io.github.wsguard.wire.WireRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * RFC 6454, The Web Origin Concept, sections 4 to 7.
 */
class Rfc6454IT {

	private static StandardsServer server;

	@BeforeAll
	static void start() {
		server = StandardsServer.start(
				"ws-guard.origin.allowed=https://app.example.com,http://plain.example:80,https://high.example:8443,"
						+ "https://b\u00fccher.example,http://[2001:db8::1]:3000,http://192.0.2.1",
				"ws-guard.endpoints.header-only.origin.allow-null=true");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@DisplayName("4: an origin is a tuple of scheme, host and port")
	@CsvSource({ "https://app.example.com, https, app.example.com, 443",
			"http://plain.example, http, plain.example, 80", "https://high.example:8443, https, high.example, 8443",
			"http://[2001:DB8:0::1]:3000, http, " + "[2001:db8::1], 3000" })
	void section4ReadsSchemeHostAndPort(String text, String scheme, String host, int port) {
		assertThat(Origin.parse(text)).contains(new Origin(scheme, host, port));
	}

	@ParameterizedTest
	@DisplayName("4 step 1: what has no authority has an origin of its own, which nobody can list")
	@ValueSource(strings = { "null", "file://", "data:text/html,x", "about:blank", "blob:https://app.example.com/1",
			"javascript:1" })
	void section4Step1AdmitsNoOpaqueOrigin(String origin) {
		assertThat(send(origin).status()).isIn(400, 403);
	}

	@ParameterizedTest
	@DisplayName("4 step 2: the scheme has no case")
	@ValueSource(strings = { "HTTPS://app.example.com", "HttpS://app.example.com" })
	void section4Step2ComparesSchemeWithoutCase(String origin) {
		assertAdmitted(origin);
	}

	@ParameterizedTest
	@DisplayName("4 step 5: the host has no case, and an international name is the one of its A-labels")
	@ValueSource(strings = { "https://APP.Example.COM", "https://xn--bcher-kva.example",
			"https://XN--BCHER-KVA.example", "https://b\u00fccher.example", "https://B\u00dcCHER.example",
			"http://[2001:DB8:0:0:0:0:0:1]:3000" })
	void section4Step5BringsHostIntoOneForm(String origin) {
		assertAdmitted(origin);
	}

	@ParameterizedTest
	@DisplayName("4 step 6: without a port it is the default port of the scheme")
	@ValueSource(strings = { "https://app.example.com:443", "http://plain.example", "http://plain.example:80",
			"http://192.0.2.1:80" })
	void section4Step6FillsInDefaultPort(String origin) {
		assertAdmitted(origin);
	}

	@ParameterizedTest
	@DisplayName("4 step 6: the default port of one scheme is none of another")
	@ValueSource(strings = { "https://app.example.com:80", "http://plain.example:443", "wss://app.example.com",
			"ws://plain.example" })
	void section4Step6TakesNoPortOfAnotherScheme(String origin) {
		assertThat(send(origin).status()).isEqualTo(403);
	}

	@ParameterizedTest
	@DisplayName("5: origins are the same if scheme, host and port are, and else they are not")
	@CsvSource({ "http://app.example.com, ORIGIN_SCHEME_MISMATCH", "https://app.example.com:8443, ORIGIN_PORT_MISMATCH",
			"https://high.example, ORIGIN_PORT_MISMATCH", "https://example.com, ORIGIN_NOT_ALLOWED",
			"https://www.app.example.com, ORIGIN_NOT_ALLOWED", "https://app.example.com., ORIGIN_NOT_ALLOWED",
			"https://app.example.org, ORIGIN_NOT_ALLOWED", "http://192.0.2.10, ORIGIN_NOT_ALLOWED",
			"http://[2001:db8::2]:3000, ORIGIN_NOT_ALLOWED" })
	void section5TellsOriginsApart(String origin, String reason) {
		assertThat(send(origin).reason()).isEqualTo(reason);
	}

	@Test
	@DisplayName("5: the origin of the server itself is compared the same way")
	void section5ComparesOwnOriginTheSameWay() {
		WireRequest request = server.handshake().header("Host", "Chat.example:8080");
		server.assertAdmitted(request.header("Origin", "http://chat.EXAMPLE:8080"));
		server.assertRefused(request.header("Origin", "http://chat.example:8081"), 403, "ORIGIN_PORT_MISMATCH");
		server.assertRefused(request.header("Origin", "https://chat.example:8080"), 403, "ORIGIN_SCHEME_MISMATCH");
		server.assertRefused(request.header("Origin", "http://chat.example"), 403, "ORIGIN_PORT_MISMATCH");
	}

	@ParameterizedTest
	@DisplayName("6.2: the ASCII form is scheme, colon, two slashes, host, and the port unless it is the default")
	@CsvSource({ "HTTPS://App.Example.COM:443, https://app.example.com", "http://a.example:80, http://a.example",
			"http://a.example:443, http://a.example:443", "https://b\u00fccher.example, https://xn--bcher-kva.example",
			"http://[0:0::1]:3000, http://[::1]:3000" })
	void section62SerialisesInAscii(String text, String serialised) {
		assertThat(Origin.parse(text).map(Origin::toString)).contains(serialised);
		assertThat(Origin.parse(serialised)).isEqualTo(Origin.parse(text));
	}

	@ParameterizedTest
	@DisplayName("7.1: what does not follow the grammar is no origin")
	@ValueSource(strings = { "", "app.example.com", "//app.example.com", "https:app.example.com",
			"https:/app.example.com", "https://", "https://app.example.com/", "https://app.example.com/path",
			"https://app.example.com?q", "https://app.example.com#f", "https://user@app.example.com",
			"https://app.example.com:", "https://app.example.com:0443", "https://app.example.com:65536",
			"https://app.example.com:x", "https://app.example.com\\", "https://app .example.com", "https://[::1",
			"https://app..example.com", "https://.app.example.com", "*", "https://*", "NULL", "Null",
			"1https://app.example.com", "\"https://app.example.com\"", "https://app.example.com;x" })
	void section71RefusesWhatIsNoSerialisedOrigin(String origin) {
		WireClient.Response response = send(origin);
		assertThat(response.status()).as(response.toString()).isEqualTo(400);
		assertThat(response.reason()).isIn("ORIGIN_MALFORMED", "ORIGIN_AMBIGUOUS");
	}

	@Test
	@DisplayName("7.1: white space around the value is no part of it")
	void section71IgnoresSpaceAroundTheValue() {
		assertAdmitted("  https://app.example.com\t");
	}

	@ParameterizedTest
	@DisplayName("7.2: a list of origins names no page, so it is refused even if each is allowed")
	@ValueSource(strings = { "https://app.example.com https://app.example.com",
			"https://app.example.com https://high.example:8443", "https://app.example.com https://evil.example",
			"https://evil.example https://app.example.com", "null https://app.example.com",
			"https://app.example.com null", "https://app.example.com, https://high.example:8443" })
	void section72RefusesListOfOrigins(String origins) {
		server.assertRefused(server.handshake().header("Origin", origins), 400, "ORIGIN_AMBIGUOUS");
	}

	@Test
	@DisplayName("7.2: null may come from any page, so it is admitted only where somebody said so")
	void section72AdmitsNullOnlyWhereToldSo() {
		server.assertRefused(server.handshake().header("Origin", "null"), 403, "ORIGIN_NULL");
		server.assertAdmitted(server.handshake("/ws/header-only").header("Origin", "null"));
		server.assertRefused(WireRequest.handshake("/ws/header-only").header("Origin", "null"), 401, "TOKEN_MISSING");
	}

	@Test
	@DisplayName("7.3: a request has one Origin field; a second is refused, whatever it says")
	void section73RefusesSecondField() {
		for (String second : List.of("https://app.example.com", "https://evil.example", "null", "")) {
			server.assertRefused(server.handshake().add("Origin", second), 400, "ORIGIN_AMBIGUOUS");
		}
	}

	private static WireClient.Response send(String origin) {
		return server.send(server.handshake().header("Origin", asBytes(origin)));
	}

	private static void assertAdmitted(String origin) {
		server.assertAdmitted(server.handshake().header("Origin", asBytes(origin)));
	}

	/**
	 * Return the text with one character for each byte of UTF-8, which is how requests of
	 * the tests are written.
	 */
	private static String asBytes(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

}
