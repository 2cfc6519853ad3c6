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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;

import io.github.wsguard.decision.HandshakeTokenVerifier;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.decision.Verification;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A verifier of the application that waits for a server which does not answer.
 */
class SlowVerifierIT {

	private static final CountDownLatch ANSWER = new CountDownLatch(1);

	@Test
	void leavesThreadsToThoseWhoNeedNoVerification() throws Exception {
		ExecutorService clients = Executors.newFixedThreadPool(20);
		try (WireServer server = WireServer.start(List.of(SlowVerifier.class), "server.tomcat.threads.max=16")) {
			ExecutorCompletionService<WireClient.Response> handshakes = new ExecutorCompletionService<>(clients);
			for (int i = 0; i < 20; i++) {
				handshakes.submit(() -> server.send(WireRequest.handshake("/ws/echo").bearer("a.token")));
			}
			// A quarter of the threads is held; nobody waits longer than a second for one
			for (int i = 0; i < 16; i++) {
				WireClient.Response busy = handshakes.take().get();
				assertThat(busy.status()).isEqualTo(503);
				assertThat(busy.reason()).isEqualTo("SERVER_BUSY");
				assertThat(busy.header("Retry-After")).isEqualTo("1");
			}
			assertThat(server.send(WireRequest.handshake("/ws/echo").header("Origin", "https://evil.example")).reason())
				.isEqualTo("ORIGIN_NOT_ALLOWED");
			ANSWER.countDown();
			List<Integer> held = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				held.add(handshakes.take().get().status());
			}
			assertThat(held).containsOnly(101);
		}
		finally {
			ANSWER.countDown();
			clients.shutdownNow();
		}
	}

	static class SlowVerifier {

		@Bean
		HandshakeTokenVerifier slowTokens() {
			return (token, client) -> {
				await();
				return Verification.verified(new TokenPrincipal("alice", "slow", Map.of("sub", "alice"), Set.of(), null,
						Instant.now().plusSeconds(300)));
			};
		}

		private static void await() {
			try {
				ANSWER.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
