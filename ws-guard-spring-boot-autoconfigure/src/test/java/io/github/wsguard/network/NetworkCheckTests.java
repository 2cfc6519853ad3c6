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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.RejectionReason;

import static io.github.wsguard.decision.DecisionAssert.assertThat;
import static io.github.wsguard.decision.HandshakeAttempts.handshake;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link NetworkCheck}.
 */
class NetworkCheckTests {

	private final NetworkCheck check = new NetworkCheck(List.of("192.0.2.0/24", "2001:db8::/32"),
			List.of("192.0.2.66"));

	@ParameterizedTest
	@ValueSource(strings = { "192.0.2.1", "::ffff:192.0.2.1", "2001:db8::1" })
	void acceptsAllowedAddresses(String address) {
		assertThat(evaluate(this.check, address)).proceeds();
	}

	@ParameterizedTest
	@ValueSource(strings = { "192.0.3.1", "2001:db9::1", "192.0.2.66", "::ffff:192.0.2.66" })
	void rejectsOtherAddressesAndDeniedOnes(String address) {
		assertThat(evaluate(this.check, address)).isRejectedBecause(RejectionReason.IP_NOT_ALLOWED)
			.doesNotReveal(address);
	}

	@Test
	void rejectsOnlyDeniedAddressesWhenAllAreAllowed() {
		NetworkCheck denying = new NetworkCheck(List.of(), List.of("192.0.2.0/24"));
		assertThat(evaluate(denying, "198.51.100.1")).proceeds();
		assertThat(evaluate(denying, "192.0.2.1")).isRejectedBecause(RejectionReason.IP_NOT_ALLOWED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "unknown", "", "localhost", "fe80::1%eth0" })
	void rejectsUnreadableAddressesOnceThereIsAList(String address) {
		assertThat(evaluate(this.check, address)).isRejectedBecause(RejectionReason.IP_NOT_ALLOWED);
		assertThat(evaluate(new NetworkCheck(List.of(), List.of("192.0.2.1")), address))
			.isRejectedBecause(RejectionReason.IP_NOT_ALLOWED);
		assertThat(evaluate(new NetworkCheck(List.of(), List.of()), address)).proceeds();
	}

	@Test
	void judgesTheClientBehindATrustedProxy() {
		HandshakeAttempt attempt = handshake().from("192.0.2.1").attempt();
		attempt.reachedBy(new ClientConnection("203.0.113.9", "http", "ws.example.com", 80));
		assertThat(this.check.evaluate(attempt)).isRejectedBecause(RejectionReason.IP_NOT_ALLOWED);
	}

	@Test
	void refusesRangesThatCannotBeRead() {
		assertThatIllegalArgumentException().isThrownBy(() -> new NetworkCheck(List.of("office"), List.of()));
		assertThatIllegalArgumentException().isThrownBy(() -> new NetworkCheck(List.of(), List.of("10.0.0.1/8")));
	}

	private static Decision evaluate(NetworkCheck check, String address) {
		return check.evaluate(handshake().from(address).attempt());
	}

}
