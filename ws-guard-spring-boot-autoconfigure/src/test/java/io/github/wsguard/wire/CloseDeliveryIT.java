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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

import io.github.wsguard.observation.HandshakeRejected;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Refusals that are delivered by the close code.
 */
class CloseDeliveryIT {

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
		List<String> all = new ArrayList<>(List.of("ws-guard.rejection.delivery=close"));
		all.addAll(List.of(properties));
		return WireServer.start(List.of(Scene.class), all.toArray(String[]::new));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/ws/echo   | expired       | 4401 TOKEN_EXPIRED retry=new-token
			/ws/echo   | bad-signature | 4401 TOKEN_SIGNATURE_INVALID retry=new-token
			/ws/room/8 | good          | 4403 CLAIM_MISMATCH retry=never
			/own/echo  | expired       | 4401 TOKEN_EXPIRED retry=new-token
			/stomp     | expired       | 4401 TOKEN_EXPIRED retry=new-token
			""")
	void tellsPageWhy(String path, String kind, String expected) {
		try (WireSocket socket = open(WireRequest.handshake(path).bearer(this.server.token(kind)))) {
			assertThat(socket.read()).isEqualTo("close " + expected);
		}
		assertThat(rejected()).singleElement()
			.satisfies((event) -> assertThat(expected).contains(event.rejection().reason().name()));
	}

	@Test
	void tellsSockJsClientInItsFrames() {
		try (WireSocket socket = open(WireRequest.handshake("/sockjs/000/abcdefgh/websocket"))) {
			assertThat(socket.read()).isEqualTo("c[4401,\"TOKEN_MISSING retry=new-token\"]");
			assertThat(socket.read()).isEqualTo("close 4401 TOKEN_MISSING retry=new-token");
		}
	}

	@Test
	void namesSubprotocolThatIsNoToken() {
		WireRequest request = WireRequest.handshake("/ws/echo")
			.header("Sec-WebSocket-Protocol", "bearer, " + this.server.token("expired"));
		assertThat(this.server.send(request).header("Sec-WebSocket-Protocol")).isEqualTo("bearer");
		WireRequest other = WireRequest.handshake("/ws/echo").header("Sec-WebSocket-Protocol", "chat.v1, chat.v2");
		assertThat(this.server.send(other).header("Sec-WebSocket-Protocol")).isEqualTo("chat.v1");
		WireRequest none = WireRequest.handshake("/ws/echo");
		assertThat(this.server.send(none).header("Sec-WebSocket-Protocol")).isNull();
	}

	@Test
	void tellsForeignPagesNothing() {
		String expired = this.server.token("expired");
		WireRequest foreign = WireRequest.handshake("/ws/echo")
			.bearer(expired)
			.header("Origin", "https://evil.example");
		assertThat(this.server.send(foreign).status()).isEqualTo(403);
		WireRequest none = WireRequest.handshake("/ws/echo").bearer(expired).without("Origin");
		assertThat(this.server.send(none).status()).isEqualTo(401);
		WireRequest plain = WireRequest.plain("GET", "/ws/echo").bearer(expired);
		assertThat(this.server.send(plain).status()).isEqualTo(426);
		WireRequest sockJs = WireRequest.plain("POST", "/sockjs/000/abcdefgh/xhr");
		assertThat(this.server.send(sockJs).status()).isEqualTo(401);
	}

	@Test
	void isBounded() {
		this.server.close();
		this.server = start("ws-guard.rejection.close.max-open-per-address=3");
		List<WireSocket> sockets = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			sockets.add(open(WireRequest.handshake("/ws/echo")));
			assertThat(sockets.get(i).read()).isEqualTo("close 4401 TOKEN_MISSING retry=new-token");
		}
		assertThat(this.server.send(WireRequest.handshake("/ws/echo")).status()).isEqualTo(401);
		// One that answers the close makes room
		assertThat(sockets.get(0).sendClose(4401).read()).isEqualTo("end");
		KeyScene.await(() -> this.server.send(WireRequest.handshake("/ws/echo")).status() == 101);
		sockets.forEach(WireSocket::close);
	}

	@Test
	void keepsReasonToItselfWhereItMust() {
		this.server.close();
		this.server = start("ws-guard.rejection.detail=none");
		try (WireSocket socket = open(WireRequest.handshake("/ws/echo"))) {
			assertThat(socket.read()).isEqualTo("close 4401");
		}
	}

	private WireSocket open(WireRequest request) {
		return WireSocket.open(this.server, request);
	}

	private List<HandshakeRejected> rejected() {
		return this.server.context().getBean(Scene.class).rejected;
	}

	@Configuration(proxyBeanMethods = false)
	@Import(MovableTime.class)
	static class Scene {

		private final List<HandshakeRejected> rejected = new CopyOnWriteArrayList<>();

		@EventListener
		void note(HandshakeRejected event) {
			this.rejected.add(event);
		}

	}

}
