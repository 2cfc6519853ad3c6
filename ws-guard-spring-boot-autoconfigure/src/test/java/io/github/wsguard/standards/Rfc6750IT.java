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

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.wire.WireClient;
import io.github.wsguard.wire.WireRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * RFC 6750, The OAuth 2.0 Authorization Framework: Bearer Token Usage, sections 2 and 3.
 */
class Rfc6750IT {

	private static StandardsServer server;

	@BeforeAll
	static void start() {
		server = StandardsServer.start("ws-guard.endpoints.ip.network.allowed=127.0.0.0/8",
				"ws-guard.endpoints.ip.rejection.detail=none", "ws-guard.endpoints.ip.require.scopes=nobody-has-it",
				"ws-guard.jwt.issuers.broken.jwk-set-uri=http://127.0.0.1:1/jwks");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	@DisplayName("2: a token that comes by two methods at once is refused, the same token too")
	void section2RefusesTwoMethodsAtOnce() {
		String token = server.token().sign();
		for (WireRequest request : List.of(WireRequest.handshake("/ws/echo?access_token=" + token).bearer(token),
				WireRequest.handshake("/ws/echo").bearer(token).header("Sec-WebSocket-Protocol", "bearer, " + token),
				WireRequest.handshake("/ws/echo?access_token=" + token)
					.header("Sec-WebSocket-Protocol", "bearer, " + token),
				WireRequest.handshake("/ws/header-only?access_token=" + token).bearer(token))) {
			WireClient.Response response = server.assertRefused(request, 400, "TOKEN_AMBIGUOUS");
			assertThat(BearerChallenge.of(response).error()).isEqualTo("invalid_request");
		}
	}

	@ParameterizedTest
	@DisplayName("2.1: the token stands behind the scheme Bearer, which has no case, and one space or more")
	@ValueSource(strings = { "Bearer ", "bearer ", "BEARER ", "bEaReR ", "Bearer   " })
	void section21ReadsTokenBehindSchemeOfAnyCase(String scheme) {
		server
			.assertAdmitted(WireRequest.handshake("/ws/echo").header("Authorization", scheme + server.token().sign()));
	}

	@ParameterizedTest
	@DisplayName("2.1: what does not follow the grammar of credentials is no token")
	@ValueSource(strings = { "Bearer%s", "Bearer:%s", "Bearer=%s", "Bearer \"%s\"", "Bearer token=%s", "Bearer %s %s",
			"Bearer %s,%s", "Bearer <%s>", "Bearer Bearer %s", "Token %s", "%s" })
	void section21RefusesOtherGrammar(String credentials) {
		String header = credentials.replace("%s", server.token().sign());
		WireClient.Response response = server.send(WireRequest.handshake("/ws/echo").header("Authorization", header));
		assertThat(response.status()).as(response.toString()).isIn(400, 401);
		assertThat(BearerChallenge.of(response).error()).isIn("none", "invalid_request", "invalid_token");
	}

	@Test
	@DisplayName("2.1: two Authorization fields are two tokens")
	void section21RefusesSecondHeader() {
		String token = server.token().sign();
		WireClient.Response response = server.assertRefused(
				WireRequest.handshake("/ws/echo").bearer(token).add("Authorization", "Bearer " + token), 400,
				"TOKEN_AMBIGUOUS");
		assertThat(BearerChallenge.of(response).error()).isEqualTo("invalid_request");
	}

	@Test
	@DisplayName("2.2: a token in a form is not read")
	void section22ReadsNoTokenFromForm() {
		String form = "access_token=" + server.token().sign();
		server.assertRefused(
				WireRequest.plain("POST", "/sockjs/000/form1/xhr").body("application/x-www-form-urlencoded", form), 401,
				"TOKEN_MISSING");
	}

	@Test
	@DisplayName("2.3: a token in the query is read where that is configured, beside other parameters")
	void section23ReadsTokenFromQueryWhereConfigured() {
		String token = server.token().sign();
		server.assertAdmitted(WireRequest.handshake("/ws/echo?a=1&access_token=" + token + "&b=2"));
		server.assertAdmitted(WireRequest.handshake("/ws/echo?access_token=" + token.replace(".", "%2E")));
		server.assertRefused(WireRequest.handshake("/ws/header-only?access_token=" + token), 401,
				"TOKEN_PLACEMENT_UNSUPPORTED");
	}

	@Test
	@DisplayName("2.3: the query that the application keeps has no token, and the rest as it was sent")
	void section23TakesTokenOutOfTheQuery() {
		String token = server.token().sign();
		assertThat(server.opened(WireRequest.handshake("/ws/echo?a=%2F1&access_token=" + token + "&b=2")))
			.contains("/ws/echo?a=%2F1&b=2")
			.doesNotContain(token);
	}

	@Test
	@DisplayName("2.3: no cache may keep a response to a request with the token in its query")
	void section23LetsNoCacheKeepTheResponse() {
		String query = "?access_token=" + server.token().sign();
		WireClient.Response success = server.send(WireRequest.plain("POST", "/sockjs/000/cache1/xhr" + query));
		assertThat(success.status()).isEqualTo(200);
		assertThat(success.header("Cache-Control")).containsAnyOf("no-store", "private");
		WireClient.Response refusal = server.assertRefused(WireRequest.handshake("/ws/staff" + query), 403,
				"AUTHORITY_MISSING");
		assertThat(refusal.header("Cache-Control")).isEqualTo("no-store");
	}

	@ParameterizedTest
	@DisplayName("3: whoever brings no token that enables access gets a challenge with one parameter at least")
	@ValueSource(strings = { "GET /ws/echo", "GET /ws/echo ⏎ Authorization: Bearer abc",
			"GET /ws/echo ⏎ Authorization: Basic dXNlcjpwdw==", "GET /ws/echo?access_token=a.b.c",
			"GET /ws/echo ⏎ Cookie: access_token=abc", "GET /ws/header-only?access_token=a.b.c", "GET /ws/ip",
			"GET /ws/ip ⏎ Authorization: Bearer abc", "GET /ws/login" })
	void section3ChallengesWhoeverBringsNoGoodToken(String row) {
		WireClient.Response response = server.send(WireRequest.parse(row));
		assertThat(response.status()).isEqualTo(401);
		assertThat(BearerChallenge.of(response).parameters()).isNotEmpty();
	}

	@ParameterizedTest
	@DisplayName("3: whose token does not enable access gets a challenge, too")
	@ValueSource(strings = { "/ws/ip", "/ws/staff", "/ws/room/8" })
	void section3ChallengesWhoseTokenDoesNotSuffice(String path) {
		WireClient.Response response = server.send(server.handshake(path));
		assertThat(response.status()).isEqualTo(403);
		assertThat(BearerChallenge.of(response).parameters()).isNotEmpty();
	}

	@Test
	@DisplayName("3: scope, where it is given, is a list of scope tokens; what is required is not told")
	void section3TellsNoScope() {
		WireClient.Response response = server
			.send(WireRequest.handshake("/ws/admin").bearer(server.token().claim("scope", "chat").sign()));
		assertThat(BearerChallenge.of(response).parameters()).doesNotContainKeys("scope", "error_uri");
	}

	@ParameterizedTest
	@DisplayName("3: error_description holds no character outside the set, whatever the reason")
	@EnumSource(RejectionReason.class)
	void section3DescribesErrorsWithinTheSetOfCharacters(RejectionReason reason) {
		assertThat(reason.title()).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
	}

	@Test
	@DisplayName("3: nothing that the client sent stands in the challenge")
	void section3QuotesNothingOfTheRequest() {
		for (String value : List.of("canary\"x=\"y", "canary\\", "c\u00e4nary", "canary,b=\"c\"")) {
			WireClient.Response response = server
				.send(WireRequest.handshake("/ws/echo").header("Authorization", "Bearer " + value));
			assertThat(BearerChallenge.of(response).parameters().toString()).doesNotContain("nary");
		}
	}

	@ParameterizedTest
	@DisplayName("3.1: a malformed request is invalid_request with 400")
	@ValueSource(strings = { "GET /ws/echo?access_token=a.b.c&access_token=a.b.c",
			"GET /ws/echo?access_token=a.b.c ⏎ Authorization: Bearer a.b.c",
			"GET /ws/echo ⏎ Cookie: access_token=a; access_token=b" })
	void section31TellsInvalidRequest(String row) {
		WireClient.Response response = server.send(WireRequest.parse(row));
		assertThat(response.status()).isEqualTo(400);
		assertThat(BearerChallenge.of(response).error()).isEqualTo("invalid_request");
	}

	@Test
	@DisplayName("3.1: a token that is expired, malformed or invalid for another reason is invalid_token with 401")
	void section31TellsInvalidToken() {
		for (String token : List.of(server.token().claim("exp", Token.secondsFromNow(-120)).sign(), "abc",
				server.token().sign(server.otherKey()), server.token().claim("aud", "billing").sign(),
				server.token().claim("iss", "https://evil.example").sign(),
				server.token().header("typ", "logout+jwt").sign(), server.token().header("kid", "k9").sign(),
				server.token().withoutClaim("sub").sign(), server.token().claim("exp", "never").sign(),
				server.token().header("alg", "none").withSignature(""))) {
			WireClient.Response response = server.present(token);
			assertThat(response.status()).as(response.toString()).isEqualTo(401);
			assertThat(BearerChallenge.of(response).error()).isEqualTo("invalid_token");
		}
	}

	@ParameterizedTest
	@DisplayName("3.1: a token that grants too little is insufficient_scope with 403")
	@ValueSource(strings = { "/ws/admin", "/ws/staff", "/ws/room/8" })
	void section31TellsInsufficientScope(String path) {
		WireClient.Response response = server
			.send(WireRequest.handshake(path).bearer(server.token().claim("scope", "chat").sign()));
		assertThat(response.status()).isEqualTo(403);
		assertThat(BearerChallenge.of(response).error()).isEqualTo("insufficient_scope");
	}

	@ParameterizedTest
	@DisplayName("3.1: no error is told to who did not know of tokens, or used another scheme")
	@ValueSource(strings = { "GET /ws/echo", "GET /ws/echo ⏎ Authorization: Basic dXNlcjpwdw==",
			"GET /ws/echo ⏎ Authorization: Digest username=\"a\"", "GET /ws/echo ⏎ Cookie: theme=dark",
			"GET /ws/echo ⏎ Authorization: Bearer" })
	void section31TellsNoErrorWithoutAuthenticationInformation(String row) {
		WireClient.Response response = server.send(WireRequest.parse(row));
		assertThat(response.status()).isEqualTo(401);
		assertThat(BearerChallenge.of(response).parameters()).containsOnlyKeys("realm");
	}

	@Test
	@DisplayName("3.1: trouble of the server is no fault of the token")
	void section31BlamesNoTokenForTroubleOfTheServer() {
		WireClient.Response response = server.send(
				WireRequest.handshake("/ws/echo").bearer(server.token().claim("iss", "https://broken.example").sign()));
		assertThat(response.status()).isEqualTo(503);
		assertThat(response.header("WWW-Authenticate")).isNull();
	}

}
