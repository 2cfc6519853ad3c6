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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

import com.nimbusds.jose.jwk.ECKey;
import org.junit.jupiter.api.Test;

import io.github.wsguard.jwt.FaultyKeyServer.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of an application that starts while the issuers of its tokens are away.
 */
class KeyOutageIT {

	private final ECKey key = FaultyIssuer.newKey("k1");

	@Test
	void startsWhileIssuersFailAndAdmitsWhenTheyAreBack() {
		List<FaultyIssuer> issuers = new ArrayList<>();
		for (Fault fault : EnumSet.complementOf(EnumSet.of(Fault.NONE))) {
			for (FaultyIssuer.Publication publication : FaultyIssuer.Publication.values()) {
				issuers.add(failing(fault, publication));
			}
		}
		try (KeyScene scene = new KeyScene(issuers.toArray(FaultyIssuer[]::new))) {
			KeyScene.await(() -> issuers.stream().allMatch((issuer) -> scene.status(issuer).failures() > 0));
			for (FaultyIssuer issuer : issuers) {
				assertThat(scene.outcome(issuer.token(this.key, scene.now()))).isEqualTo("503 KEYS_UNAVAILABLE later");
				issuer.server().begin(Fault.NONE);
			}
			scene.clock().advance(Duration.ofSeconds(1));
			for (FaultyIssuer issuer : issuers) {
				String token = issuer.token(this.key, scene.now());
				KeyScene.await(() -> scene.outcome(token).equals("101"));
			}
		}
	}

	@Test
	void refusesWhileTheFirstFetchIsHeld() {
		FaultyIssuer issuer = new FaultyIssuer("held", FaultyIssuer.Publication.OPENID, "connect-timeout=1m",
				"read-timeout=1m");
		issuer.publish(this.key);
		issuer.server().begin(Fault.HANGS);
		try (KeyScene scene = new KeyScene(issuer)) {
			String token = issuer.token(this.key, scene.now());
			for (int i = 0; i < 20; i++) {
				assertThat(scene.outcome(token)).isEqualTo("503 KEYS_UNAVAILABLE later");
			}
			assertThat(issuer.server().requests()).hasSize(1);
			issuer.server().begin(Fault.NONE);
			KeyScene.await(() -> scene.outcome(token).equals("101"));
		}
	}

	private FaultyIssuer failing(Fault fault, FaultyIssuer.Publication publication) {
		FaultyIssuer issuer = new FaultyIssuer((fault + "-" + publication).toLowerCase(Locale.ROOT).replace('_', '-'),
				publication, "connect-timeout=300ms", "read-timeout=700ms");
		issuer.publish(this.key);
		issuer.server().begin(fault);
		return issuer;
	}

}
