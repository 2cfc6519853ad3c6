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

package io.github.wsguard.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import io.github.wsguard.decision.HandshakeTokenVerifier;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.decision.Verification;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens that somebody else verifies than the guard: the decoder or the introspector that
 * Boot makes, beside the security chain that Boot makes, and a verifier of the
 * application.
 */
@ExtendWith(OutputCaptureExtension.class)
class ForeignVerifierIT {

	private static final String OPAQUE = "mF_9.B5f-4.1JqM~0123456789";

	private static final String PADDED = "dGhlIHRva2Vu+/Zm9v==";

	private static final String NAMES = "\"sub\":\"alice\",\"scope\":\"chat admin\",\"room\":\"7\"";

	private static TestIssuer issuer;

	private static IntrospectionServer introspection;

	private static WireServer decoding;

	private static WireServer introspecting;

	private static WireServer own;

	@BeforeAll
	static void start() {
		issuer = new TestIssuer();
		introspection = new IntrospectionServer();
		String jwt = "spring.security.oauth2.resourceserver.jwt.";
		decoding = WireServer.startSecured(List.of(Types.class),
				withoutIssuers(jwt + "jwk-set-uri=" + issuer.url("/jwks"), jwt + "issuer-uri=" + TestIssuer.ISSUER,
						jwt + "audiences=" + TestIssuer.AUDIENCE));
		introspecting = WireServer.startSecured(List.of(Types.class), withoutIssuers(introspection.properties()));
		own = WireServer.start(List.of(Types.class, OwnVerifier.class), withoutIssuers());
		long now = Instant.now().getEpochSecond();
		for (String token : List.of(OPAQUE, PADDED)) {
			introspection.issue(token, NAMES + ",\"exp\":" + (now + 300));
		}
		introspection.issue("expired-" + OPAQUE, NAMES + ",\"exp\":" + (now - 300));
		introspection.issue("endless-" + OPAQUE, NAMES);
		introspection.issue("long-" + OPAQUE, NAMES + ",\"exp\":" + (now + 86_400 * 365));
	}

	@AfterAll
	static void stop() {
		Stream.of(decoding, introspecting, own).forEach(WireServer::close);
		introspection.close();
		issuer.close();
	}

	private static String[] withoutIssuers(String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		for (String name : List.of("main", "broken", "html")) {
			for (String property : List.of("issuer-uri", "jwk-set-uri", "audiences", "principal-prefix")) {
				all.add("ws-guard.jwt.issuers." + name + "." + property);
			}
		}
		return all.toArray(String[]::new);
	}

	static Stream<UnaryOperator<WireRequest>> placements() {
		return Stream.of(OPAQUE).flatMap((token) -> placed(token));
	}

	private static Stream<UnaryOperator<WireRequest>> placed(String token) {
		return Stream.of((request) -> request.bearer(token),
				(request) -> request.header("Sec-WebSocket-Protocol", "bearer, " + token),
				(request) -> request.header("Sec-WebSocket-Protocol", "chat.v1, bearer." + token),
				(request) -> request.header("Cookie", "access_token=" + token));
	}

