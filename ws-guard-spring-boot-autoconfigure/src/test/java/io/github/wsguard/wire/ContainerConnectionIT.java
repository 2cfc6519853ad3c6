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
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpointConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.connection.WsGuardSessions;
import io.github.wsguard.decision.MutableClock;
import io.github.wsguard.observation.ConnectionEnded;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections that the container opens by itself: those of {@code @ServerEndpoint}
 * classes and of whoever completes a handshake past Spring's handlers.
 */
class ContainerConnectionIT {

	private static final String EXPIRED = "close 4401 TOKEN_EXPIRED retry=new-token";

	private static WireServer server;

	@BeforeAll
	static void startServer() {
		server = start("ws-guard.connection.refresh.enabled=true", "ws-guard.endpoints.fn.path=/fn/echo",
				"ws-guard.endpoints.controller.path=/controller/echo");
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	private static WireServer start(String... properties) {
		return WireServer.start(List.of(Scene.class), properties);
	}

	@BeforeEach
	void forget() {
		KeyScene.await(() -> registry(server).size() == 0);
		scene(server).seen.clear();
		scene(server).ended.clear();
		clock(server).set(Clock.systemUTC().instant());
	}

	@ParameterizedTest
	@ValueSource(strings = { "/jakarta/talk/7", "/jakarta/program", "/fn/echo", "/controller/echo", "/subclass/echo",
			"/replaced/echo" })
	void endsWithItsToken(String path) {
		try (WireSocket socket = open(path)) {
			assertThat(socket.read()).startsWith("alice ");
			clock(server).advance(Duration.ofSeconds(320));
			assertThat(socket.send("still here").read()).isEqualTo("still here");
			clock(server).advance(Duration.ofMinutes(1));
			assertThat(socket.read()).isEqualTo(EXPIRED);
			socket.send("too late").sendClose(1000);
		}
		KeyScene.await(() -> registry(server).size() == 0);
		KeyScene.await(() -> !scene(server).ended.isEmpty());
		assertThat(scene(server).ended).singleElement().satisfies((event) -> {
			assertThat(event.rejection().reason().name()).isEqualTo("TOKEN_EXPIRED");
			assertThat(event.remoteAddress()).isEqualTo("127.0.0.1");
		});
	}

	@Test
	void applicationSeesWhatItAlwaysSaw() {
		try (WireSocket socket = open("/jakarta/talk/7")) {
			assertThat(socket.read()).isEqualTo("alice in 7");
			assertThat(socket.send("hello").read()).isEqualTo("hello");
			clock(server).advance(Duration.ofMinutes(10));
			assertThat(socket.read()).isEqualTo(EXPIRED);
			socket.send("too late").sendClose(4401);
			KeyScene.await(() -> scene(server).seen.size() == 3);
			assertThat(scene(server).seen).containsExactly("open 7", "hello", "closed 4401");
		}
	}

	@Test
	void isClosedFromCode() {
		try (WireSocket socket = open("/jakarta/talk/7")) {
			socket.read();
			WsGuardSessions sessions = server.context().getBean(WsGuardSessions.class);
			assertThat(sessions.list()).singleElement().satisfies((connection) -> {
				assertThat(connection.endpoint()).isEqualTo("/jakarta/talk/{room}");
				assertThat(connection.principal().getName()).isEqualTo("alice");
			});
			assertThat(sessions.close(sessions.list().get(0).id())).isTrue();
			assertThat(socket.read()).isEqualTo("close 4403 CLOSED_BY_OPERATOR retry=never");
		}
	}

	@Test
	void endsWhenTheApplicationStops() {
		try (WireServer own = start("ws-guard.connection.drain=1s"); WireSocket socket = open(own, "/jakarta/talk/7")) {
			socket.read();
			own.context().close();
			assertThat(socket.read()).isEqualTo("close 1012 DRAINING retry=later");
		}
	}

	@Test
	void lastsNoLongerThanItMay() {
		try (WireServer own = start("ws-guard.connection.max-duration=1h", "ws-guard.connection.idle-timeout=5m",
				"ws-guard.connection.close-on-expiry=false"); WireSocket socket = open(own, "/jakarta/talk/7")) {
			socket.read();
			assertThat(socket.send("idle").read()).as("left to the container").isEqualTo("300000");
			clock(own).advance(Duration.ofMinutes(50));
			assertThat(socket.send("still here").read()).isEqualTo("still here");
			clock(own).advance(Duration.ofMinutes(10));
			assertThat(socket.read()).isEqualTo("close 1012 CONNECTION_TOO_OLD retry=later");
		}
	}

	@Test
	void containerRefusesMessageThatIsTooLarge() {
		try (WireServer own = start("ws-guard.connection.max-message-size=100B");
				WireSocket socket = open(own, "/jakarta/talk/7")) {
			socket.read();
			assertThat(socket.send("x".repeat(100)).read()).hasSize(100);
			assertThat(socket.send("x".repeat(101)).read()).startsWith("close 1009");
			KeyScene.await(() -> scene(own).ended.size() == 1);
			assertThat(scene(own).ended.get(0).rejection().reason().name()).isEqualTo("MESSAGE_TOO_LARGE");
		}
	}

	@Test
	void goesOnWithFreshToken() {
		String id = "cPp4Lkf-w1T_2yJ0ab9MxQ";
		try (WireSocket socket = open("/jakarta/talk/7?ws_guard_connection=" + id)) {
			socket.read();
			clock(server).advance(Duration.ofMinutes(4));
			String fresh = server.issuer().token("good", clock(server).instant());
			WireClient.Response response = server
				.send(WireRequest.plain("POST", "/ws-guard/refresh/" + id).bearer(fresh).header("Content-Length", "0"));
			assertThat(response.status()).as(response.body()).isEqualTo(200);
			clock(server).advance(Duration.ofMinutes(4));
			assertThat(socket.send("still here").read()).isEqualTo("still here");
			clock(server).advance(Duration.ofMinutes(2));
			assertThat(socket.read()).isEqualTo(EXPIRED);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/jakarta/failing", "/jakarta/broken" })
	void isForgottenWhenTheApplicationFailsToOpenIt(String path) {
		try (WireSocket socket = open(path)) {
			assertThat(socket.read()).isEqualTo("end");
			KeyScene.await(() -> registry(server).size() == 0);
		}
	}

	@Test
	void isLeftAloneWhereTheGuardOnlyReports() {
		try (WireServer own = start("ws-guard.mode=report-only");
				WireSocket socket = WireSocket.open(own, WireRequest.handshake("/jakarta/talk/7"))) {
			assertThat(socket.read()).isEqualTo("nobody in 7");
			assertThat(registry(own).size()).isZero();
		}
	}

	private static WireSocket open(String path) {
		return open(server, path);
	}

	private static WireSocket open(WireServer server, String path) {
		return WireSocket.open(server, WireRequest.handshake(path).bearer(server.token("good")));
	}

	private static ConnectionRegistry registry(WireServer server) {
		return server.context().getBean(ConnectionRegistry.class);
	}

	private static MutableClock clock(WireServer server) {
		return server.context().getBean(MutableClock.class);
	}

	private static Scene scene(WireServer server) {
		return server.context().getBean(Scene.class);
	}

	private static String user(Session session) {
		return (session.getUserPrincipal() != null) ? session.getUserPrincipal().getName() : "nobody";
	}

	private static void send(Session session, String text) {
		try {
			session.getBasicRemote().sendText(text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Endpoints of all kinds. Time passes only when the test says so.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(MovableTime.class)
	static class Scene {

		private final List<ConnectionEnded> ended = new CopyOnWriteArrayList<>();

		private final List<String> seen = new CopyOnWriteArrayList<>();

		@EventListener
		void note(ConnectionEnded event) {
			this.ended.add(event);
		}

		@Bean
		HandlerMapping subclassMapping() {
			return new SimpleUrlHandlerMapping(
					Map.of("/subclass/echo", new WebSocketHttpRequestHandler(new WireApplication.Echo()) {
					}), -1);
		}

		@Bean
		WebSocketConfigurer replacedHandler() {
			return (registry) -> registry.addHandler(new WireApplication.Echo(), "/replaced/echo")
				.setHandshakeHandler((request, response, handler, attributes) -> new DefaultHandshakeHandler()
					.doHandshake(request, response, new WireApplication.Echo(), attributes));
		}

		@Bean
		ServerEndpointConfig talk() {
			return ServerEndpointConfig.Builder.create(Talk.class, "/jakarta/talk/{room}")
				.configurator(new TalkConfigurator(this.seen))
				.build();
		}

		@Bean
		ServerEndpointConfig program() {
			return ServerEndpointConfig.Builder.create(Program.class, "/jakarta/program").build();
		}

		@Bean
		ServerEndpointConfig failing() {
			return ServerEndpointConfig.Builder.create(Failing.class, "/jakarta/failing").build();
		}

		@Bean
		ServerEndpointConfig broken() {
			return ServerEndpointConfig.Builder.create(Broken.class, "/jakarta/broken").build();
		}

	}

	/**
	 * Hands over what the endpoint needs, both ways that applications know.
	 */
	private static final class TalkConfigurator extends ServerEndpointConfig.Configurator {

		private final List<String> seen;

		TalkConfigurator(List<String> seen) {
			this.seen = seen;
		}

		@Override
		public <T> T getEndpointInstance(Class<T> endpointClass) {
			return endpointClass.cast(new Talk(this.seen));
		}

	}

	/**
	 * A class with annotations.
	 */
	public static final class Talk {

		private final List<String> seen;

		Talk(List<String> seen) {
			this.seen = seen;
		}

		@OnOpen
		public void open(Session session, EndpointConfig config, @PathParam("room") String room) throws IOException {
			var configurator = (TalkConfigurator) ((ServerEndpointConfig) config).getConfigurator();
			configurator.seen.add("open " + room);
			session.getBasicRemote().sendText(user(session) + " in " + room);
		}

		@OnMessage
		public String message(Session session, String message) {
			this.seen.add(message);
			return message.equals("idle") ? Long.toString(session.getMaxIdleTimeout()) : message;
		}

		@OnError
		public void fail(Throwable failure) {
			this.seen.add("failed");
		}

		@OnClose
		public void close(CloseReason reason) {
			this.seen.add("closed " + reason.getCloseCode().getCode());
		}

	}

	/**
	 * An endpoint by extension.
	 */
	public static final class Program extends Endpoint {

		@Override
		public void onOpen(Session session, EndpointConfig config) {
			session.addMessageHandler(String.class, new MessageHandler.Whole<>() {

				@Override
				public void onMessage(String message) {
					send(session, message);
				}

			});
			send(session, user(session) + " by extension");
		}

	}

	/**
	 * An endpoint that does not open.
	 */
	public static final class Failing extends Endpoint {

		@Override
		public void onOpen(Session session, EndpointConfig config) {
			throw new IllegalStateException("boom");
		}

	}

	/**
	 * An endpoint that lacks a library.
	 */
	public static final class Broken extends Endpoint {

		@Override
		public void onOpen(Session session, EndpointConfig config) {
			throw new NoClassDefFoundError("boom");
		}

	}

}
