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

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.wire.WireRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * RFC 7519, JSON Web Token: the registered claims (4.1), with what sections 2 and 4 say
 * of their values.
 */
class Rfc7519IT {

	private static StandardsServer server;

	@BeforeAll
	static void start() {
		server = StandardsServer.start("ws-guard.jwt.clock-skew=30s");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	@DisplayName("4: claims that nobody knows are ignored")
	void section4IgnoresUnknownClaims() {
		server.assertAdmitted(server.token()
			.claim("https://example.com/is_root", true)
			.claim("nested", Map.of("a", List.of(1, "b")))
			.claim("", "empty"));
	}

	@ParameterizedTest
	@DisplayName("4: the names of claims are unique")
	@ValueSource(
			strings = { "\"sub\":\"mallory\"", "\"exp\":9999999999", "\"x\":1,\"x\":1", "\"su\\u0062\":\"mallory\"" })
	void section4RefusesRepeatedNames(String member) {
		String claims = new String(server.token().claims(), StandardCharsets.UTF_8);
		String repeated = claims.substring(0, claims.length() - 1) + "," + member + "}";
		server.assertRefused(server.token().signOver(repeated.getBytes(StandardCharsets.UTF_8)), "TOKEN_MALFORMED");
	}

	@ParameterizedTest
	@DisplayName("4.1.1: iss is compared with case and character by character")
	@ValueSource(strings = { "https://ISSUER.example", "HTTPS://issuer.example", "https://issuer.example/",
			"https://issuer.example:443", "https://issuer.example ", "https://issuer.exampl%65", "issuer.example" })
	void section411ComparesIssuerExactly(String issuer) {
		server.assertRefused(server.token().claim("iss", issuer), "TOKEN_ISSUER_INVALID");
	}

	@Test
	@DisplayName("4.1.1: iss is a string")
	void section411RefusesIssuerThatIsNoString() {
		for (Object issuer : List.of(1, true, List.of(StandardsServer.ISSUER), Map.of("iss", StandardsServer.ISSUER))) {
			server.assertRefused(server.token().claim("iss", issuer), "TOKEN_CLAIM_INVALID");
		}
	}

	@Test
	@DisplayName("4.1.2: sub is a string, and its case counts")
	void section412TakesSubjectAsItIs() {
		String token = server.token().claim("sub", "Alice").sign();
		assertThat(server.opened(WireRequest.handshake("/ws/echo").bearer(token))).startsWith("Alice ");
		for (Object subject : List.of(7, true, List.of("alice"), Map.of("name", "alice"))) {
			server.assertRefused(server.token().claim("sub", subject), "TOKEN_CLAIM_INVALID");
		}
	}

	@Test
	@DisplayName("4.1.2: sub is unique only for its issuer, so the principals of two issuers differ")
	void section412TellsSubjectsOfTwoIssuersApart() {
		String token = server.otherToken().sign();
		assertThat(server.opened(WireRequest.handshake("/ws/echo").bearer(token))).startsWith("other:alice ");
	}

	@Test
	@DisplayName("4.1.3: aud is a string or an array of strings, and names us in one of them")
	void section413FindsItselfAmongTheAudiences() {
		server.assertAdmitted(server.token().claim("aud", "chat"));
		server.assertAdmitted(server.token().claim("aud", List.of("chat")));
		server.assertAdmitted(server.token().claim("aud", List.of("billing", "chat", "https://x.example")));
	}

	@Test
	@DisplayName("4.1.3: a token whose aud does not name us is refused; case counts")
	void section413RefusesTokenForOthers() {
		for (Object audience : List.of("billing", "Chat", "CHAT", "chat ", "chatter", "cha", "", List.of(),
				List.of("billing", "Chat"), "billing chat", "chat,billing")) {
			server.assertRefused(server.token().claim("aud", audience), "TOKEN_AUDIENCE_INVALID");
		}
	}

	@Test
	@DisplayName("4.1.3: an aud of another type is refused, even with our name in it")
	void section413RefusesAudienceOfAnotherType() {
		for (Object audience : List.of(1, true, Map.of("chat", 1), List.of("chat", 1), List.of(List.of("chat")))) {
			server.assertRefused(server.token().claim("aud", audience), "TOKEN_CLAIM_INVALID");
		}
	}

	@Test
	@DisplayName("4.1.4: on and after exp a token is refused, but for a leeway of the configured seconds")
	void section414RefusesExpiredToken() {
		server.assertAdmitted(server.token().claim("exp", Token.secondsFromNow(60)));
		server.assertAdmitted(server.token().claim("exp", Token.secondsFromNow(-15)));
		server.assertRefused(server.token().claim("exp", Token.secondsFromNow(-30)), "TOKEN_EXPIRED");
		server.assertRefused(server.token().claim("iat", 1).claim("exp", 2), "TOKEN_EXPIRED");
	}

	@Test
	@DisplayName("4.1.4: exp is a number of seconds, whole or not (section 2, NumericDate)")
	void section414ReadsFractionsOfSeconds() {
		long soon = Token.secondsFromNow(60);
		server.assertAdmitted(server.token().claim("exp", soon + 0.5));
		server.assertAdmitted(server.token().claim("exp", new BigDecimal(soon + ".000000001")));
		server.assertAdmitted(
				server.token().claim("exp", new BigDecimal(soon).movePointLeft(9).multiply(BigDecimal.TEN.pow(9))));
		server.assertRefused(server.token().claim("exp", Token.secondsFromNow(-31) + 0.5), "TOKEN_EXPIRED");
	}

	@Test
	@DisplayName("4.1.4: an exp that is no number is refused")
	void section414RefusesExpiryThatIsNoNumber() {
		for (Object expiry : List.of(Long.toString(Token.secondsFromNow(60)), "tomorrow", true,
				List.of(Token.secondsFromNow(60)), "2099-01-01T00:00:00Z")) {
			server.assertRefused(server.token().claim("exp", expiry), "TOKEN_CLAIM_INVALID");
		}
	}

	@Test
	@DisplayName("4.1.4: exp may be absent by the standard; here nothing lives for ever")
	void section414DemandsExpiry() {
		server.assertRefused(server.token().withoutClaim("exp"), "TOKEN_CLAIM_MISSING");
	}

	@Test
	@DisplayName("4.1.5: before nbf a token is refused, but for the leeway; nbf may be absent")
	void section415RefusesTokenBeforeItsTime() {
		server.assertAdmitted(server.token());
		server.assertAdmitted(server.token().claim("nbf", Token.secondsFromNow(0)));
		server.assertAdmitted(server.token().claim("nbf", Token.secondsFromNow(15)));
		server.assertAdmitted(server.token().claim("nbf", Token.secondsFromNow(0) + 0.5));
		server.assertRefused(server.token().claim("nbf", Token.secondsFromNow(60)), "TOKEN_NOT_YET_VALID");
		server.assertRefused(server.token().claim("nbf", Token.secondsFromNow(60) + 0.5), "TOKEN_NOT_YET_VALID");
	}

	@Test
	@DisplayName("4.1.5: an nbf that is no number is refused")
	void section415RefusesStartThatIsNoNumber() {
		for (Object start : List.of("0", "now", true, List.of(0))) {
			server.assertRefused(server.token().claim("nbf", start), "TOKEN_CLAIM_INVALID");
		}
	}

	@Test
	@DisplayName("4.1.6: iat is a number of seconds, whole or not, and may be absent")
	void section416ReadsTimeOfIssue() {
		server.assertAdmitted(server.token().claim("iat", Token.secondsFromNow(-5) + 0.25));
		server.assertAdmitted(server.token().withoutClaim("iat"));
		for (Object time : List.of("0", true, List.of(0))) {
			server.assertRefused(server.token().claim("iat", time), "TOKEN_CLAIM_INVALID");
		}
	}

	@Test
	@DisplayName("4.1.7: jti may be absent, and one token may open more than one connection")
	void section417DemandsNoTokenId() {
		server.assertAdmitted(server.token());
		String token = server.token().claim("jti", "id-1").sign();
		assertThat(server.present(token).status()).isEqualTo(101);
		assertThat(server.present(token).status()).isEqualTo(101);
	}

}
