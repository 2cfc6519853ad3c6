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

package io.github.wsguard.jwt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.wsguard.decision.CheckChain;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.decision.HandshakeTokenVerifier;
import io.github.wsguard.decision.MutableClock;
import io.github.wsguard.decision.PresentedToken;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.decision.Verification;

import static io.github.wsguard.decision.DecisionAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link ForeignTokenVerifier}.
 */
class ForeignTokenVerifierTests {

	private static final Instant EXP = Instant.parse("2030-01-01T00:00:00Z");

	private static final Duration SKEW = Duration.ofSeconds(30);

	private static final Duration MAX = Duration.ofDays(31);

	private final MutableClock clock = new MutableClock(EXP.minusSeconds(60));

	@Test
	void admitsWhomTheOtherAdmits() {
		TokenPrincipal principal = principal(null, EXP);
		assertThat(ask(Verification.verified(principal))).isEqualTo(Verification.verified(principal));
	}

	@Test
	void letsHisReasonThroughAsItIs() {
		Verification failed = new Verification.Failed(
				Rejection.because(RejectionReason.CLAIM_MISMATCH, "Another tenant").hint("Ask for the tenant."));
		assertThat(ask(failed)).isSameAs(failed);
	}

	@Test
	void refusesFromExpiryPlusSkewOn() {
		this.clock.advance(Duration.between(this.clock.instant(), EXP.plus(SKEW)).minusNanos(1));
		assertThat(ask(Verification.verified(principal(null, EXP)))).isInstanceOf(Verification.Verified.class);
		this.clock.advance(Duration.ofNanos(1));
		assertReason(principal(null, EXP), RejectionReason.TOKEN_EXPIRED);
	}

	@Test
	void refusesWhatLivesLongerThanAllowedFromItsIssue() {
		assertThat(ask(Verification.verified(principal(EXP.minus(MAX), EXP))))
			.isInstanceOf(Verification.Verified.class);
		assertReason(principal(EXP.minus(MAX).minusNanos(1), EXP), RejectionReason.TOKEN_LIFETIME_TOO_LONG);
	}

	@Test
	void refusesWhatLivesLongerThanAllowedFromNowIfItDoesNotSayWhenItWasIssued() {
		Instant latest = this.clock.instant().plus(MAX);
		assertThat(ask(Verification.verified(principal(null, latest)))).isInstanceOf(Verification.Verified.class);
		assertReason(principal(null, latest.plusNanos(1)), RejectionReason.TOKEN_LIFETIME_TOO_LONG);
		assertReason(principal(null, Instant.MAX), RejectionReason.TOKEN_LIFETIME_TOO_LONG);
	}

	@Test
	void refusesContradictingAndFutureDates() {
		assertReason(principal(EXP, EXP), RejectionReason.TOKEN_CLAIM_INVALID);
		Instant ahead = this.clock.instant().plus(SKEW);
		assertThat(ask(Verification.verified(principal(ahead, EXP)))).isInstanceOf(Verification.Verified.class);
		assertReason(principal(ahead.plusNanos(1), EXP), RejectionReason.TOKEN_NOT_YET_VALID);
		assertReason(new TokenPrincipal("alice", "other", Map.of("nbf", ahead.plusNanos(1)), Set.of(), null, EXP),
				RejectionReason.TOKEN_NOT_YET_VALID);
	}

	@ParameterizedTest
	@CsvSource({ "exception", "null", "null-principal", "null-rejection", "null-reason" })
	void closesTheDoorWhenTheOtherFails(String failure) {
		HandshakeAttempt attempt = HandshakeAttempts.handshake().attempt();
		attempt.present(new PresentedToken("secret", false));
		StringBuilder log = new StringBuilder();
		CheckChain chain = new CheckChain(
				List.of(new TokenValidCheck(verifier((token, client) -> failing(failure, token)))),
				(check, ex) -> log.append(ex));
		assertThat(chain.evaluate(attempt)).isRejectedBecause(RejectionReason.INTERNAL_ERROR);
		assertThat(attempt.principal()).isEmpty();
		assertThat(log.toString()).contains("The verifier of the application failed").doesNotContain("secret");
	}

	@SuppressWarnings("NullAway")
	private static Verification failing(String failure, String token) {
		return switch (failure) {
			case "null" -> null;
			case "null-principal" -> Verification.verified(null);
			case "null-rejection" -> new Verification.Failed(null);
			case "null-reason" -> Verification.failed(null, "no");
			default -> throw new IllegalStateException("no " + token, new IllegalArgumentException(token));
		};
	}

	@Test
	void tellsWhereTheOtherFailedButNotWhatItSaid() {
		IllegalStateException failure = new IllegalStateException("no secret", new IllegalArgumentException("secret"));
		assertThatThrownBy(() -> verifier((token, client) -> {
			throw failure;
		}).verify("secret", HandshakeAttempts.CLIENT))
			.hasMessage("The verifier of the application failed: java.lang.IllegalStateException, "
					+ "caused by java.lang.IllegalArgumentException")
			.hasNoCause()
			.satisfies((ex) -> assertThat(ex.getStackTrace()).isEqualTo(failure.getStackTrace()));
	}

	private void assertReason(TokenPrincipal principal, RejectionReason reason) {
		assertThat(ask(Verification.verified(principal))).isInstanceOfSatisfying(Verification.Failed.class,
				(failed) -> assertThat(failed.rejection().reason()).isEqualTo(reason));
	}

	private Verification ask(Verification answer) {
		return verifier((token, client) -> answer).verify("token", HandshakeAttempts.CLIENT);
	}

	private HandshakeTokenVerifier verifier(HandshakeTokenVerifier other) {
		return new ForeignTokenVerifier(other, new TokenLifetime(SKEW, MAX, this.clock));
	}

	private static TokenPrincipal principal(@Nullable Instant issuedAt, Instant expiresAt) {
		return new TokenPrincipal("alice", "other", Map.of(), Set.of(), issuedAt, expiresAt);
	}

}
