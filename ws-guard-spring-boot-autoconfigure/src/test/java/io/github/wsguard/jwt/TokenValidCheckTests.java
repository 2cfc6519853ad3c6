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

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.decision.PresentedToken;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.decision.Verification;

import static io.github.wsguard.decision.DecisionAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenValidCheck}.
 */
class TokenValidCheckTests {

	private static final TokenPrincipal ALICE = HandshakeAttempts.principal(Map.of());

	private final HandshakeAttempt attempt = HandshakeAttempts.handshake().attempt();

	private final TokenValidCheck check = new TokenValidCheck(
			(token, client) -> token.equals("good") ? new Verification.Verified(ALICE)
					: Verification.failed(RejectionReason.TOKEN_EXPIRED, "exp lies in the past"));

	@Test
	void notesWhomGoodTokenSpeaksFor() {
		this.attempt.present(new PresentedToken("good", false));
		assertThat(this.check.evaluate(this.attempt)).proceeds();
		assertThat(this.attempt.principal()).containsSame(ALICE);
	}

	@Test
	void refusesAsTheVerifierDoes() {
		this.attempt.present(new PresentedToken("bad", false));
		assertThat(this.check.evaluate(this.attempt)).isRejectedBecause(RejectionReason.TOKEN_EXPIRED);
		assertThat(this.attempt.principal()).isEmpty();
	}

	@Test
	void proceedsAsNobodyWithoutToken() {
		assertThat(this.check.evaluate(this.attempt)).proceeds();
		assertThat(this.attempt.principal()).isEmpty();
	}

}
