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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.github.wsguard.decision.FakeHandshakeRequest;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.decision.HandshakeRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AddressMajority}.
 */
class AddressMajorityTests {

	private static final String PROXY = "10.0.0.1";

	private static final int HALF = AddressMajority.WINDOW / 2;

	private final List<Boolean> told = new ArrayList<>();

	private final Random random = new Random(5);

	private AddressMajority majority = new AddressMajority(List.of(), this.told::add);

	@Test
	void tellsOfAddressWithMoreThanHalf() {
		window(PROXY, HALF + 1, false);
		assertThat(this.told).isEmpty();
		window(PROXY, HALF + 1, false);
		assertThat(this.told).containsExactly(false);
	}

	@Test
	void tellsNothingOfAddressWithHalf() {
		for (int i = 0; i < 5; i++) {
			window(PROXY, HALF, true);
		}
		assertThat(this.told).isEmpty();
	}

	@Test
	void tellsNothingOfAddressThatIsLikeOthersInTheNextWindow() {
		for (int i = 0; i < 5; i++) {
			window(PROXY, AddressMajority.WINDOW, false);
			window(PROXY, HALF, false);
			window(PROXY, 0, false);
		}
		assertThat(this.told).isEmpty();
	}

	@Test
	void tellsNothingOfAddressesThatTakeTurns() {
		for (int i = 0; i < 10; i++) {
			window("10.0.0." + i, AddressMajority.WINDOW, false);
		}
		assertThat(this.told).isEmpty();
	}

	@Test
	void tellsOnce() {
		for (int i = 0; i < 5; i++) {
			window(PROXY, AddressMajority.WINDOW, false);
		}
		assertThat(this.told).hasSize(1);
	}

	@Test
	void tellsWhetherForwardingHeadersAreIgnored() {
		window("127.0.0.1", AddressMajority.WINDOW, true);
		window("127.0.0.1", AddressMajority.WINDOW, true);
		assertThat(this.told).containsExactly(true);
	}

	@Test
	void tellsNothingOfTrustedProxies() {
		this.majority = new AddressMajority(List.of("10.0.0.0/8"), this.told::add);
		window(PROXY, AddressMajority.WINDOW, false);
		window(PROXY, AddressMajority.WINDOW, false);
		assertThat(this.told).isEmpty();
		window("192.0.2.1", AddressMajority.WINDOW, false);
		window("192.0.2.1", AddressMajority.WINDOW, false);
		assertThat(this.told).hasSize(1);
	}

	@Test
	void countsNoOtherRequestsOfSockJs() {
		for (int i = 0; i < 5 * AddressMajority.WINDOW; i++) {
			this.majority
				.count(new HandshakeAttempt(HandshakeAttempts.sockJs(HandshakeRequest.Kind.SOCKJS_TRANSPORT, "POST")));
		}
		assertThat(this.told).isEmpty();
	}

	/**
	 * Count a window, in which all other addresses come once.
	 */
	private void window(String address, int times, boolean forwards) {
		List<String> addresses = new ArrayList<>(Collections.nCopies(times, address));
		for (int i = times; i < AddressMajority.WINDOW; i++) {
			addresses.add("198.51." + i / 250 + "." + i % 250);
		}
		Collections.shuffle(addresses, this.random);
		addresses.forEach((each) -> this.majority.count(attempt(each, forwards)));
	}

	private static HandshakeAttempt attempt(String address, boolean forwards) {
		HandshakeAttempt attempt = new HandshakeAttempt(new FakeHandshakeRequest().from(address));
		if (forwards) {
			attempt.claim(HandshakeAttempts.CLIENT);
		}
		return attempt;
	}

}