	private static WireRequest inQuery(String path, String token) {
		return WireRequest.handshake(path + "?access_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@CsvSource({ "good,", "audience-list,", "expired,TOKEN_EXPIRED", "iat-future,TOKEN_NOT_YET_VALID",
			"not-yet-valid,TOKEN_NOT_YET_VALID", "no-exp,TOKEN_CLAIM_MISSING", "exp-string,TOKEN_CLAIM_INVALID",
			"long-lived,TOKEN_LIFETIME_TOO_LONG", "exp-millis,TOKEN_LIFETIME_TOO_LONG",
			"wrong-audience,TOKEN_AUDIENCE_INVALID", "no-audience,TOKEN_CLAIM_MISSING",
			"wrong-issuer,TOKEN_ISSUER_INVALID", "no-subject,TOKEN_CLAIM_MISSING", "exp-before-iat,TOKEN_CLAIM_INVALID",
			"wrong-type,TOKEN_TYPE_INVALID", "crit,TOKEN_MALFORMED", "unknown-key,TOKEN_KEY_UNKNOWN",
			"rs512,TOKEN_ALG_NOT_ALLOWED", "alg-none,TOKEN_ALG_NOT_ALLOWED", "alg-confusion,TOKEN_ALG_NOT_ALLOWED",
			"bad-signature,TOKEN_SIGNATURE_INVALID", "embedded-jwk,TOKEN_SIGNATURE_INVALID",
			"double-encoded,TOKEN_ENCODING" })
	void decoderOfBootVerifiesJwts(String kind, String reason) {
		String token = issuer.token(kind);
		List<WireRequest> requests = new ArrayList<>(List.of(WireRequest.handshake("/ws/echo").bearer(token),
				WireRequest.handshake("/ws/echo").header("Sec-WebSocket-Protocol", "bearer, " + token)));
		if (!kind.equals("double-encoded")) {
			requests.add(inQuery("/ws/echo", token));
		}
		for (WireRequest request : requests) {
			WireClient.Response response = decoding.send(request);
			assertThat(response.reason()).isEqualTo(reason);
			assertThat(response.status()).isEqualTo((reason != null) ? 401 : 101);
			assertThat(response.body()).doesNotContain("Exception").doesNotContain(token);
		}
	}

	@Test
	void requirementsSeeWhatTheDecoderLeft() {
		String good = issuer.token("good");
		assertThat(decoding.send(WireRequest.handshake("/ws/room/7").bearer(good)).status()).isEqualTo(101);
		assertThat(decoding.send(WireRequest.handshake("/ws/room/8").bearer(good)).reason())
			.isEqualTo("CLAIM_MISMATCH");
		assertThat(decoding.send(WireRequest.handshake("/ws/admin").bearer(good)).status()).isEqualTo(101);
		assertThat(decoding.send(WireRequest.handshake("/ws/admin").bearer(issuer.token("no-scope"))).reason())
			.isEqualTo("INSUFFICIENT_SCOPE");
		assertThat(decoding.send(WireRequest.handshake("/ws/staff").bearer(good)).reason())
			.isEqualTo("AUTHORITY_MISSING");
	}

	@Test
	void applicationSeesWhatItsResourceServerMakes() {
		assertThat(decoding.firstMessage(WireRequest.handshake("/ws/type").bearer(issuer.token("good"))))
			.isEqualTo("JwtAuthenticationToken alice SCOPE_admin");
		assertThat(introspecting.firstMessage(WireRequest.handshake("/ws/type").bearer(OPAQUE)))
			.isEqualTo("BearerTokenAuthentication alice SCOPE_admin");
		assertThat(decoding.firstMessage(inQuery("/ws/type", issuer.token("good"))))
			.isEqualTo("JwtAuthenticationToken alice SCOPE_admin");
		assertThat(introspecting.firstMessage(inQuery("/ws/type", OPAQUE)))
			.isEqualTo("BearerTokenAuthentication alice SCOPE_admin");
		assertThat(own.firstMessage(WireRequest.handshake("/ws/type").bearer(OPAQUE)))
			.startsWith("TokenAuthentication alice");
	}

	@Test
	void keysThatCannotBeHadAreNotTheFaultOfTheToken() {
		String jwt = "spring.security.oauth2.resourceserver.jwt.";
		for (String keys : List.of("jwk-set-uri=" + issuer.url("/broken"), "jwk-set-uri=" + issuer.url("/html"),
				"jwk-set-uri=http://127.0.0.1:1/jwks", "issuer-uri=http://127.0.0.1:1")) {
			try (WireServer server = WireServer.startSecured(List.of(), withoutIssuers(jwt + keys))) {
				WireClient.Response response = server
					.send(WireRequest.handshake("/ws/echo").bearer(issuer.token("good")));
				assertThat(response.status()).isEqualTo(503);
				assertThat(response.reason()).isEqualTo("KEYS_UNAVAILABLE");
				assertThat(response.header("Retry-After")).isNotNull();
				assertThat(response.body()).contains("\"retry\":\"later\"").doesNotContain("out of order");
			}
		}
	}

