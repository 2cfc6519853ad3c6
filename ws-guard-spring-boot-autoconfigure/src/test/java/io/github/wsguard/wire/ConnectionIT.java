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

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.websocket.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.connection.WsGuardSessions;
import io.github.wsguard.decision.MutableClock;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.observation.ConnectionEnded;
import io.github.wsguard.observation.ConnectionMetrics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When live connections end, and what their clients are told.
 */
class ConnectionIT {

	private WireServer server;

	@BeforeEach
	void prepare() {
		this.server = start();
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	private static WireServer start(String... properties) {
		return WireServer.start(List.of(Scene.class), properties);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/ws/echo", "/own/echo", "/own/named", "/own/lazy", "/bean/echo", "/graphql",
			"/sockjs/websocket" })
	void endsWithItsToken(String path) {
		try (WireSocket socket = open(path)) {
			assertThat(socket.read()).startsWith("alice ");
			clock().advance(Duration.ofSeconds(320));
			assertThat(socket.send("still here").read()).isEqualTo("still here");
			clock().advance(Duration.ofMinutes(1));
			assertThat(socket.read()).isEqualTo("close 4401 TOKEN_EXPIRED retry=new-token");
		}
	}

	@Test
	void endsWithItsTokenOverSockJs() {
		try (WireSocket socket = open("/sockjs/000/abcdefgh/websocket")) {
			assertThat(socket.read()).isEqualTo("o");
			assertThat(socket.read()).startsWith("a[\"alice ");
			clock().advance(Duration.ofMinutes(10));
			assertThat(socket.read()).isEqualTo("c[4401,\"TOKEN_EXPIRED retry=new-token\"]");
			assertThat(socket.read()).isEqualTo("close 4401 TOKEN_EXPIRED retry=new-token");
		}
	}

	@Test
	void letsTheApplicationReachThrough() {
		try (WireSocket socket = open("/through")) {
			assertThat(socket.read()).isEqualTo("container's own");
		}
		try (WireSocket socket = open("/through/sockjs/000/abcdefgh/websocket")) {
			assertThat(socket.read()).isEqualTo("o");
			assertThat(socket.read()).isEqualTo("a[\"container's own\"]");
		}
	}

	@Test
	void staysGuardedWhenTheApplicationClearsItsAttributes() {
		ConnectionRegistry registry = this.server.context().getBean(ConnectionRegistry.class);
		try (WireSocket socket = open("/through")) {
			socket.read();
			assertThat(socket.send("who").read()).isEqualTo("alice");
			clock().advance(Duration.ofMinutes(10));
			assertThat(socket.read()).isEqualTo("close 4401 TOKEN_EXPIRED retry=new-token");
			KeyScene.await(() -> registry.size() == 0);
		}
	}

	@Test
	void isClosedFromCode() {
		try (WireSocket alice = open("/ws/echo"); WireSocket bob = open("/ws/echo", "bob")) {
			alice.read();
			bob.read();
			WsGuardSessions sessions = this.server.context().getBean(WsGuardSessions.class);
			assertThat(sessions.list()).hasSize(2).allSatisfy((connection) -> {
				assertThat(connection.endpoint()).isEqualTo("/ws/echo");
				assertThat(connection.remoteAddress()).isEqualTo("127.0.0.1");
				assertThat(connection.expiresAt()).isPresent();
				assertThat(connection.toString()).doesNotContain("SCOPE");
				assertThat(sessions.find(connection.id())).contains(connection);
			});
			assertThat(sessions.closeSubject(TestIssuer.ISSUER, "bob")).isOne();
			assertThat(bob.read()).isEqualTo("close 4403 CLOSED_BY_OPERATOR retry=never");
			assertThat(alice.send("still here").read()).isEqualTo("still here");
			assertThat(sessions.list()).hasSize(1);
			assertThat(sessions.closeSubject("https://other.example.com", "alice")).isZero();
		}
	}

