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

package io.github.wsguard.network;

import org.junit.jupiter.api.Test;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.RejectionReason;

import static io.github.wsguard.decision.DecisionAssert.assertThat;
import static io.github.wsguard.decision.HandshakeAttempts.handshake;

/**
 * Tests for {@link TlsCheck}.
 */
class TlsCheckTests {

	private final TlsCheck check = new TlsCheck();

	@Test
	void acceptsTls() {
		assertThat(this.check.evaluate(handshake().to("https", "ws.example.com", 443).attempt())).proceeds();
	}

	@Test
	void rejectsPlainConnectionsOfAnyKind() {
		assertThat(this.check.evaluate(handshake().attempt())).isRejectedBecause(RejectionReason.TLS_REQUIRED);
		assertThat(
				this.check.evaluate(HandshakeAttempts.sockJs(HandshakeRequest.Kind.SOCKJS_TRANSPORT, "POST").attempt()))
			.isRejectedBecause(RejectionReason.TLS_REQUIRED);
	}

	@Test
	void acceptsTlsUpToATrustedProxyButNoClaim() {
		ClientConnection secure = new ClientConnection("203.0.113.9", "https", "ws.example.com", 443);
		HandshakeAttempt reached = handshake().attempt();
		reached.reachedBy(secure);
		assertThat(this.check.evaluate(reached)).proceeds();
		HandshakeAttempt claiming = handshake().attempt();
		claiming.claim(secure);
		assertThat(this.check.evaluate(claiming)).isRejectedBecause(RejectionReason.TLS_REQUIRED);
	}

}
