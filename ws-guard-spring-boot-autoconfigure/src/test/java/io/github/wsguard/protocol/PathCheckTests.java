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

package io.github.wsguard.protocol;

import org.junit.jupiter.api.Test;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

import static io.github.wsguard.decision.DecisionAssert.assertThat;
import static io.github.wsguard.decision.HandshakeAttempts.handshake;

/**
 * Tests for {@link PathCheck}.
 */
class PathCheckTests {

	private final PathCheck check = new PathCheck();

	@Test
	void acceptsPathWithoutFault() {
		assertThat(this.check.evaluate(handshake().attempt())).proceeds();
	}

	@Test
	void rejectsWithTheFaultOfThePath() {
		Rejection fault = Rejection.because(RejectionReason.PATH_AMBIGUOUS, "The path holds a dot segment");
		assertThat(this.check.evaluate(handshake().pathFault(fault).attempt()))
			.isRejectedBecause(RejectionReason.PATH_AMBIGUOUS)
			.hasDetailContaining("dot segment");
	}

}