	@Test
	void isForgottenWhenTheClientGoes() {
		ConnectionRegistry registry = this.server.context().getBean(ConnectionRegistry.class);
		try (WireSocket polite = open("/ws/echo")) {
			polite.read();
			assertThat(registry.size()).isOne();
			assertThat(polite.sendClose(1000).read()).isEqualTo("close 1000");
			KeyScene.await(() -> registry.size() == 0);
		}
		try (WireSocket overwhelmed = open("/ws/echo")) {
			overwhelmed.read();
			assertThat(overwhelmed.sendClose(1009).read()).isEqualTo("close 1009");
			KeyScene.await(() -> registry.size() == 0);
		}
		try (WireSocket rude = open("/ws/echo")) {
			rude.read();
			assertThat(registry.size()).isOne();
		}
		KeyScene.await(() -> registry.size() == 0);
		assertThat(ended()).isEmpty();
	}

	@Test
	void tellsOperators() {
		try (WireSocket socket = open("/ws/echo")) {
			socket.read();
			clock().advance(Duration.ofMinutes(10));
			socket.read();
		}
		KeyScene.await(() -> !ended().isEmpty());
		assertThat(ended()).singleElement().satisfies((event) -> {
			assertThat(event.endpoint()).isEqualTo("/ws/echo");
			assertThat(event.remoteAddress()).isEqualTo("127.0.0.1");
			assertThat(event.rejection().reason()).isEqualTo(RejectionReason.TOKEN_EXPIRED);
			assertThat(event.principal().getName()).isEqualTo("alice");
		});
		assertThat(this.server.context()
			.getBean(MeterRegistry.class)
			.get(ConnectionMetrics.ENDED)
			.tags("endpoint", "/ws/echo", "reason", "TOKEN_EXPIRED")
			.counter()
			.count()).isOne();
	}

	private List<ConnectionEnded> ended() {
		return this.server.context().getBean(Scene.class).ended;
	}

	@Test
	void endsWhateverAListenerMakesOfAnother() {
		this.server.close();
		this.server = WireServer.start(List.of(Scene.class, BrokenListener.class));
		try (WireSocket first = open("/ws/echo"); WireSocket second = open("/ws/echo", "bob")) {
			first.read();
			second.read();
			clock().advance(Duration.ofMinutes(10));
			assertThat(first.read()).isEqualTo("close 4401 TOKEN_EXPIRED retry=new-token");
			assertThat(second.read()).isEqualTo("close 4401 TOKEN_EXPIRED retry=new-token");
		}
		clock().set(Clock.systemUTC().instant());
		try (WireSocket third = open("/ws/echo")) {
			third.read();
			clock().advance(Duration.ofMinutes(10));
			assertThat(third.read()).isEqualTo("close 4401 TOKEN_EXPIRED retry=new-token");
		}
	}

	@Test
	void endsWhenItIsTooOld() {
		restart("ws-guard.connection.max-duration=2m");
		try (WireSocket socket = open("/ws/echo")) {
			socket.read();
			clock().advance(Duration.ofSeconds(119));
			assertThat(socket.send("still here").read()).isEqualTo("still here");
			clock().advance(Duration.ofSeconds(1));
			assertThat(socket.read()).isEqualTo("close 1012 CONNECTION_TOO_OLD retry=later");
		}
	}

	@Test
	void endsWhenItIsIdle() {
		restart("ws-guard.connection.idle-timeout=1m");
		try (WireSocket socket = open("/ws/echo")) {
			socket.read();
			for (int i = 0; i < 4; i++) {
				clock().advance(Duration.ofSeconds(59));
				assertThat(socket.send("still here").read()).isEqualTo("still here");
			}
			clock().advance(Duration.ofSeconds(60));
			assertThat(socket.read()).isEqualTo("close 1001 IDLE_TIMEOUT retry=later");
		}
	}

	@Test
	void outlivesItsTokenWhereItMay() {
		restart("ws-guard.connection.close-on-expiry=false");
		try (WireSocket socket = open("/ws/echo")) {
			socket.read();
			clock().advance(Duration.ofHours(1));
			assertThat(socket.send("still here").read()).isEqualTo("still here");
		}
	}

