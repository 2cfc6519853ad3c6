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

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many signatures a handshake makes the application verify, counted in JCA.
 */
class VerificationCostIT {

	private static WireServer server;

	private static SignatureCounter counter;

	@BeforeAll
	static void start() {
		server = WireServer.start(List.of());
		counter = SignatureCounter.install();
	}

	@AfterAll
	static void stop() {
		counter.close();
		server.close();
	}

	@Test
	void goodTokenIsVerifiedOnce() {
		int before = counter.verifications();
		assertThat(server.send(WireRequest.handshake("/ws/echo").bearer(server.token("good"))).status()).isEqualTo(101);
		assertThat(counter.verifications() - before).isOne();
	}

	@Test
	void forgedTokenIsVerifiedOnce() {
		int before = counter.verifications();
		server.send(WireRequest.handshake("/ws/echo").bearer(server.token("bad-signature")));
		assertThat(counter.verifications() - before).isOne();
	}

	@Test
	void foreignPageCausesNoVerification() {
		String token = server.token("good");
		int before = counter.verifications();
		for (int i = 0; i < 20; i++) {
			WireRequest request = WireRequest.handshake("/ws/echo")
				.bearer(token)
				.header("Origin", "https://evil.example");
			assertThat(server.send(request).status()).isEqualTo(403);
		}
		assertThat(counter.verifications()).isEqualTo(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "expired", "wrong-audience", "wrong-issuer", "not-yet-valid", "wrong-type", "crit",
			"rs512", "alg-confusion", "alg-none", "unknown-key", "truncated", "no-exp", "exp-millis" })
	void tokenThatCannotBeGoodCausesNoVerification(String kind) {
		String token = server.token(kind);
		int before = counter.verifications();
		assertThat(server.send(WireRequest.handshake("/ws/echo").bearer(token)).status()).isEqualTo(401);
		assertThat(counter.verifications()).isEqualTo(before);
	}

}
