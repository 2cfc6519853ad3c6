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

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.wsguard.decision.MutableClock;
import io.github.wsguard.observation.VerifiedTokenMetrics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a token that comes again.
 */
class KnownTokenIT {

	private SignatureCounter counter;

	@BeforeEach
	void count() {
		this.counter = SignatureCounter.install();
	}

	@AfterEach
	void stopCounting() {
		this.counter.close();
	}

	@Test
	void isAdmittedEverywhereWithOneVerification() {
		try (WireServer server = start()) {
			String token = server.token("good");
			for (int i = 0; i < 5; i++) {
				assertThat(handshake(server, "/ws/echo", token)).isEqualTo("101");
				assertThat(handshake(server, "/ws/room/7", token)).isEqualTo("101");
				WireRequest query = WireRequest.handshake("/ws/echo?access_token=" + token);
				assertThat(server.send(query).status()).isEqualTo(101);
			}
			assertThat(this.counter.verifications()).isOne();
			assertThat(counted(server, "hit")).isEqualTo(14);
			assertThat(counted(server, "miss")).isOne();
			assertThat(cached(server)).isOne();
		}
	}

	@Test
	void isRefusedWhereItsIssuerIsNotAdmitted() {
		try (WireServer server = start("ws-guard.endpoints.room.issuers=html")) {
			String token = server.token("good");
			assertThat(handshake(server, "/ws/echo", token)).isEqualTo("101");
			assertThat(handshake(server, "/ws/room/7", token)).isEqualTo("401 TOKEN_ISSUER_INVALID");
			assertThat(this.counter.verifications()).isOne();
		}
	}

	@Test
	void isRefusedWhereMoreIsRequired() {
		try (WireServer server = start()) {
			String token = server.token("no-scope");
			assertThat(handshake(server, "/ws/room/7", token)).isEqualTo("101");
			assertThat(handshake(server, "/ws/room/8", token)).isEqualTo("403 CLAIM_MISMATCH");
			assertThat(handshake(server, "/ws/admin", token)).isEqualTo("403 INSUFFICIENT_SCOPE");
			assertThat(handshake(server, "/ws/staff", token)).isEqualTo("403 AUTHORITY_MISSING");
			assertThat(handshake(server, "/ws/room/7", token)).isEqualTo("101");
			assertThat(this.counter.verifications()).isOne();
		}
	}

	@Test
	void isRefusedForForeignPages() {
		try (WireServer server = start()) {
			String token = server.token("good");
			assertThat(handshake(server, "/ws/echo", token)).isEqualTo("101");
			WireRequest foreign = WireRequest.handshake("/ws/echo")
				.bearer(token)
				.header("Origin", "https://evil.example");
			assertThat(server.send(foreign).reason()).isEqualTo("ORIGIN_NOT_ALLOWED");
			assertThat(counted(server, "hit")).isZero();
		}
	}

	@Test
	void isRefusedFromItsExpiryOn() {
		try (WireServer server = start()) {
			String token = server.token("good");
			assertThat(handshake(server, "/ws/echo", token)).isEqualTo("101");
			clock(server).advance(Duration.ofSeconds(325));
			assertThat(handshake(server, "/ws/echo", token)).isEqualTo("101");
			clock(server).advance(Duration.ofSeconds(6));
			assertThat(handshake(server, "/ws/echo", token)).isEqualTo("401 TOKEN_EXPIRED");
			assertThat(this.counter.verifications()).isOne();
		}
	}

	@Test
	void isRefusedOnceItsKeyLeftTheSet() {
		try (WireServer server = start()) {
			String token = server.token("good");
			assertThat(handshake(server, "/ws/echo", token)).isEqualTo("101");
			server.issuer().withdrawKey();
			assertThat(handshake(server, "/ws/echo", token)).isEqualTo("101");
			handshake(server, "/ws/echo", server.token("unknown-key"));
			Instant end = Instant.now().plusSeconds(10);
			String outcome = "101";
			while (outcome.equals("101") && Instant.now().isBefore(end)) {
				outcome = handshake(server, "/ws/echo", token);
			}
			assertThat(outcome).isEqualTo("401 TOKEN_KEY_UNKNOWN");
			assertThat(cached(server)).isZero();
		}
	}

	@Test
	void isVerifiedAgainWhenItWasRefused() {
		try (WireServer server = start()) {
			String token = server.token("bad-signature");
			for (int i = 1; i <= 3; i++) {
				assertThat(handshake(server, "/ws/echo", token)).isEqualTo("401 TOKEN_SIGNATURE_INVALID");
				assertThat(this.counter.verifications()).isEqualTo(i);
			}
			assertThat(counted(server, "miss")).isEqualTo(3);
			assertThat(cached(server)).isZero();
		}
	}

	@Test
	void isVerifiedAgainWhenNothingIsRemembered() {
		try (WireServer server = start("ws-guard.jwt.cache.enabled=false")) {
			String token = server.token("good");
			assertThat(handshake(server, "/ws/echo", token)).isEqualTo("101");
			assertThat(handshake(server, "/ws/echo", token)).isEqualTo("101");
			assertThat(this.counter.verifications()).isEqualTo(2);
			assertThat(meters(server).find(VerifiedTokenMetrics.TOKENS).meters()).isEmpty();
		}
	}

	@Test
	void makesWayForOthers() {
		try (WireServer server = start("ws-guard.jwt.cache.max-entries=2")) {
			List<String> kinds = List.of("good", "bob", "room-17", "no-scope", "audience-list");
			for (String kind : kinds) {
				assertThat(handshake(server, "/ws/echo", server.token(kind))).isEqualTo("101");
			}
			assertThat(cached(server)).isEqualTo(2);
			assertThat(meters(server).get(VerifiedTokenMetrics.EVICTED).functionCounter().count()).isEqualTo(3);
		}
	}

	private static WireServer start(String... properties) {
		return WireServer.start(List.of(MovableTime.class), properties);
	}

	private static String handshake(WireServer server, String path, String token) {
		WireClient.Response response = server.send(WireRequest.handshake(path).bearer(token));
		return (response.status() != 101) ? response.status() + " " + response.reason() : "101";
	}

	private static MutableClock clock(WireServer server) {
		return server.context().getBean(MutableClock.class);
	}

	private static MeterRegistry meters(WireServer server) {
		return server.context().getBean(MeterRegistry.class);
	}

	private static int counted(WireServer server, String outcome) {
		return (int) meters(server).get(VerifiedTokenMetrics.TOKENS).tag("cache", outcome).functionCounter().count();
	}

	private static int cached(WireServer server) {
		return (int) meters(server).get(VerifiedTokenMetrics.CACHED).gauge().value();
	}

}