	@Test
	void endsWithMessageThatIsTooLarge() {
		try (WireSocket socket = open("/ws/echo")) {
			socket.read();
			String largest = "x".repeat(8192);
			assertThat(socket.send(largest).read()).isEqualTo(largest);
			assertThat(socket.sendPart("in ", true, false).sendPart("parts", false, true).read()).isEqualTo("in parts");
			assertThat(socket.send("x".repeat(300_000)).read()).isEqualTo("close 1009 MESSAGE_TOO_LARGE retry=never");
		}
		restart("ws-guard.connection.max-message-size=100B");
		try (WireSocket socket = open("/ws/echo")) {
			socket.read();
			String largest = "\u00fc".repeat(50);
			assertThat(socket.send(largest).read()).isEqualTo(largest);
			assertThat(socket.send(largest + "x").read()).isEqualTo("close 1009 MESSAGE_TOO_LARGE retry=never");
		}
		try (WireSocket socket = open("/sockjs/000/abcdefgh/websocket")) {
			socket.read();
			socket.read();
			assertThat(socket.send("[\"" + "x".repeat(101) + "\"]").read())
				.isEqualTo("c[1009,\"MESSAGE_TOO_LARGE retry=never\"]");
		}
	}

	/**
	 * Control frames may come between the parts of a message (RFC 6455, section 5.4).
	 */
	@ParameterizedTest
	@ValueSource(strings = { "", "ws-guard.connection.max-message-size=100B" })
	void countsPartsOnBothSidesOfControlFrame(String property) {
		if (!property.isEmpty()) {
			restart(property);
		}
		try (WireSocket socket = open("/ws/echo")) {
			socket.read();
			assertThat(socket.sendPart("in ", true, false).sendPong().sendPart("parts", false, true).read())
				.isEqualTo("in parts");
			String half = "x".repeat(property.isEmpty() ? 5000 : 60);
			assertThat(socket.sendPart(half, true, false).sendPong().sendPart(half, false, false).read())
				.isEqualTo("close 1009 MESSAGE_TOO_LARGE retry=never");
		}
	}

	@Test
	void thousandsEndTogether() {
		List<WireSocket> sockets = new ArrayList<>();
		try {
			for (int i = 0; i < 1000; i++) {
				sockets.add(open("/ws/echo"));
				sockets.get(i).read();
			}
			clock().advance(Duration.ofMinutes(10));
			sockets
				.forEach((socket) -> assertThat(socket.read()).isEqualTo("close 4401 TOKEN_EXPIRED retry=new-token"));
		}
		finally {
			sockets.forEach(WireSocket::close);
		}
	}

	private void restart(String... properties) {
		this.server.close();
		this.server = start(properties);
	}

	private WireSocket open(String path) {
		return open(path, "good");
	}

	private WireSocket open(String path, String kind) {
		return WireSocket.open(this.server, WireRequest.handshake(path).bearer(this.server.token(kind)));
	}

	private MutableClock clock() {
		return this.server.context().getBean(MutableClock.class);
	}

	/**
	 * Time passes only when the test says so.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(MovableTime.class)
	static class Scene {

		private final List<ConnectionEnded> ended = new CopyOnWriteArrayList<>();

		@EventListener
		void note(ConnectionEnded event) {
			this.ended.add(event);
		}

		@Bean
		WebSocketConfigurer throughEndpoints() {
			return (registry) -> {
				registry.addHandler(new Through(), "/through");
				registry.addHandler(new Through(), "/through/sockjs").withSockJS();
			};
		}

	}

	/**
	 * Lacks a library.
	 */
	@Configuration(proxyBeanMethods = false)
	static class BrokenListener {

		@Bean
		ApplicationListener<PayloadApplicationEvent<ConnectionEnded>> brokenListener() {
			return ApplicationListener.forPayload((ended) -> {
				throw new NoClassDefFoundError("broken");
			});
		}

	}

	/**
	 * Asks for what is beneath Spring's session, and leaves nothing behind.
	 */
	private static final class Through extends TextWebSocketHandler {

		@Override
		public void afterConnectionEstablished(WebSocketSession session) throws IOException {
			Session container = ((NativeWebSocketSession) session).getNativeSession(Session.class);
			session.sendMessage(new TextMessage((container != null) ? "container's own" : "none"));
			session.getAttributes().clear();
		}

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
			session.sendMessage(new TextMessage(session.getPrincipal().getName()));
		}

	}

}
