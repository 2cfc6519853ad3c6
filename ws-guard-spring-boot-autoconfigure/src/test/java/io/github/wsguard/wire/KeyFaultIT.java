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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.ECKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.jwt.FaultyKeyServer;
import io.github.wsguard.jwt.FaultyKeyServer.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of handshakes while the servers of issuers fail, in whatever way.
 */
class KeyFaultIT {

	private static final String[] IMPATIENT = { "connect-timeout=300ms", "read-timeout=700ms" };

	private static final String[] PATIENT = { "connect-timeout=1m", "read-timeout=1m" };

	// All keys have the same id
	private static final Map<FaultyIssuer, ECKey> KEYS = new HashMap<>();

	private static final List<FaultyIssuer> ISSUERS = List.of(
			issuer("set", FaultyIssuer.Publication.KEY_SET, IMPATIENT),
			issuer("openid", FaultyIssuer.Publication.OPENID, IMPATIENT),
			issuer("oauth", FaultyIssuer.Publication.OAUTH, IMPATIENT));

	private static final FaultyIssuer PATIENT_SET = issuer("patient-set", FaultyIssuer.Publication.KEY_SET, PATIENT);

	private static final FaultyIssuer PATIENT_OAUTH = issuer("patient-oauth", FaultyIssuer.Publication.OAUTH, PATIENT);

	private static KeyScene scene;

	@BeforeAll
	static void start() {
		List<FaultyIssuer> all = new ArrayList<>(ISSUERS);
		all.add(PATIENT_SET);
		all.add(PATIENT_OAUTH);
		scene = new KeyScene(all.toArray(FaultyIssuer[]::new));
	}

	private static FaultyIssuer issuer(String name, FaultyIssuer.Publication publication, String... settings) {
		FaultyIssuer issuer = new FaultyIssuer(name, publication, settings);
		ECKey key = FaultyIssuer.newKey("k1");
		issuer.publish(key);
		KEYS.put(issuer, key);
		return issuer;
	}

