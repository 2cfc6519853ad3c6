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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.wsguard.decision.ClientConnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link WaitingRoom} and {@link Waiter}.
 */
class WaitingRoomTests {

	private final WaitingRoom room = new WaitingRoom(4);

	@Test
	void letsClientsHaveTheirTurnOneAfterTheOther() {
		Waiter a1 = add("192.0.2.1");
		Waiter a2 = add("192.0.2.1");
		Waiter b1 = add("192.0.2.2");
		Waiter b2 = add("192.0.2.2");
		assertThat(this.room.next()).isSameAs(a1);
		assertThat(this.room.next()).isSameAs(b1);
		Waiter c1 = add("192.0.2.3");
		assertThat(this.room.next()).isSameAs(a2);
		assertThat(this.room.next()).isSameAs(b2);
		assertThat(this.room.next()).isSameAs(c1);
		assertThat(this.room.next()).isNull();
	}

	@Test
	void sendsNewestOfLongestLineAwayForNewClient() {
		Waiter a1 = add("192.0.2.1");
		Waiter b1 = add("192.0.2.2");
		Waiter a2 = add("192.0.2.1");
		Waiter a3 = add("192.0.2.1");
		Waiter c1 = waiter("192.0.2.3");
		assertThat(this.room.add(c1)).isSameAs(a3);
		assertThat(this.room.size()).isEqualTo(4);
		Waiter b2 = waiter("192.0.2.2");
		assertThat(this.room.add(b2)).isSameAs(b2);
		assertThat(this.room.next()).isSameAs(a1);
		assertThat(this.room.next()).isSameAs(b1);
		assertThat(this.room.next()).isSameAs(c1);
		assertThat(this.room.next()).isSameAs(a2);
	}

	@Test
	void sendsNewcomerOfLongestLineAway() {
		for (int i = 0; i < 4; i++) {
			add("192.0.2.1");
		}
		Waiter fifth = waiter("192.0.2.1");
		assertThat(this.room.add(fifth)).isSameAs(fifth);
		assertThat(this.room.size()).isEqualTo(4);
	}

	@Test
	void sendsNewcomerAwayWhereNobodyHasMoreThanHisShare() {
		for (int i = 1; i <= 4; i++) {
			add("192.0.2." + i);
		}
		Waiter fifth = waiter("192.0.2.5");
		assertThat(this.room.add(fifth)).isSameAs(fifth);
		assertThat(this.room.clients()).isEqualTo(4);
	}

	@Test
	void hasNoRoomForAnybodyWithoutCapacity() {
		Waiter waiter = waiter("192.0.2.1");
		assertThat(new WaitingRoom(0).add(waiter)).isSameAs(waiter);
		assertThatIllegalArgumentException().isThrownBy(() -> new WaitingRoom(-1));
	}

	@Test
	void remembersNobodyWhoDoesNotWait() {
		Waiter a1 = add("192.0.2.1");
		Waiter a2 = add("192.0.2.1");
		add("192.0.2.2");
		assertThat(this.room.clients()).isEqualTo(2);
		this.room.remove(a1);
		assertThat(this.room.clients()).isEqualTo(2);
		this.room.remove(a2);
		assertThat(this.room.clients()).isOne();
		this.room.remove(a2);
		assertThat(this.room.size()).isOne();
		this.room.next();
		assertThat(this.room.size()).isZero();
		assertThat(this.room.clients()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff, true", "2001:db8:1:2::1, 2001:db8:1:3::1, false",
			"192.0.2.1, 192.0.2.1, true", "192.0.2.1, 192.0.2.2, false", "192.0.2.1, ::ffff:192.0.2.1, true",
			"192.0.2.1, ::ffff:192.0.2.2, false", "::ffff:192.0.2.1, ::1, false", "unknown, fe80::1%eth0, true",
			"unknown, 192.0.2.1, false", "unknown, ::, false" })
	void tellsSubscribersApart(String one, String other, boolean same) {
		assertThat(waiter(one).client().equals(waiter(other).client())).isEqualTo(same);
	}

	private Waiter add(String address) {
		Waiter waiter = waiter(address);
		assertThat(this.room.add(waiter)).isNull();
		return waiter;
	}

	private static Waiter waiter(String address) {
		return new Waiter(new ClientConnection(address, "https", "ws.example.com", 443));
	}

}
