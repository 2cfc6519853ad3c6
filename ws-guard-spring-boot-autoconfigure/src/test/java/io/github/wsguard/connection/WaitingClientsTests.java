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

package io.github.wsguard.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingClientsTests {

	@Test
	void noMoreWaitThanMay() {
		WaitingClients clients = new WaitingClients(2, 2);
		assertThat(clients.enter("203.0.113.1")).isTrue();
		assertThat(clients.enter("203.0.113.2")).isTrue();
		assertThat(clients.enter("203.0.113.3")).isFalse();
		assertThat(clients.size()).isEqualTo(2);
		clients.leave("203.0.113.1");
		assertThat(clients.enter("203.0.113.3")).isTrue();
	}

	@Test
	void noMoreWaitOfOneAddressThanMay() {
		WaitingClients clients = new WaitingClients(10, 1);
		assertThat(clients.enter("203.0.113.1")).isTrue();
		assertThat(clients.enter("203.0.113.1")).isFalse();
		assertThat(clients.size()).as("who is turned away takes no place").isOne();
		assertThat(clients.enter("203.0.113.2")).isTrue();
		clients.leave("203.0.113.1");
		assertThat(clients.enter("203.0.113.1")).isTrue();
	}

	@Test
	void networkOfASubscriberCountsAsOneAddress() {
		WaitingClients clients = new WaitingClients(10, 1);
		assertThat(clients.enter("2001:db8:1:2::1")).isTrue();
		assertThat(clients.enter("2001:db8:1:2:ffff::9")).isFalse();
		assertThat(clients.enter("2001:db8:1:3::1")).isTrue();
	}

	@Test
	void clientsWithoutAnAddressCountAsOne() {
		WaitingClients clients = new WaitingClients(10, 1);
		assertThat(clients.enter("unknown")).isTrue();
		assertThat(clients.enter("hidden")).isFalse();
	}

	@Test
	void manyThreadsLeaveNobodyBehind() throws Exception {
		WaitingClients clients = new WaitingClients(3, 2);
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<Boolean>> runs = new ArrayList<>();
			for (int thread = 0; thread < 8; thread++) {
				String address = "203.0.113." + thread % 2;
				runs.add(threads.submit(() -> enterAndLeave(clients, address)));
			}
			for (Future<Boolean> run : runs) {
				assertThat(run.get(20, TimeUnit.SECONDS)).isTrue();
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(clients.size()).isZero();
		assertThat(clients.enter("203.0.113.0")).isTrue();
		assertThat(clients.enter("203.0.113.0")).isTrue();
		assertThat(clients.enter("203.0.113.0")).isFalse();
	}

	private static boolean enterAndLeave(WaitingClients clients, String address) {
		boolean bounded = true;
		for (int i = 0; i < 10_000; i++) {
			if (clients.enter(address)) {
				clients.leave(address);
			}
			bounded = bounded && clients.size() <= 3 + 8;
		}
		return bounded;
	}

}
