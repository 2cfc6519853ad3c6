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

import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.connection.WsGuardSessions;
import io.github.wsguard.decision.MutableClock;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.observation.ConnectionEnded;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What STOMP clients may do, and what they are told when they may not.
 */
class StompIT {

	private WireServer server;

	@AfterEach
	void stop() {
		this.server.close();
	}

	private void start(String... properties) {
		this.server = start(List.of(Scene.class, Methods.class), properties);
	}

	private static WireServer start(List<Class<?>> sources, String... properties) {
		return WireServer.start(sources, withFirstMessage(properties));
	}

	private static String[] withFirstMessage(String... properties) {
		String[] all = new String[properties.length + 1];
		all[0] = "ws-guard.token.sources=authorization-header,first-message";
		System.arraycopy(properties, 0, all, 1, properties.length);
		return all;
	}

	@ParameterizedTest
	@ValueSource(strings = { "CONNECT", "STOMP" })
	void connectsWithTheTokenOfTheFirstFrame(String command) {
		start();
		try (WireSocket socket = open()) {
			socket.send(frame(command, "accept-version:1.2", "host:h", "Authorization:" + bearer("good"), "x:y"));
			assertThat(socket.read()).startsWith("CONNECTED\n").contains("version:1.2", "user-name:alice");
			assertThat(scene().connects).singleElement().asString().contains("x=[y]").doesNotContain("eyJ");
			assertThat(this.server.context().getBean(WsGuardSessions.class).list()).singleElement()
				.satisfies((connection) -> assertThat(connection.principal().getName()).isEqualTo("alice"));
		}
	}

	@Test
	void connectsWithTheTokenOfTheHandshakeAndNeedsNoOther() {
		start();
		try (WireSocket socket = WireSocket.open(this.server, handshake().bearer(this.server.token("good")))) {
			socket.send(frame("CONNECT", "accept-version:1.2", "Authorization:" + bearer("bob")));
			assertThat(socket.read()).startsWith("CONNECTED\n").contains("user-name:alice");
			assertThat(scene().connects).singleElement().asString().doesNotContain("eyJ");
		}
	}

	@Test
	void connectsOverSockJs() {
		start();
		try (WireSocket socket = WireSocket.open(this.server,
				WireRequest.handshake("/stomp-sockjs/000/abcdefgh/websocket"))) {
			assertThat(socket.read()).isEqualTo("o");
			socket.send("[\"" + connect("good").replace("\n", "\\n").replace("\0", "\\u0000") + "\"]");
			assertThat(socket.read()).startsWith("a[\"CONNECTED\\n");
			socket.send("[\"" + frame("SUBSCRIBE", "id:0", "destination:/queue/x-user123").replace("\n", "\\n")
				.replace("\0", "\\u0000") + "\"]");
			assertThat(socket.read()).startsWith("a[\"ERROR\\n").contains("ws-guard-reason:DESTINATION_FORBIDDEN");
			assertThat(socket.read()).isEqualTo("c[4403,\"DESTINATION_FORBIDDEN retry=never\"]");
		}
	}

	@Test
	void waitsForTheRestOfTheFirstFrame() {
		start();
		try (WireSocket socket = open()) {
			String frame = connect("good");
			socket.send("\n");
			socket.send(frame.substring(0, 5));
			socket.send(frame.substring(5, 60));
			socket.send(frame.substring(60));
			assertThat(socket.read()).startsWith("CONNECTED\n");
		}
	}

	@Test
	void handsOnTheFramesBehindTheFirst() {
		start();
		try (WireSocket socket = open()) {
			String next = frame("SUBSCRIBE", "id:0", "destination:/topic/a", "receipt:r");
			socket.send(connect("good") + "\n" + next + next.substring(0, 8));
			assertThat(socket.read()).startsWith("CONNECTED\n");
			socket.send(next.substring(8).replace("topic", "queue").replace("/a", "/a-user123"));
			assertRefused(socket, RejectionReason.DESTINATION_FORBIDDEN);
		}
	}

