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

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
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
 * RFC 9068, JWT Profile for OAuth 2.0 Access Tokens, section 4, with
 * {@code types: [at+jwt]} as it demands.
 */
class Rfc9068IT {

	private static StandardsServer server;

	@BeforeAll
	static void start() {
		server = StandardsServer.start("ws-guard.jwt.issuers.main.types=at+jwt",
				"ws-guard.jwt.issuers.other.authorities-claim-name=roles",
				"ws-guard.jwt.issuers.other.authority-prefix=ROLE_");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static Token accessToken() {
		return server.token().header("typ", "at+jwt").claim("client_id", "s6BhdRkqt3").claim("jti", "dbe39bf3a3ba4238");
	}

	@ParameterizedTest
	@DisplayName("4: typ says at+jwt, or application/at+jwt, as media types in any case")
	@ValueSource(strings = { "at+jwt", "application/at+jwt", "AT+JWT", "Application/At+Jwt" })
	void section4AdmitsAccessTokens(String type) {
		server.assertAdmitted(accessToken().header("typ", type));
	}

	@ParameterizedTest
	@DisplayName("4: every other typ is refused")
	@ValueSource(strings = { "JWT", "application/jwt", "at", "jwt+at", "at+jwt ", " at+jwt", "text/at+jwt",
			"application/application/at+jwt", "x/at+jwt", "at+jwt;v=1", "id+jwt", "logout+jwt", "" })
	void section4RefusesOtherTypes(String type) {
		server.assertRefused(accessToken().header("typ", type), "TOKEN_TYPE_INVALID");
	}

	@Test
	@DisplayName("4: no typ at all is refused")
	void section4RefusesMissingType() {
		server.assertRefused(accessToken().withoutHeader("typ"), "TOKEN_TYPE_INVALID");
	}

	@Test
	@DisplayName("4: an encrypted token is refused, since no encryption was negotiated")
	void section4RefusesEncryptedTokens() throws JOSEException {
		JWEObject encrypted = new JWEObject(
				new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM).contentType("at+jwt")
					.keyID("k1")
					.build(),
				new Payload(accessToken().sign()));
		encrypted.encrypt(new RSAEncrypter(server.key()));
		server.assertRefused(encrypted.serialize(), "TOKEN_MALFORMED");
	}

	@Test
	@DisplayName("4: iss is exactly the identifier of the authorization server")
	void section4DemandsExactIssuer() {
		for (String issuer : List.of("https://issuer.example/", "https://ISSUER.example", "https://issuer.example?x",
				"https://evil.example", "")) {
			server.assertRefused(accessToken().claim("iss", issuer), "TOKEN_ISSUER_INVALID");
		}
		server.assertRefused(accessToken().withoutClaim("iss"), "TOKEN_CLAIM_MISSING");
	}

	@Test
	@DisplayName("4: aud holds an identifier of this resource server")
	void section4DemandsAudience() {
		server.assertAdmitted(accessToken().claim("aud", List.of("https://billing.example", "chat")));
		server.assertRefused(accessToken().claim("aud", "https://billing.example"), "TOKEN_AUDIENCE_INVALID");
		server.assertRefused(accessToken().claim("aud", List.of()), "TOKEN_AUDIENCE_INVALID");
		server.assertRefused(accessToken().withoutClaim("aud"), "TOKEN_CLAIM_MISSING");
	}

	@Test
	@DisplayName("4: the signature is by a key of the authorization server, with the algorithm of the header")
	void section4DemandsSignatureByTheAuthorizationServer() {
		server.assertAdmitted(accessToken());
		server.assertRefused(accessToken().sign(server.otherKey()), "TOKEN_SIGNATURE_INVALID");
		server.assertRefused(accessToken().header("kid", "k2").sign(server.otherKey()), "TOKEN_KEY_UNKNOWN");
		server.assertRefused(accessToken().header("alg", "RS512"), "TOKEN_ALG_NOT_ALLOWED");
	}

	@ParameterizedTest
	@DisplayName("4: alg none is refused")
	@ValueSource(strings = { "none", "None", "NONE" })
	void section4RefusesUnsignedTokens(String algorithm) {
		server.assertRefused(accessToken().header("alg", algorithm).withSignature(""), "TOKEN_ALG_NOT_ALLOWED");
	}

	@Test
	@DisplayName("4: the current time is before exp, but for a leeway of no more than a few minutes")
	void section4DemandsTimeBeforeExpiry() {
		server.assertAdmitted(accessToken().claim("exp", Token.secondsFromNow(60)));
		server.assertRefused(accessToken().claim("exp", Token.secondsFromNow(-60)), "TOKEN_EXPIRED");
		server.assertRefused(accessToken().withoutClaim("exp"), "TOKEN_CLAIM_MISSING");
	}

	@Test
	@DisplayName("4: whichever validation fails, the error is invalid_token")
	void section4TellsInvalidToken() {
		for (String token : List.of(accessToken().header("typ", "JWT").sign(),
				accessToken().claim("iss", "https://evil.example").sign(), accessToken().claim("aud", "x").sign(),
				accessToken().sign(server.otherKey()), accessToken().header("alg", "none").withSignature(""),
				accessToken().claim("exp", 1).claim("iat", 0).sign(), "a.b.c.d.e")) {
			WireClient.Response response = server.present(token);
			assertThat(response.status()).isEqualTo(401);
			assertThat(BearerChallenge.of(response).error()).isEqualTo("invalid_token");
		}
	}

	@Test
	@DisplayName("4: scope decides what the token is good for")
	void section4AuthorizesByScope() {
		server.assertAdmitted(WireRequest.handshake("/ws/admin").bearer(accessToken().sign()));
		WireClient.Response response = server.assertRefused(
				WireRequest.handshake("/ws/admin").bearer(accessToken().claim("scope", "chat administer").sign()), 403,
				"INSUFFICIENT_SCOPE");
		assertThat(BearerChallenge.of(response).error()).isEqualTo("insufficient_scope");
	}

	@Test
	@DisplayName("4: groups, roles and entitlements (2.2.3.1) decide where a claim is named for them")
	void section4AuthorizesByRoles() {
		server.assertAdmitted(
				WireRequest.handshake("/ws/staff").bearer(server.otherToken().claim("roles", List.of("STAFF")).sign()));
		server.assertRefused(
				WireRequest.handshake("/ws/staff").bearer(server.otherToken().claim("roles", List.of("GUEST")).sign()),
				403, "AUTHORITY_MISSING");
	}

}
