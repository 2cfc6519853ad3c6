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

package io.github.wsguard.authorization;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.FakeHandshakeRequest;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;

import static io.github.wsguard.decision.DecisionAssert.assertThat;
import static io.github.wsguard.decision.HandshakeAttempts.handshake;
import static io.github.wsguard.decision.HandshakeAttempts.principal;

/**
 * Tests for {@link AuthorizationCheck}.
 */
class AuthorizationCheckTests {

	private static final Requirement ROOM = new Requirement(List.of(), List.of(), Map.of("room", "{room}"), false);

	static Stream<Arguments> scopes() {
		return Stream.of(Arguments.of(Map.of("scope", "chat"), false),
				Arguments.of(Map.of("scope", "chat admin"), true), Arguments.of(Map.of("scope", "admin x chat"), true),
				Arguments.of(Map.of("scope", "chat administrator"), false),
				Arguments.of(Map.of("scope", "chat my-admin"), false),
				Arguments.of(Map.of("scope", "chat,admin"), false),
				Arguments.of(Map.of("scope", "chat adminadmin admin"), true),
				Arguments.of(Map.of("scope", "CHAT ADMIN"), false),
				Arguments.of(Map.of("scope", List.of("chat", "admin")), true),
				Arguments.of(Map.of("scope", List.of("chat admin")), false),
				Arguments.of(Map.of("scp", "chat admin"), true),
				Arguments.of(Map.of("scp", List.of("admin", "chat")), true),
				Arguments.of(Map.of("scope", "chat", "scp", "chat admin"), false),
				Arguments.of(Map.of("scope", 1), false), Arguments.of(Map.of("scope", ""), false),
				Arguments.of(Map.of(), false));
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void demandsEveryScope(Map<String, Object> claims, boolean proceeds) {
		Requirement requirement = new Requirement(List.of("chat", "admin"), List.of(), Map.of(), false);
		Decision decision = evaluate(requirement, handshake(), principal(claims));
		if (proceeds) {
			assertThat(decision).proceeds();
		}
		else {
			assertThat(decision).isRejectedBecause(RejectionReason.INSUFFICIENT_SCOPE);
		}
	}

	@Test
	void demandsAnyAuthority() {
		Requirement requirement = new Requirement(List.of(), List.of("ROLE_A", "ROLE_B"), Map.of(), false);
		assertThat(evaluate(requirement, handshake(), principal(Map.of(), "ROLE_B"))).proceeds();
		assertThat(evaluate(requirement, handshake(), principal(Map.of(), "ROLE_C", "A")))
			.isRejectedBecause(RejectionReason.AUTHORITY_MISSING);
	}

	static Stream<Arguments> claims() {
		return Stream.of(Arguments.of("7", true), Arguments.of("17", false), Arguments.of("7 17", false),
				Arguments.of("70", false), Arguments.of(7L, true), Arguments.of(7, true), Arguments.of(7.0, false),
				Arguments.of(new BigDecimal("7"), true), Arguments.of(new BigDecimal("7.0"), false),
				Arguments.of(BigInteger.valueOf(7), true), Arguments.of(17, false), Arguments.of(List.of("7"), true),
				Arguments.of(List.of("1", "7"), true), Arguments.of(List.of(1, 7L), true),
				Arguments.of(List.of("17", "70"), false), Arguments.of(List.of("1,7"), false),
				Arguments.of(List.of(), false), Arguments.of(Arrays.asList(null, "7"), true),
				Arguments.of(List.of(List.of("7")), false), Arguments.of(Map.of("7", "7"), false),
				Arguments.of(Double.NaN, false), Arguments.of("{room}", false),
				Arguments.of(Instant.ofEpochSecond(7), true), Arguments.of(new BigDecimal("1E+999999999"), false));
	}

	@ParameterizedTest
	@MethodSource("claims")
	void comparesClaimWithPathVariableAsAWhole(Object claim, boolean proceeds) {
		Decision decision = evaluate(ROOM, handshake().pathVariable("room", "7"), principal(Map.of("room", claim)));
		if (proceeds) {
			assertThat(decision).proceeds();
		}
		else {
			assertThat(decision).isRejectedBecause(RejectionReason.CLAIM_MISMATCH).doesNotReveal("7");
		}
	}

	static Stream<Arguments> literals() {
		return Stream.of(Arguments.of("true", true, true), Arguments.of("true", "true", true),
				Arguments.of("true", false, false), Arguments.of("1.5", 1.5, true),
				Arguments.of("10000000000.0", 1e10, false), Arguments.of("10000000000", 1e10, true),
				Arguments.of("1.0", 1.0, true), Arguments.of("9007199254740991", 9007199254740991d, true),
				Arguments.of("9007199254740992", 9007199254740992d, false),
				Arguments.of("12345678901234567000", 1.2345678901234567e19, false),
				Arguments.of("12345678901234567890", 1.2345678901234567e19, false));
	}

	@ParameterizedTest
	@MethodSource("literals")
	void comparesNumbersAndBooleansByTheirText(String expected, Object claim, boolean proceeds) {
		Decision decision = evaluate(new Requirement(List.of(), List.of(), Map.of("flag", expected), false),
				handshake(), principal(Map.of("flag", claim)));
		if (proceeds) {
			assertThat(decision).proceeds();
		}
		else {
			assertThat(decision).isRejectedBecause(RejectionReason.CLAIM_MISMATCH);
		}
	}

	@Test
	void rejectsTokenWithoutTheClaim() {
		assertThat(evaluate(ROOM, handshake().pathVariable("room", "7"), principal(Map.of("rooms", "7"))))
			.isRejectedBecause(RejectionReason.CLAIM_MISSING)
			.hasDetailContaining("'room'");
	}

	@Test
	void rejectsWhenThePathLacksTheVariable() {
		assertThat(evaluate(ROOM, handshake(), principal(Map.of("room", "{room}"))))
			.isRejectedBecause(RejectionReason.CLAIM_MISMATCH);
		assertThat(evaluate(ROOM, handshake().pathVariable("room", ""), principal(Map.of("room", ""))))
			.isRejectedBecause(RejectionReason.CLAIM_MISMATCH);
	}

	@Test
	void doesNotExpandBracesThatComeFromThePath() {
		Requirement requirement = new Requirement(List.of(), List.of(), Map.of("room", "{a}-{b}"), false);
		FakeHandshakeRequest request = handshake().pathVariable("a", "{b}").pathVariable("b", "x");
		assertThat(evaluate(requirement, request, principal(Map.of("room", "{b}-x")))).proceeds();
		assertThat(evaluate(requirement, request, principal(Map.of("room", "x-x"))))
			.isRejectedBecause(RejectionReason.CLAIM_MISMATCH);
	}

	@Test
	void demandsEveryClaim() {
		Requirement requirement = new Requirement(List.of(), List.of(), Map.of("a", "1", "b", "2"), false);
		assertThat(evaluate(requirement, handshake(), principal(Map.of("a", "1", "b", "2")))).proceeds();
		assertThat(evaluate(requirement, handshake(), principal(Map.of("a", "1", "b", "1"))))
			.isRejectedBecause(RejectionReason.CLAIM_MISMATCH);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "chat, -, -, false", "-, ROLE_A, -, false", "-, -, room, false",
			"chat, -, -, true", "-, -, room, true" })
	void rejectsAttemptWithoutToken(String scope, String authority, String claim, boolean authenticated) {
		Requirement requirement = new Requirement((scope != null) ? List.of(scope) : List.of(),
				(authority != null) ? List.of(authority) : List.of(), (claim != null) ? Map.of(claim, "1") : Map.of(),
				authenticated);
		assertThat(new AuthorizationCheck(requirement).evaluate(handshake().loggedIn("ROLE_A").attempt()))
			.isRejectedBecause(RejectionReason.TOKEN_MISSING);
	}

	@Test
	void leavesAuthoritiesOfTheLoginToTheLoginCheck() {
		Requirement requirement = new Requirement(List.of(), List.of("ROLE_A"), Map.of(), true);
		assertThat(new AuthorizationCheck(requirement).evaluate(handshake().attempt())).proceeds();
	}

	@Test
	void requiresNothingWhenEmpty() {
		Requirement requirement = new Requirement(List.of(), List.of(), Map.of(), false);
		assertThat(new AuthorizationCheck(requirement).evaluate(handshake().attempt())).proceeds();
	}

	@Test
	void passesSockJsResource() {
		assertThat(new AuthorizationCheck(ROOM)
			.evaluate(HandshakeAttempts.sockJs(HandshakeRequest.Kind.SOCKJS_RESOURCE, "GET").attempt())).proceeds();
	}

	private static Decision evaluate(Requirement requirement, FakeHandshakeRequest request, TokenPrincipal principal) {
		HandshakeAttempt attempt = request.attempt();
		attempt.authenticate(principal);
		return new AuthorizationCheck(requirement).evaluate(attempt);
	}

}
