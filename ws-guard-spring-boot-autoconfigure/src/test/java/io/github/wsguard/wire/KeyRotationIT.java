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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.nimbusds.jose.jwk.ECKey;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.wsguard.observation.KeySetMetrics;
import io.github.wsguard.observation.KeysRotated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of handshakes while issuers change their keys.
 */
class KeyRotationIT {

	private static final ECKey FIRST = FaultyIssuer.newKey("first");

	private static final ECKey SECOND = FaultyIssuer.newKey("second");

	private static final Map<FaultyIssuer.Publication, FaultyIssuer> ROTATING = issuers("rotating");

	private static final Map<FaultyIssuer.Publication, FaultyIssuer> REPLACING = issuers("replacing");

	private static final FaultyIssuer BUSY = issuer("busy", FaultyIssuer.Publication.KEY_SET);

	private static KeyScene scene;

	@BeforeAll
	static void start() {
		List<FaultyIssuer> all = new ArrayList<>(ROTATING.values());
		all.addAll(REPLACING.values());
		all.add(BUSY);
		scene = new KeyScene(all.toArray(FaultyIssuer[]::new));
	}

	private static Map<FaultyIssuer.Publication, FaultyIssuer> issuers(String name) {
		Map<FaultyIssuer.Publication, FaultyIssuer> issuers = new EnumMap<>(FaultyIssuer.Publication.class);
		for (FaultyIssuer.Publication publication : FaultyIssuer.Publication.values()) {
			issuers.put(publication,
					issuer(name + "-" + publication.name().toLowerCase(Locale.ROOT).replace('_', '-'), publication));
		}
		return issuers;
	}

	private static FaultyIssuer issuer(String name, FaultyIssuer.Publication publication) {
		FaultyIssuer issuer = new FaultyIssuer(name, publication);
		issuer.publish(FIRST);
		return issuer;
	}

	@AfterAll
	static void stop() {
		scene.close();
	}

	@ParameterizedTest
	@EnumSource
	void followsKeysThatComeAndGo(FaultyIssuer.Publication publication) {
		FaultyIssuer issuer = ROTATING.get(publication);
		scene.refresh();
		String byFirst = issuer.token(FIRST, scene.now());
		assertThat(scene.outcome(byFirst)).isEqualTo("101");

		issuer.publish(FIRST, SECOND);
		String bySecond = issuer.token(SECOND, scene.now());
		assertThat(scene.outcome(bySecond)).isEqualTo("401 TOKEN_KEY_UNKNOWN later");
		KeyScene.await(() -> scene.outcome(bySecond).equals("101"));
		assertThat(scene.outcome(byFirst)).isEqualTo("101");
		KeyScene.await(() -> scene.rotations().contains(new KeysRotated(issuer.name(), 1, 0)));
		assertThat(usableKeys(issuer)).isEqualTo(2);

		issuer.publish(SECOND);
		scene.clock().advance(Duration.ofMinutes(10).minusNanos(1));
		assertThat(scene.outcome(byFirst)).isEqualTo("101");
		scene.clock().advance(Duration.ofNanos(1));
		KeyScene.await(() -> scene.outcome(byFirst).startsWith("401 TOKEN_KEY_UNKNOWN"));
		assertThat(scene.outcome(issuer.token(FIRST, scene.now()))).startsWith("401 TOKEN_KEY_UNKNOWN");
		assertThat(scene.outcome(bySecond)).isEqualTo("101");
		KeyScene.await(() -> scene.rotations().contains(new KeysRotated(issuer.name(), 0, 1)));
		assertThat(usableKeys(issuer)).isOne();
	}

	@ParameterizedTest
	@EnumSource
	void keepsKeysThatAllWentAtOnceUntilThatIsConfirmed(FaultyIssuer.Publication publication) {
		FaultyIssuer issuer = REPLACING.get(publication);
		scene.refresh();
		String byFirst = issuer.token(FIRST, scene.now());
		assertThat(scene.outcome(byFirst)).isEqualTo("101");

		issuer.publish(SECOND);
		scene.clock().advance(Duration.ofMinutes(10));
		String bySecond = issuer.token(SECOND, scene.now());
		KeyScene.await(() -> scene.outcome(bySecond).equals("101"));
		assertThat(scene.outcome(byFirst)).isEqualTo("101");
		scene.clock().advance(Duration.ofSeconds(30));
		KeyScene.await(() -> scene.outcome(byFirst).startsWith("401 TOKEN_KEY_UNKNOWN"));
		assertThat(scene.outcome(bySecond)).isEqualTo("101");
	}

	@Test
	void learnsNewKeyAtTheTimeThatTheRefusalNames() {
		scene.refresh();
		scene.handshake(BUSY.token(FIRST, Map.of("kid", "invented"), scene.now()));
		KeyScene.await(() -> scene.handshake(BUSY.token(FIRST, Map.of("kid", "invented"), scene.now()))
			.header("Retry-After")
			.equals("30"));
		BUSY.publish(FIRST, SECOND);
		String bySecond = BUSY.token(SECOND, scene.now());
		assertThat(scene.handshake(bySecond).header("Retry-After")).isEqualTo("30");
		scene.clock().advance(Duration.ofSeconds(30));
		KeyScene.await(() -> scene.outcome(bySecond).equals("101"));
	}

	private static int usableKeys(FaultyIssuer issuer) {
		return (int) scene.server()
			.context()
			.getBean(MeterRegistry.class)
			.get(KeySetMetrics.KEYS)
			.tag("issuer", issuer.name())
			.gauge()
			.value();
	}

}
