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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import io.github.wsguard.decision.MutableClock;
import io.github.wsguard.jwt.KeySetStatus;
import io.github.wsguard.jwt.RemoteKeySets;
import io.github.wsguard.observation.KeysRotated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that trusts issuers whose servers fail, with a clock that the test
 * moves. No answer of it may take longer than a second.
 */
final class KeyScene implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final List<FaultyIssuer> issuers;

	private final WireServer server;

	private final WireClient client;

	KeyScene(FaultyIssuer... issuers) {
		this.issuers = List.of(issuers);
		// Issuers that are always in trouble would only fill the log
		List<String> properties = new ArrayList<>(Stream.of("broken", "html")
			.flatMap((name) -> Stream.of("issuer-uri", "jwk-set-uri", "audiences", "principal-prefix")
				.map((property) -> "ws-guard.jwt.issuers." + name + "." + property))
			.toList());
		this.issuers.forEach((issuer) -> properties.addAll(issuer.properties()));
		this.server = WireServer.start(List.of(SceneConfiguration.class), properties.toArray(String[]::new));
		this.client = this.server.client().within(Duration.ofSeconds(1));
	}

	WireServer server() {
		return this.server;
	}

	MutableClock clock() {
		return this.server.context().getBean(MutableClock.class);
	}

	Instant now() {
		return clock().instant();
	}

	List<KeysRotated> rotations() {
		return this.server.context().getBean(Rotations.class).events;
	}

	KeySetStatus status(FaultyIssuer issuer) {
		return this.server.context()
			.getBean(RemoteKeySets.class)
			.statuses()
			.stream()
			.filter((status) -> status.issuer().equals(issuer.name()))
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Let the time come when keys are fetched ahead of their end, and wait until all are
	 * there.
	 */
	void refresh() {
		clock().advance(Duration.ofMinutes(10));
		for (FaultyIssuer issuer : this.issuers) {
			await(() -> status(issuer).failure() == null && now().equals(status(issuer).fetchedAt()));
		}
	}

	/**
	 * Let time pass and wait until fetching the keys failed once more. Nothing is fetched
	 * any more then before the time moves again.
	 */
	void failAfter(Duration duration, List<FaultyIssuer> issuers) {
		List<Long> before = issuers.stream().map((issuer) -> status(issuer).fetchesFailed()).toList();
		clock().advance(duration);
		for (int i = 0; i < issuers.size(); i++) {
			FaultyIssuer issuer = issuers.get(i);
			long failed = before.get(i);
			await(() -> status(issuer).fetchesFailed() > failed);
		}
	}

	/**
	 * Wait for what happens in the background.
	 */
	static void await(BooleanSupplier condition) {
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as("in time").isLessThan(end);
			Thread.onSpinWait();
		}
	}

	WireClient.Response handshake(String token) {
		return this.client.send(WireRequest.handshake("/ws/echo").bearer(token).toString());
	}

	/**
	 * Return what becomes of a handshake.
	 * @param token its token
	 * @return the status, the reason, and what the client is told to do
	 */
	String outcome(String token) {
		WireClient.Response response = handshake(token);
		if (response.status() == 101) {
			return "101";
		}
		String advice = response.body().replaceFirst("(?s).*\"retry\":\"([a-z-]+)\".*", "$1");
		assertThat(response.header("Retry-After") != null).as("Retry-After").isEqualTo(advice.equals("later"));
		return response.status() + " " + response.reason() + " " + advice;
	}

	@Override
	public void close() {
		this.server.close();
		this.issuers.forEach(FaultyIssuer::close);
	}

	/**
	 * Time passes only when the test says so.
	 */
	@Configuration(proxyBeanMethods = false)
	static class SceneConfiguration {

		@Bean
		MutableClock clock() {
			return new MutableClock(Clock.systemUTC().instant());
		}

		@Bean
		Rotations rotations() {
			return new Rotations();
		}

	}

	/**
	 * Remembers the events.
	 */
	static final class Rotations {

		private final List<KeysRotated> events = new CopyOnWriteArrayList<>();

		@EventListener
		void on(KeysRotated event) {
			this.events.add(event);
		}

	}

}
