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

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.wsguard.wire.WireRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * OWASP Application Security Verification Standard 5.0: V4.4 WebSocket, V9 Self-contained
 * Tokens.
 */
class AsvsIT {

	private static StandardsServer server;

	@BeforeAll
	static void start() {
		server = StandardsServer.start("ws-guard.proxy.trusted=127.0.0.1/32", "ws-guard.require-tls=true",
				"ws-guard.jwt.issuers.other.types=at+jwt");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static WireRequest secure(String path) {
		return WireRequest.handshake(path).header("X-Forwarded-Proto", "https");
	}

	private static WireRequest secure(Token token) {
		return secure("/ws/echo").bearer(token.sign());
	}

	@Test
	@DisplayName("4.4.1: with require-tls only wss opens a connection")
	void section441OpensOnlyByTls() {
		server.assertAdmitted(secure(server.token()));
		server.assertRefused(server.handshake(), 403, "TLS_REQUIRED");
		server.assertRefused(server.handshake().header("X-Forwarded-Proto", "http"), 403, "TLS_REQUIRED");
	}

	@Test
	@DisplayName("4.4.2: the origin of the handshake is one of a list")
	void section442ChecksOriginAgainstAList() {
		server.assertAdmitted(secure(server.token()));
		for (String origin : List.of("https://evil.example", "https://app.example.com.evil.example", "null",
				"https://xapp.example.com")) {
			assertThat(server.send(secure(server.token()).header("Origin", origin)).status()).isEqualTo(403);
		}
		server.assertRefused(
				secure("/ws/echo").without("Origin").header("Cookie", "access_token=" + server.token().sign()), 403,
				"ORIGIN_MISSING");
	}

	@Test
	@DisplayName("4.4.3: a handshake is admitted by a token of its own, not by a session of HTTP")
	void section443DemandsATokenForEachHandshake() {
		server.assertRefused(secure("/ws/echo").header("Cookie", "JSESSIONID=0123456789ABCDEF"), 401, "TOKEN_MISSING");
		assertThat(server.send(secure(server.token())).header("Set-Cookie")).isNull();
	}

	@Test
	@DisplayName("4.4.3: the token that opened a connection is not kept with it")
	void section443KeepsNoToken() {
		String token = server.token().sign();
		assertThat(server.opened(secure("/ws/echo?access_token=" + token))).startsWith("alice ").doesNotContain(token);
		assertThat(server.opened(secure("/ws/echo").header("Sec-WebSocket-Protocol", "bearer, " + token)))
			.startsWith("alice ")
			.doesNotContain(token);
		assertThat(server.opened(secure("/ws/echo").header("Cookie", "a=b; access_token=" + token)))
			.startsWith("alice ")
			.doesNotContain(token);
	}

	@Test
	@DisplayName("9.1.1: nothing of a token counts before its signature was verified")
	void section911VerifiesTheSignature() {
		server.assertAdmitted(secure(server.token()));
		server.assertRefused(secure("/ws/echo").bearer(server.token().sign(server.otherKey())), 401,
				"TOKEN_SIGNATURE_INVALID");
		server.assertRefused(secure("/ws/echo").bearer(server.token().withSignature("")), 401,
				"TOKEN_SIGNATURE_INVALID");
		server.assertRefused(secure("/ws/admin").bearer(server.token().sign(server.otherKey())), 401,
				"TOKEN_SIGNATURE_INVALID");
	}

	@Test
	@DisplayName("9.1.2: algorithms are those of a list, which never holds none")
	void section912UsesListedAlgorithmsOnly() throws JOSEException {
		for (String algorithm : List.of("none", "RS512", "PS256", "ES256", "EdDSA")) {
			server.assertRefused(
					secure("/ws/echo").bearer(server.token().header("alg", algorithm).withSignature("c2ln")), 401,
					"TOKEN_ALG_NOT_ALLOWED");
		}
		byte[] publicKey = server.key().toRSAPublicKey().getEncoded();
		server.assertRefused(
				secure("/ws/echo").bearer(server.token().header("alg", "HS256").sign(new MACSigner(publicKey))), 401,
				"TOKEN_ALG_NOT_ALLOWED");
	}

	@Test
	@DisplayName("9.1.2: one issuer has symmetric or asymmetric algorithms, not both")
	void section912MixesNoSymmetricAlgorithmIn() {
		String secret = "secret=0123456789abcdef0123456789abcdef";
		Startup.assertSucceeds(secret, "audiences=chat", "jws-algorithms=HS256");
		Startup.assertFails("jws-algorithms", secret, "audiences=chat", "jws-algorithms=HS256,RS256");
		Startup.assertFails("jws-algorithms", "jwk-set-uri=https://issuer.example/jwks", "audiences=chat",
				"jws-algorithms=RS256,HS256");
	}

	@Test
	@DisplayName("9.1.3: keys are those of the issuer's configured source, whatever jku, x5u and jwk say")
	void section913TakesKeysFromTheConfiguredSource() {
		String trap = server.url("/trap");
		for (Token token : List.of(server.token().header("jku", trap), server.token().header("x5u", trap),
				server.token().header("jwk", server.otherKey().toPublicJWK().toJSONObject()))) {
			server.assertRefused(secure("/ws/echo").bearer(token.sign(server.otherKey())), 401,
					"TOKEN_SIGNATURE_INVALID");
		}
		assertThat(server.trapped()).isZero();
	}

	@Test
	@DisplayName("9.2.1: a token is good from nbf to exp")
	void section921AcceptsTokensInTheirTime() {
		server.assertAdmitted(secure(server.token().claim("nbf", Token.secondsFromNow(-60))));
		server.assertRefused(secure(server.token().claim("nbf", Token.secondsFromNow(120))), 401,
				"TOKEN_NOT_YET_VALID");
		server.assertRefused(secure(server.token().claim("exp", Token.secondsFromNow(-45))), 401, "TOKEN_EXPIRED");
	}

	@Test
	@DisplayName("9.2.2: tokens of other kinds are refused by their type")
	void section922RefusesOtherKindsOfTokens() {
		for (String type : List.of("logout+jwt", "secevent+jwt", "dpop+jwt")) {
			server.assertRefused(secure(server.token().header("typ", type)), 401, "TOKEN_TYPE_INVALID");
		}
	}

	@Test
	@DisplayName("9.2.2: with types: [at+jwt] an ID token is refused, even one for our audience")
	void section922RefusesIdTokensWhereOnlyAccessTokensAreAdmitted() {
		server.assertAdmitted(secure(server.otherToken().header("typ", "at+jwt")));
		server.assertRefused(secure(server.otherToken().claim("nonce", "n-0S6_WzA2Mj").claim("at_hash", "x")), 401,
				"TOKEN_TYPE_INVALID");
		server.assertRefused(secure(server.otherToken().withoutHeader("typ")), 401, "TOKEN_TYPE_INVALID");
	}

	@Test
	@DisplayName("9.2.3: a token is for this service, by a list of audiences without which nothing starts")
	void section923AcceptsOnlyTokensForThisService() {
		server.assertRefused(secure(server.token().claim("aud", "billing")), 401, "TOKEN_AUDIENCE_INVALID");
		server.assertRefused(secure(server.token().withoutClaim("aud")), 401, "TOKEN_CLAIM_MISSING");
		Startup.assertFails("audiences", "secret=0123456789abcdef0123456789abcdef");
	}

	@Test
	@DisplayName("9.2.4: of one key's tokens for several services only those that name this one are good")
	void section924TellsTokensOfOneKeyApartByAudience() {
		server.assertAdmitted(secure(server.token().claim("aud", List.of("billing", "chat"))));
		server.assertRefused(secure(server.token().claim("aud", List.of("billing", "mail"))), 401,
				"TOKEN_AUDIENCE_INVALID");
	}

}