	@AfterAll
	static void stop() {
		scene.close();
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "NONE", "REDIRECTS_IN_A_CIRCLE", "COMPRESSES" })
	void keepsKnownKeysAndRecovers(Fault fault) {
		scene.refresh();
		Map<FaultyIssuer, String> known = new HashMap<>();
		ISSUERS.forEach((issuer) -> known.put(issuer, freshToken(issuer)));
		known.values().forEach((token) -> assertThat(scene.outcome(token)).isEqualTo("101"));

		ISSUERS.forEach((issuer) -> issuer.server().begin(fault));
		scene.failAfter(Duration.ofMinutes(10), ISSUERS);
		known.forEach((issuer, token) -> {
			assertThat(scene.outcome(token)).isEqualTo("101");
			assertThat(scene.outcome(freshToken(issuer))).isEqualTo("101");
			assertThat(scene.outcome(unknownToken(issuer))).isEqualTo("401 TOKEN_KEY_UNKNOWN later");
		});

		scene.failAfter(Duration.ofMinutes(65).minusNanos(1), ISSUERS);
		known.values().forEach((token) -> assertThat(scene.outcome(token)).isEqualTo("101"));
		scene.clock().advance(Duration.ofNanos(1));
		known.forEach((issuer, token) -> {
			for (String refused : List.of(token, freshToken(issuer), unknownToken(issuer))) {
				assertThat(scene.outcome(refused)).isEqualTo("503 KEYS_UNAVAILABLE later");
			}
		});

		ISSUERS.forEach((issuer) -> issuer.server().begin(Fault.NONE));
		scene.clock().advance(Duration.ofSeconds(30));
		known.forEach((issuer, token) -> {
			KeyScene.await(() -> scene.outcome(token).equals("101"));
			assertThat(scene.outcome(freshToken(issuer))).isEqualTo("101");
		});
	}

	@Test
	void letsNoHandshakeWaitForAFetch() {
		for (FaultyIssuer issuer : List.of(PATIENT_SET, PATIENT_OAUTH)) {
			scene.refresh();
			String known = freshToken(issuer);
			assertThat(scene.outcome(known)).isEqualTo("101");
			issuer.server().begin(Fault.HANGS);
			int requests = issuer.server().requests().size();
			scene.clock().advance(Duration.ofMinutes(10));
			KeyScene.await(() -> issuer.server().requests().size() > requests);
			for (int i = 0; i < 20; i++) {
				assertThat(scene.outcome(known)).isEqualTo("101");
				assertThat(scene.outcome(freshToken(issuer))).isEqualTo("101");
				WireClient.Response unknown = scene.handshake(unknownToken(issuer));
				assertThat(unknown.reason()).isEqualTo("TOKEN_KEY_UNKNOWN");
				assertThat(unknown.header("Retry-After")).isEqualTo("1");
			}
			scene.clock().advance(Duration.ofMinutes(65));
			for (int i = 0; i < 20; i++) {
				assertThat(scene.outcome(known)).isEqualTo("503 KEYS_UNAVAILABLE later");
				assertThat(scene.outcome(unknownToken(issuer))).isEqualTo("503 KEYS_UNAVAILABLE later");
			}
			assertThat(issuer.server().requests()).hasSize(requests + 1);
			assertThat(scene.status(issuer).failures()).isZero();
			issuer.server().begin(Fault.NONE);
			KeyScene.await(() -> scene.outcome(known).equals("101"));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "NONE", "HANGS" })
	void fetchesHardlyMoreForTenThousandUnknownKeys(Fault fault) {
		scene.refresh();
		FaultyIssuer issuer = ISSUERS.get(0);
		String good = freshToken(issuer);
		try (FaultyKeyServer trap = new FaultyKeyServer()) {
			List<String> before = List.copyOf(issuer.server().requests());
			issuer.server().begin(fault);
			for (int i = 0; i < 200; i++) {
				scene.clock().advance(Duration.ofMillis(300));
				StringBuilder requests = new StringBuilder();
				for (int j = 0; j < 50; j++) {
					String token = rename(good, i + "-" + j, trap.address());
					requests.append(WireRequest.handshake("/ws/echo").bearer(token));
				}
				assertThat(scene.server().client().exchange(requests.toString()).split("WS-Guard-Reason: ")).hasSize(51)
					.filteredOn((part) -> part.startsWith("TOKEN_KEY_UNKNOWN"))
					.hasSize(50);
				WireRequest handshake = WireRequest.handshake("/ws/echo").bearer(good);
				assertThat(scene.server().send(handshake).status()).isEqualTo(101);
			}
			List<String> fetches = issuer.server().requests().subList(before.size(), issuer.server().requests().size());
			assertThat(fetches).hasSizeBetween(1, Math.max(5, 60 / 10)).containsOnly("/jwks");
			assertThat(trap.requests()).isEmpty();
		}
		finally {
			issuer.server().begin(Fault.NONE);
			KeyScene.await(() -> {
				scene.clock().advance(Duration.ofSeconds(1));
				return scene.status(issuer).failure() == null;
			});
		}
	}

	/**
	 * Name other keys in the header of a token. Nobody verifies a signature for that.
	 */
	private static String rename(String token, String id, String trap) {
		String header = "{\"alg\":\"ES256\",\"kid\":\"%s\",\"jku\":\"%s/jku\",\"x5u\":\"%s/x5u\"}".formatted(id, trap,
				trap);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.US_ASCII))
				+ token.substring(token.indexOf('.'));
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 1 })
	void keepsKnownKeysWhenTheClockIsPut(long hours) {
		scene.refresh();
		FaultyIssuer issuer = ISSUERS.get(0);
		String known = freshToken(issuer);
		String other = freshToken(issuer);
		assertThat(scene.outcome(known)).isEqualTo("101");
		issuer.server().begin(Fault.FAILS);
		scene.failAfter(Duration.ofHours(hours), List.of(issuer));
		assertThat(scene.outcome(known)).isEqualTo("101");
		assertThat(scene.outcome(other)).isEqualTo("101");
		assertThat(scene.outcome(unknownToken(issuer))).isEqualTo("401 TOKEN_KEY_UNKNOWN later");
		issuer.server().begin(Fault.NONE);
		scene.clock().advance(Duration.ofSeconds(30));
		KeyScene.await(() -> scene.now().equals(scene.status(issuer).fetchedAt()));
		assertThat(scene.outcome(known)).isEqualTo("101");
		assertThat(scene.outcome(freshToken(issuer))).isEqualTo("101");
	}

	@Test
	void mixesNoKeysOfIssuersThatGaveThemTheSameId() {
		scene.refresh();
		for (FaultyIssuer issuer : ISSUERS) {
			for (FaultyIssuer other : ISSUERS) {
				String token = issuer.token(KEYS.get(other), scene.now());
				assertThat(scene.outcome(token))
					.isEqualTo((issuer == other) ? "101" : "401 TOKEN_SIGNATURE_INVALID new-token");
			}
		}
	}

	private static String freshToken(FaultyIssuer issuer) {
		return issuer.token(KEYS.get(issuer), scene.now());
	}

	private static String unknownToken(FaultyIssuer issuer) {
		return issuer.token(KEYS.get(issuer), Map.of("kid", "unknown"), scene.now());
	}

}