	@ParameterizedTest
	@MethodSource("placements")
	void introspectorOfBootVerifiesOpaqueTokens(UnaryOperator<WireRequest> placement) {
		assertThat(introspecting.firstMessage(placement.apply(WireRequest.handshake("/ws/echo")))).startsWith("alice ");
		assertThat(introspecting.send(placement.apply(WireRequest.handshake("/ws/admin"))).status()).isEqualTo(101);
		assertThat(introspecting.send(placement.apply(WireRequest.handshake("/ws/room/8"))).reason())
			.isEqualTo("CLAIM_MISMATCH");
	}

	@ParameterizedTest
	@CsvSource({ "unknown-,TOKEN_REJECTED", "expired-,TOKEN_EXPIRED", "endless-,TOKEN_CLAIM_MISSING",
			"long-,TOKEN_LIFETIME_TOO_LONG" })
	void introspectorRefusesBadTokens(String kind, String reason) {
		placed(kind + OPAQUE).forEach((placement) -> {
			WireClient.Response response = introspecting.send(placement.apply(WireRequest.handshake("/ws/echo")));
			assertThat(response.status()).isEqualTo(401);
			assertThat(response.reason()).isEqualTo(reason);
			assertThat(response.layer()).isEqualTo("guard");
			assertThat(response.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
		});
	}

	@Test
	void introspectionThatIsDownIsNotTheFaultOfTheToken() {
		introspection.breakDown(true);
		try {
			WireClient.Response response = introspecting.send(WireRequest.handshake("/ws/echo").bearer(OPAQUE));
			assertThat(response.status()).isEqualTo(503);
			assertThat(response.reason()).isEqualTo("KEYS_UNAVAILABLE");
			assertThat(response.header("Retry-After")).isNotNull();
		}
		finally {
			introspection.breakDown(false);
		}
	}

	@Test
	void paddedTokenFitsWhereItsCharactersDo() {
		assertThat(introspecting.send(WireRequest.handshake("/ws/echo").bearer(PADDED)).status()).isEqualTo(101);
		assertThat(introspecting.send(inQuery("/ws/echo", PADDED)).status()).isEqualTo(101);
		assertThat(introspecting.send(WireRequest.handshake("/ws/echo").header("Cookie", "access_token=" + PADDED))
			.status()).isEqualTo(101);
		assertThat(introspecting.send(WireRequest.handshake("/ws/echo?access_token=" + PADDED)).reason())
			.isEqualTo("TOKEN_ENCODING");
	}

	@Test
	void opaqueTokenIsHiddenFromApplicationAndLog(CapturedOutput output) {
		for (WireServer server : List.of(introspecting, own)) {
			assertThat(server.firstMessage(inQuery("/ws/echo", OPAQUE))).startsWith("alice ").doesNotContain(OPAQUE);
			assertThat(server
				.firstMessage(WireRequest.handshake("/ws/echo").header("Sec-WebSocket-Protocol", "bearer, " + OPAQUE)))
				.doesNotContain(OPAQUE);
			assertThat(server
				.firstMessage(WireRequest.handshake("/ws/echo").header("Cookie", "a=b; access_token=" + OPAQUE)))
				.doesNotContain(OPAQUE);
			String bad = "bad-" + OPAQUE;
			server.send(inQuery("/ws/echo", bad));
			server.send(inQuery("/ws/echo", "failing-" + OPAQUE));
			server.send(WireRequest.handshake("/ws/echo?token=" + bad).bearer(bad));
		}
		assertThat(output.toString()).contains("TOKEN_REJECTED").doesNotContain(OPAQUE);
	}

	@ParameterizedTest
	@MethodSource("placements")
	void verifierOfTheApplicationVerifiesWhatItLikes(UnaryOperator<WireRequest> placement) {
		assertThat(own.firstMessage(placement.apply(WireRequest.handshake("/ws/echo")))).startsWith("alice ");
		assertThat(own.send(placement.apply(WireRequest.handshake("/ws/staff"))).status()).isEqualTo(101);
	}

	@ParameterizedTest
	@CsvSource({ "unknown-,401,TOKEN_REJECTED", "tenant-,403,CLAIM_MISMATCH", "expired-,401,TOKEN_EXPIRED",
			"endless-,401,TOKEN_LIFETIME_TOO_LONG", "failing-,500,INTERNAL_ERROR", "nothing-,500,INTERNAL_ERROR" })
	void reasonsOfTheApplicationGoThrough(String kind, int status, String reason) {
		placed(kind + OPAQUE).forEach((placement) -> {
			WireClient.Response response = own.send(placement.apply(WireRequest.handshake("/ws/echo")));
			assertThat(response.status()).isEqualTo(status);
			assertThat(response.reason()).isEqualTo(reason);
			assertThat(response.body()).doesNotContain(OPAQUE);
		});
	}

	@Test
	void encodingMistakesOfOpaqueTokensAreNamed() {
		WireRequest handshake = WireRequest.handshake("/ws/echo");
		assertThat(own.send(handshake.bearer("Bearer " + OPAQUE)).reason()).isEqualTo("TOKEN_MALFORMED");
		assertThat(own.send(handshake.bearer("\"" + OPAQUE + "\"")).reason()).isEqualTo("TOKEN_ENCODING");
		assertThat(own.send(handshake.bearer(OPAQUE.replace(".", "%2E"))).reason()).isEqualTo("TOKEN_ENCODING");
		assertThat(own.send(handshake.bearer("undefined")).reason()).isEqualTo("TOKEN_MALFORMED");
		assertThat(own.send(handshake.header("Authorization", OPAQUE)).reason()).isEqualTo("TOKEN_SCHEME_UNSUPPORTED");
		assertThat(own.send(WireRequest.handshake("/ws/small").bearer("a".repeat(3000))).reason())
			.isEqualTo("TOKEN_TOO_LARGE");
	}

	static class OwnVerifier {

		@Bean
		HandshakeTokenVerifier ownTokens() {
			return (token, client) -> switch (token.replace(OPAQUE, "")) {
				case "" -> alice(Instant.now().plusSeconds(300));
				case "expired-" -> alice(Instant.now().minusSeconds(300));
				case "endless-" -> alice(Instant.MAX);
				case "tenant-" -> Verification.failed(RejectionReason.CLAIM_MISMATCH, "The token is of another tenant");
				case "failing-" -> throw new IllegalStateException("no " + token);
				case "nothing-" -> null;
				default -> Verification.failed(RejectionReason.TOKEN_REJECTED, "Nobody issued the token");
			};
		}

		private static Verification alice(Instant expiry) {
			return Verification.verified(
					new TokenPrincipal("alice", "own", Map.of("sub", "alice"), Set.of("ROLE_STAFF"), null, expiry));
		}

	}

	static class Types {

		@Bean
		WebSocketConfigurer types() {
			return (registry) -> registry.addHandler(new TextWebSocketHandler() {

				@Override
				public void afterConnectionEstablished(WebSocketSession session) throws Exception {
					session.sendMessage(new TextMessage(describe(session.getPrincipal())));
				}

			}, "/ws/type");
		}

		private static String describe(Principal principal) {
			String authorities = (principal instanceof AbstractOAuth2TokenAuthenticationToken<?> token)
					? token.getAuthorities()
						.stream()
						.map(Object::toString)
						.filter("SCOPE_admin"::equals)
						.findFirst()
						.orElse("")
					: "";
			return principal.getClass().getSimpleName() + " " + principal.getName() + " " + authorities;
		}

	}

}