	@ParameterizedTest
	@CsvSource({ "'CONNECT|accept-version:1.2', TOKEN_MISSING",
			"'CONNECT|accept-version:1.2|Authorization:Bearer ', TOKEN_MISSING",
			"'CONNECT|accept-version:1.2|login:x|passcode:<good>', TOKEN_PLACEMENT_UNSUPPORTED",
			"'CONNECT|accept-version:1.2|token:abc', TOKEN_PLACEMENT_UNSUPPORTED",
			"'CONNECT|accept-version:1.2|login:guest|passcode:guest', TOKEN_MISSING",
			"'CONNECT|accept-version:1.2|Authorization:Basic eDp5', TOKEN_SCHEME_UNSUPPORTED",
			"'CONNECT|accept-version:1.2|Authorization:Bearer <good>|authorization:Bearer <good>', TOKEN_AMBIGUOUS",
			"'CONNECT|accept-version:1.2|Authorization:Bearer <expired>', TOKEN_EXPIRED",
			"'CONNECT|accept-version:1.2|Authorization:Bearer <bad-signature>', TOKEN_SIGNATURE_INVALID",
			"'CONNECT|accept-version:0.9|Authorization:Bearer <good>', STOMP_VERSION_UNSUPPORTED",
			"'CONNECT|Authorization:Bearer <good>', STOMP_VERSION_UNSUPPORTED",
			"'CONNECT|accept-version:1.2|heart-beat:abc|Authorization:Bearer <good>', STOMP_FRAME_INVALID",
			"'CONNECT|accept-version:1.2|heart-beat:a,b|Authorization:Bearer <good>', STOMP_FRAME_INVALID",
			"'CONNECT|accept-version:1.2|heart-beat:-1,0|Authorization:Bearer <good>', STOMP_FRAME_INVALID",
			"'SUBSCRIBE|id:0|destination:/topic/a', STOMP_NOT_CONNECTED",
			"'SEND|destination:/app/a', STOMP_NOT_CONNECTED", "'HELLO|a:b', STOMP_FRAME_INVALID",
			"'CONNECT|no colon', STOMP_FRAME_INVALID" })
	void refusesTheFirstFrame(String row, RejectionReason reason) {
		start();
		try (WireSocket socket = open()) {
			String[] lines = row.split("\\|");
			for (int i = 0; i < lines.length; i++) {
				lines[i] = lines[i].replace("<good>", this.server.token("good"))
					.replace("<expired>", this.server.token("expired"))
					.replace("<bad-signature>", this.server.token("bad-signature"));
			}
			socket.send(frame(lines[0], java.util.Arrays.copyOfRange(lines, 1, lines.length)));
			assertRefused(socket, reason);
			assertThat(scene().connects).isEmpty();
		}
	}

	private static void assertRefused(WireSocket socket, RejectionReason reason) {
		String error = socket.read();
		assertThat(error).startsWith("ERROR\n")
			.contains("\nmessage:" + reason + "\n", "\nws-guard-reason:" + reason + "\n")
			.doesNotContain("eyJ");
		assertThat(socket.read())
			.isEqualTo("close " + reason.closeCode() + " " + reason + " retry=" + reason.retry().value());
	}

	private WireSocket connected(String kind) {
		WireSocket socket = open();
		socket.send(connect(kind));
		assertThat(socket.read()).startsWith("CONNECTED\n");
		return socket;
	}

	private WireSocket open() {
		return WireSocket.open(this.server, handshake());
	}

	private static WireRequest handshake() {
		return WireRequest.handshake("/stomp").header("Sec-WebSocket-Protocol", "v12.stomp, v11.stomp");
	}

	private String connect(String kind) {
		return frame("CONNECT", "accept-version:1.2", "host:h", "Authorization:" + bearer(kind));
	}

	private String bearer(String kind) {
		return "Bearer " + this.server.token(kind);
	}

	private static String frame(String command, String... headers) {
		return command + "\n" + String.join("\n", headers) + "\n\n\0";
	}

	private Scene scene() {
		return this.server.context().getBean(Scene.class);
	}

	private MutableClock clock() {
		return this.server.context().getBean(MutableClock.class);
	}

	/**
	 * An application with a broker, and a clock that the test moves.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Scene implements WebSocketMessageBrokerConfigurer {

		private final List<String> connects = new CopyOnWriteArrayList<>();

		private final List<ConnectionEnded> ended = new CopyOnWriteArrayList<>();

		@Bean
		static MutableClock clock() {
			return new MutableClock(Clock.systemUTC().instant());
		}

		@EventListener
		void note(ConnectionEnded event) {
			this.ended.add(event);
		}

		@Override
		public void configureMessageBroker(MessageBrokerRegistry registry) {
			registry.enableSimpleBroker("/topic", "/queue");
			registry.setApplicationDestinationPrefixes("/app");
		}

		@Override
		public void configureClientInboundChannel(ChannelRegistration registration) {
			registration.interceptors(new ChannelInterceptor() {
				@Override
				public Message<?> preSend(Message<?> message, MessageChannel channel) {
					StompHeaderAccessor headers = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
					if (headers.getCommand() != null && headers.getCommand().name().matches("CONNECT|STOMP")) {
						Scene.this.connects.add(headers.toNativeHeaderMap().toString());
					}
					return message;
				}
			});
		}

	}

	/**
	 * Tells who is at the other end.
	 */
	@Controller
	static class Methods {

		@MessageMapping("/who")
		@SendToUser("/queue/who")
		String who(Principal principal) {
			return principal.getName();
		}

	}

}
