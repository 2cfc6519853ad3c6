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

package io.github.wsguard.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.wsguard.decision.MutableClock;
import io.github.wsguard.jwt.FaultyKeyServer;
import io.github.wsguard.observation.KeySetMetrics;
import io.github.wsguard.observation.VerifiedTokenMetrics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WsGuardMetricsAutoConfiguration}.
 */
class WsGuardMetricsAutoConfigurationTests {

	private static final String KEYS = """
			{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"a","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
			{"kty":"OKP","crv":"Ed25519","kid":"b","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},{}]}""";

	private final MutableClock clock = new MutableClock(Instant.ofEpochSecond(1_900_000_000L));

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final WebApplicationContextRunner web = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WsGuardAutoConfiguration.class, WsGuardMetricsAutoConfiguration.class))
		.withBean(Clock.class, () -> this.clock)
		.withPropertyValues("ws-guard.jwt.issuers.main.issuer-uri=https://main.example",
				"ws-guard.jwt.issuers.main.audiences=chat", "ws-guard.jwt.issuers.main.jws-algorithms=EdDSA");

	@Test
	void measuresTheKeysOfIssuersThatPublishThem() {
		try (FaultyKeyServer server = new FaultyKeyServer()) {
			server.publish("/jwks", KEYS);
			server.begin(FaultyKeyServer.Fault.FAILS);
			this.web.withPropertyValues("ws-guard.jwt.issuers.main.jwk-set-uri=" + server.address() + "/jwks")
				.run((context) -> {
					context.getBean(KeySetMetrics.class).bindTo(this.registry);
					await(() -> fetches("failure") == 1);
					assertThat(gauge(KeySetMetrics.KEYS)).isZero();
					assertThat(gauge(KeySetMetrics.AGE)).isNaN();
					server.begin(FaultyKeyServer.Fault.NONE);
					this.clock.advance(Duration.ofSeconds(1));
					await(() -> fetches("success") == 1);
					this.clock.advance(Duration.ofMinutes(3));
					assertThat(gauge(KeySetMetrics.KEYS)).isEqualTo(2);
					assertThat(gauge(KeySetMetrics.AGE)).isEqualTo(180);
					server.begin(FaultyKeyServer.Fault.FAILS);
					this.clock.advance(Duration.ofMinutes(72));
					assertThat(gauge(KeySetMetrics.KEYS)).isZero();
					assertThat(gauge(KeySetMetrics.AGE)).isEqualTo(75 * 60);
					await(() -> fetches("failure") == 2);
				});
		}
	}

	@Test
	void measuresNothingOfKeysAtHand() {
		this.web
			.withPropertyValues("ws-guard.jwt.issuers.main.secret=a secret of at least thirty-two bytes",
					"ws-guard.jwt.issuers.main.jws-algorithms=HS256")
			.run((context) -> {
				context.getBean(KeySetMetrics.class).bindTo(this.registry);
				assertThat(this.registry.getMeters()).isEmpty();
			});
	}

	@Test
	void measuresKeysAndNoTokensWhereNoneAreRemembered() {
		this.web.withPropertyValues("ws-guard.jwt.cache.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(KeySetMetrics.class)
				.doesNotHaveBean(VerifiedTokenMetrics.class));
	}

	@Test
	void namesIssuersAsTheyAreConfigured() {
		this.web.run((context) -> {
			context.getBean(KeySetMetrics.class).bindTo(this.registry);
			assertThat(this.registry.getMeters()).hasSize(4)
				.extracting(Meter::getId)
				.allSatisfy((id) -> assertThat(id.getTag("issuer")).isEqualTo("main"));
		});
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

	private double gauge(String name) {
		return this.registry.get(name).tag("issuer", "main").gauge().value();
	}

	private double fetches(String outcome) {
		return this.registry.get(KeySetMetrics.FETCHES)
			.tag("issuer", "main")
			.tag("outcome", outcome)
			.functionCounter()
			.count();
	}

}
