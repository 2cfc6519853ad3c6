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

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.decision.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that do not play by the rules, and what the others notice of them.
 */
class HostileConnectionIT {

	private static final int CROWD = 400;

	private WireServer server;

	@BeforeEach
	void prepare() {
		this.server = WireServer.start(List.of(Scene.class), "ws-guard.endpoints.first.path=/first",
				"ws-guard.endpoints.first.token.sources=first-message",
				"ws-guard.token.first-message.max-waiting=" + CROWD,
				"ws-guard.token.first-message.max-waiting-per-address=" + CROWD);
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void clientsThatDoNotReadDelayNobody() {
		List<WireSocket> stuck = new ArrayList<>();
		List<WireSocket> others = new ArrayList<>();
		try {
			for (int i = 0; i < 20; i++) {
				stuck.add(open("/flood").send("go"));
			}
			for (int i = 0; i < 100; i++) {
				others.add(open("/ws/echo"));
				others.get(i).read();
			}
			KeyScene.await(() -> Scene.started(this.server) == stuck.size());
			clock().advance(Duration.ofMinutes(10));
			others.forEach((socket) -> assertThat(socket.read()).isEqualTo("close 4401 TOKEN_EXPIRED retry=new-token"));
			KeyScene.await(() -> registry().size() == 0);
		}
		finally {
			stuck.forEach(WireSocket::close);
			others.forEach(WireSocket::close);
		}
	}

	@Test
	void clientThatDoesNotAnswerIsDropped() {
		try (WireSocket socket = open("/ws/echo")) {
			socket.read();
			clock().advance(Duration.ofMinutes(10));
			assertThat(socket.read()).isEqualTo("close 4401 TOKEN_EXPIRED retry=new-token");
			KeyScene.await(() -> registry().size() == 0);
			assertThat(socket.readWithin(Duration.ofSeconds(40))).isEqualTo("end");
		}
	}

	@Test
	void crowdThatStaysSilentIsBoundedAndGoneInTime() {
		int threads = ManagementFactory.getThreadMXBean().getThreadCount();
		List<WireSocket> crowd = new ArrayList<>();
		try {
			for (int i = 0; i < CROWD; i++) {
				crowd.add(open("/first"));
			}
			KeyScene.await(() -> registry().size() == CROWD);
			for (int i = 0; i < CROWD; i++) {
				try (WireSocket socket = open("/first")) {
					assertThat(socket.read()).isEqualTo("close 1013 SERVER_BUSY retry=later");
				}
			}
			try (WireSocket other = open("/ws/echo")) {
				other.read();
				assertThat(other.send("hello").read()).isEqualTo("hello");
			}
			assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(threads + 100);
			clock().advance(Duration.ofSeconds(10));
			crowd.forEach((socket) -> assertThat(socket.read()).isEqualTo("close 4408 AUTH_TIMEOUT retry=never"));
			KeyScene.await(() -> registry().size() == 0);
		}
		finally {
			crowd.forEach(WireSocket::close);
		}
	}

	private WireSocket open(String path) {
		WireRequest request = WireRequest.handshake(path);
		return WireSocket.open(this.server,
				path.equals("/first") ? request : request.bearer(this.server.token("good")));
	}

	private ConnectionRegistry registry() {
		return this.server.context().getBean(ConnectionRegistry.class);
	}

	private MutableClock clock() {
		return this.server.context().getBean(MutableClock.class);
	}

	/**
	 * A handler that sends more than any buffer on the way can hold.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(MovableTime.class)
	static class Scene {

		private volatile int started;

		static int started(WireServer server) {
			return server.context().getBean(Scene.class).started;
		}

		@Bean
		WebSocketConfigurer hostileEndpoints() {
			return (registry) -> registry.addHandler(new Flood(), "/flood", "/first");
		}

		private synchronized void start() {
			this.started++;
		}

		private final class Flood extends TextWebSocketHandler {

			@Override
			protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
				Scene.this.start();
				byte[] block = new byte[1 << 20];
				while (session.isOpen()) {
					session.sendMessage(new BinaryMessage(block));
				}
			}

		}

	}

}
