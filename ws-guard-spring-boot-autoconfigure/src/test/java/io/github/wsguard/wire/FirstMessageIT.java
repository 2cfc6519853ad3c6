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
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.decision.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tokens that come as the first message.
 */
class FirstMessageIT {

	private static final int MOST_WAITING = 5;

	private static WireServer server;

	@BeforeAll
	static void start() {
		server = WireServer.start(List.of(Scene.class), properties());
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static String[] properties(String... more) {
		List<String> properties = new ArrayList<>(List.of("ws-guard.endpoints.first.path=/first/{room}",
				"ws-guard.endpoints.first.token.sources=first-message",
				"ws-guard.endpoints.first.require.claims.room={room}",
				"ws-guard.endpoints.first-sockjs.path=/first-sockjs",
				"ws-guard.endpoints.first-sockjs.token.sources=first-message", "ws-guard.endpoints.either.path=/either",
				"ws-guard.endpoints.either.token.sources=authorization-header,first-message",
				"ws-guard.endpoints.optional.path=/optional", "ws-guard.endpoints.optional.token.sources=first-message",
				"ws-guard.endpoints.optional.token.required=false", "ws-guard.endpoints.fn.path=/fn/echo",
				"ws-guard.endpoints.fn.token.sources=first-message",
				"ws-guard.endpoints.controller.path=/controller/echo",
				"ws-guard.endpoints.controller.token.sources=first-message",
				"ws-guard.endpoints.jakarta.path=/jakarta/admin",
				"ws-guard.endpoints.jakarta.token.sources=first-message",
				"ws-guard.endpoints.custom.path=/first-custom/*",
				"ws-guard.endpoints.custom.token.sources=first-message",
				"ws-guard.endpoints.subclass.path=/subclass/echo",
				"ws-guard.endpoints.subclass.token.sources=first-message",
				"ws-guard.token.first-message.max-waiting-per-address=" + MOST_WAITING));
		properties.addAll(List.of(more));
		return properties.toArray(String[]::new);
	}

	@BeforeEach
	void forget() {
		awaitConnections(0);
		seen().clear();
		clock().set(Clock.systemUTC().instant());
	}

	@Test
	void opensWithGoodToken() {
		try (WireSocket socket = open("/first/7")) {
			socket.send(auth("good"));
			assertThat(socket.read()).isEqualTo("open alice alice");
			assertThat(socket.send("hello").read()).isEqualTo("hello alice alice");
			assertThat(seen()).containsExactly("open", "hello");
			clock().advance(Duration.ofMinutes(10));
			assertThat(socket.read()).isEqualTo("close 4401 TOKEN_EXPIRED retry=new-token");
			KeyScene.await(() -> seen().size() == 3);
			assertThat(seen()).containsExactly("open", "hello", "closed 4401");
		}
	}

	@Test
	void opensWithGoodTokenInParts() {
		String auth = auth("good");
		try (WireSocket socket = open("/first/7")) {
			socket.sendPart(auth.substring(0, 20), true, false).sendPart(auth.substring(20), false, true);
			assertThat(socket.read()).isEqualTo("open alice alice");
		}
	}

	@Test
	void opensOverSockJs() {
		try (WireSocket socket = open("/first-sockjs/000/abcdefgh/websocket")) {
			assertThat(socket.read()).isEqualTo("o");
			socket.send("[\"" + auth("good").replace("\"", "\\\"") + "\"]");
			assertThat(socket.read()).isEqualTo("a[\"open alice alice\"]");
		}
	}

	@Test
	void ignoresWhatComesOverSockJsBeforeTheSessionIsOpen() throws Exception {
		try (WireServer own = WireServer.start(List.of(Scene.class, Held.class), properties())) {
			Held held = own.context().getBean(Held.class);
			held.holdsOpening = true;
			CompletableFuture<WireClient.Response> opening = CompletableFuture
				.supplyAsync(() -> own.send(sockJs("xhr").header("Content-Length", "0")));
			held.awaitArrival();
			assertThat(own.send(sockJs("xhr_send").body("text/plain", "[\"hello\"]")).status()).isEqualTo(204);
			held.goOn.countDown();
			assertThat(opening.get(10, TimeUnit.SECONDS).body()).isEqualTo("o\n");
			assertThat(own.context().getBean(Scene.class).seen).isEmpty();
			assertThat(own.send(sockJs("xhr_send").body("text/plain", sockJsAuth(own, "good"))).status())
				.isEqualTo(204);
			assertThat(own.context().getBean(Scene.class).seen).containsExactly("open");
		}
	}

	@Test
	void givesOneAttemptToSeveralMessagesAtATime() throws Exception {
		try (WireServer own = WireServer.start(List.of(Scene.class, Held.class), properties())) {
			Held held = own.context().getBean(Held.class);
			own.send(sockJs("xhr").header("Content-Length", "0"));
			held.holdsJudgement = true;
			CompletableFuture<WireClient.Response> first = CompletableFuture
				.supplyAsync(() -> own.send(sockJs("xhr_send").body("text/plain", sockJsAuth(own, "good"))));
			held.awaitArrival();
			held.holdsJudgement = false;
			own.send(sockJs("xhr_send").body("text/plain", sockJsAuth(own, "bob")));
			held.goOn.countDown();
			first.get(10, TimeUnit.SECONDS);
			assertThat(own.context().getBean(Scene.class).seen).isEmpty();
			KeyScene.await(() -> own.context().getBean(ConnectionRegistry.class).size() == 0);
		}
	}

	private static WireRequest sockJs(String transport) {
		return WireRequest.plain("POST", "/first-sockjs/000/abcdefgh/" + transport);
	}

	private static String sockJsAuth(WireServer server, String kind) {
		return "[\"{\\\"type\\\":\\\"auth\\\",\\\"token\\\":\\\"" + server.token(kind) + "\\\"}\"]";
	}

	@Test
	void opensWithTokenOfHandshakeWhereThatIsRead() {
		try (WireSocket socket = WireSocket.open(server,
				WireRequest.handshake("/either").bearer(server.token("good")))) {
			assertThat(socket.read()).isEqualTo("open alice alice");
		}
		try (WireSocket socket = open("/either")) {
			assertThat(socket.send(auth("bob")).read()).isEqualTo("open bob bob");
		}
	}

	@Test
	void opensWithoutTokenWhereNoneIsRequired() {
		try (WireSocket socket = open("/optional")) {
			socket.send("hello");
			assertThat(socket.read()).isEqualTo("open nobody nobody");
			assertThat(socket.read()).isEqualTo("hello nobody nobody");
		}
		try (WireSocket socket = open("/optional")) {
			assertThat(socket.send(auth("good")).read()).isEqualTo("open alice alice");
		}
		try (WireSocket socket = open("/optional")) {
			assertThat(socket.send(auth("expired")).read()).isEqualTo("close 4401 TOKEN_EXPIRED retry=new-token");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			expired       | 4401 TOKEN_EXPIRED retry=new-token
			bad-signature | 4401 TOKEN_SIGNATURE_INVALID retry=new-token
			room-17       | 4403 CLAIM_MISMATCH retry=never
			""")
	void closesWithReasonOfToken(String kind, String expected) {
		try (WireSocket socket = open("/first/7")) {
			assertThat(socket.send(auth(kind)).read()).isEqualTo("close " + expected);
		}
		assertThat(seen()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			hello                                    | TOKEN_MISSING
			{}                                       | TOKEN_MISSING
			[]                                       | TOKEN_MISSING
			"auth"                                   | TOKEN_MISSING
			{"type":"hello","token":"x"}             | TOKEN_MISSING
			{"type":"auth"}                          | TOKEN_MISSING
			{"type":"auth","token":null}             | TOKEN_MISSING
			{"type":"auth","token":{"a":1}}          | TOKEN_MISSING
			{"type":"auth","token":"x","token":"y"}  | TOKEN_MISSING
			{"type":"auth","token":"x"} trailing     | TOKEN_MISSING
			{"type":"auth","token":""}               | TOKEN_MALFORMED
			{"type":"auth","token":"x"}              | TOKEN_MALFORMED
			{"type":"auth","token":"Bearer a.b.c"}   | TOKEN_ENCODING
			""")
	void closesWithReasonOfMessage(String message, String reason) {
		try (WireSocket socket = open("/first/7")) {
			assertThat(socket.send(message).read()).isEqualTo("close 4401 " + reason + " retry=new-token");
		}
		assertThat(seen()).isEmpty();
	}

	@Test
	void givesOneAttempt() {
		try (WireSocket socket = open("/first/7")) {
			socket.send("hello").send(auth("good"));
			assertThat(socket.read()).isEqualTo("close 4401 TOKEN_MISSING retry=new-token");
			assertThat(seen()).isEmpty();
		}
	}

	@Test
	void refusesBinaryMessage() {
		try (WireSocket socket = open("/first/7")) {
			socket.sendBinary(auth("good").getBytes(StandardCharsets.UTF_8));
			assertThat(socket.read()).isEqualTo("close 4401 TOKEN_MISSING retry=new-token");
		}
	}

	@Test
	void closesWhoStaysSilent() {
		try (WireSocket socket = open("/first/7")) {
			awaitConnections(1);
			clock().advance(Duration.ofSeconds(9));
			assertThat(socket.isSilentFor(Duration.ofMillis(300))).isTrue();
			clock().advance(Duration.ofSeconds(1));
			assertThat(socket.read()).isEqualTo("close 4408 AUTH_TIMEOUT retry=never");
		}
		assertThat(seen()).isEmpty();
	}

	@Test
	void isNotIdleWhenTheTokenComes() {
		try (WireServer own = WireServer.start(List.of(Scene.class),
				properties("ws-guard.connection.idle-timeout=5s"))) {
			MutableClock time = own.context().getBean(MutableClock.class);
			ConnectionRegistry registry = own.context().getBean(ConnectionRegistry.class);
			own.context().getBean(Scene.class).answers = false;
			try (WireSocket socket = WireSocket.open(own, WireRequest.handshake("/first/7"))) {
				KeyScene.await(() -> registry.size() == 1);
				time.advance(Duration.ofSeconds(8));
				socket.send("{\"type\":\"auth\",\"token\":\"" + own.token("good") + "\"}");
				KeyScene.await(() -> own.context().getBean(Scene.class).seen.contains("open"));
				assertThat(socket.isSilentFor(Duration.ofMillis(300))).isTrue();
				time.advance(Duration.ofSeconds(5));
				assertThat(socket.read()).isEqualTo("close 1001 IDLE_TIMEOUT retry=later");
			}
		}
	}

	@Test
	void closesWhoSendsTooMuch() {
		try (WireSocket socket = open("/first/7")) {
			assertThat(socket.send("x".repeat(64 * 1024)).read()).isEqualTo("close 1009 MESSAGE_TOO_LARGE retry=never");
		}
		try (WireSocket socket = open("/first/7")) {
			socket.sendPart("x", true, false);
			for (int i = 0; i < 64; i++) {
				socket.sendPart("x".repeat(1024), false, false);
			}
			assertThat(socket.read()).isEqualTo("close 1009 MESSAGE_TOO_LARGE retry=never");
		}
		assertThat(seen()).isEmpty();
	}

	@Test
	void boundsThoseWhoWait() {
		List<WireSocket> waiting = new ArrayList<>();
		for (int i = 0; i < MOST_WAITING; i++) {
			waiting.add(open("/first/7"));
		}
		awaitConnections(MOST_WAITING);
		try (WireSocket socket = open("/first/7")) {
			assertThat(socket.read()).isEqualTo("close 1013 SERVER_BUSY retry=later");
		}
		assertThat(waiting.get(0).send(auth("good")).read()).isEqualTo("open alice alice");
		waiting.get(1).close();
		awaitConnections(MOST_WAITING - 1);
		for (int i = 0; i < 2; i++) {
			waiting.add(open("/first/7"));
			assertThat(waiting.get(MOST_WAITING + i).send(auth("good")).read()).isEqualTo("open alice alice");
		}
		waiting.forEach(WireSocket::close);
	}

	@Test
	void demandsOrigin() {
		assertThatIllegalStateException()
			.isThrownBy(() -> WireSocket.open(server, WireRequest.handshake("/first/7").without("Origin")))
			.withMessageContaining("ORIGIN_MISSING");
	}

	@Test
	void needsChainOfItsOwnBesideSpringSecurity() {
		try (WireServer secured = WireServer.startSecured(List.of(Scene.class), properties())) {
			assertThat(secured.send(WireRequest.handshake("/first/7")).reason()).isEqualTo("LOGIN_REQUIRED");
		}
		try (WireServer secured = WireServer.startSecured(List.of(Scene.class),
				properties("ws-guard.security.first-message-chain=true"))) {
			try (WireSocket socket = WireSocket.open(secured, WireRequest.handshake("/first/7"))) {
				socket.send("{\"type\":\"auth\",\"token\":\"" + secured.token("good") + "\"}");
				assertThat(socket.read()).isEqualTo("open alice alice");
			}
			assertThat(secured.send(WireRequest.plain("GET", "/api/who")).status()).isEqualTo(401);
			assertThat(secured.send(WireRequest.plain("GET", "/first/7")).status()).isEqualTo(401);
			assertThat(secured.send(WireRequest.handshake("/ws/echo")).reason()).isEqualTo("TOKEN_MISSING");
			assertThat(secured.send(WireRequest.handshake("/ws/login")).reason()).isEqualTo("LOGIN_REQUIRED");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/fn/echo", "/controller/echo", "/jakarta/admin", "/subclass/echo" })
	void refusesWhatNobodyWouldRead(String path) {
		WireClient.Response response = server.send(WireRequest.handshake(path));
		assertThat(response.status()).isEqualTo(401);
		assertThat(response.reason()).isEqualTo("TOKEN_MISSING");
		assertThat(response.body()).contains("first message");
	}

	@Test
	void opensWhereTheHandshakeHandlerDropsTheAttributes() {
		try (WireSocket socket = open("/first-custom/dropping")) {
			assertThat(socket.send(auth("expired")).read()).isEqualTo("close 4401 TOKEN_EXPIRED retry=new-token");
		}
		assertThat(seen()).isEmpty();
		try (WireSocket socket = open("/first-custom/dropping")) {
			assertThat(socket.send(auth("good")).read()).isEqualTo("open alice alice");
		}
	}

	@Test
	void closesWhereTheHandshakeHandlerPutsAnotherHandlerInPlace() {
		try (WireSocket socket = open("/first-custom/replacing")) {
			socket.send("hello");
			assertThat(socket.read()).isEqualTo("open nobody nobody");
			assertThat(socket.read()).isEqualTo("close 4401 TOKEN_MISSING retry=new-token");
			socket.sendClose(4401);
			KeyScene.await(() -> seen().contains("closed 4401"));
		}
		assertThat(seen()).containsExactly("open", "closed 4401");
	}

	@Test
	void closesWithReasonWhereTheApplicationFailsToMakeThePrincipal() {
		try (WireServer failing = WireServer.start(List.of(Scene.class, FailingConverter.class), properties());
				WireSocket socket = WireSocket.open(failing, WireRequest.handshake("/first/7"))) {
			socket.send("{\"type\":\"auth\",\"token\":\"" + failing.token("good") + "\"}");
			assertThat(socket.read()).isEqualTo("close 1011 INTERNAL_ERROR retry=never");
			assertThat(failing.context().getBean(Scene.class).seen).isEmpty();
		}
	}

	/**
	 * The client has its answer before the server has opened the session.
	 */
	private static void awaitConnections(int count) {
		ConnectionRegistry registry = server.context().getBean(ConnectionRegistry.class);
		KeyScene.await(() -> registry.size() == count);
	}

	private static WireSocket open(String path) {
		return WireSocket.open(server, WireRequest.handshake(path));
	}

	private static String auth(String kind) {
		return "{\"type\":\"auth\",\"token\":\"" + server.token(kind) + "\"}";
	}

	private static MutableClock clock() {
		return server.context().getBean(MutableClock.class);
	}

	private static List<String> seen() {
		return server.context().getBean(Scene.class).seen;
	}

	/**
	 * A handler that takes note of whatever reaches it, and says who is at the other end.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(MovableTime.class)
	static class Scene {

		private final List<String> seen = new CopyOnWriteArrayList<>();

		private volatile boolean answers = true;

		@Bean
		WebSocketConfigurer firstMessageEndpoints() {
			return (registry) -> {
				registry.addHandler(new Witness(), "/first/{room}", "/either", "/optional");
				registry.addHandler(new Witness(), "/first-sockjs").withSockJS();
				registry.addHandler(new Witness(), "/first-custom/dropping")
					.setHandshakeHandler((request, response, handler, attributes) -> new DefaultHandshakeHandler()
						.doHandshake(request, response, handler, Map.of()));
				registry.addHandler(new Witness(), "/first-custom/replacing")
					.setHandshakeHandler((request, response, handler, attributes) -> new DefaultHandshakeHandler()
						.doHandshake(request, response, new Witness(), attributes));
			};
		}

		@Bean("/subclass/echo")
		WebSocketHttpRequestHandler subclass() {
			return new WebSocketHttpRequestHandler(new Witness()) {
			};
		}

		private final class Witness extends TextWebSocketHandler {

			@Override
			public void afterConnectionEstablished(WebSocketSession session) throws Exception {
				answer(session, "open");
			}

			@Override
			protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
				answer(session, message.getPayload());
			}

			private void answer(WebSocketSession session, String what) throws Exception {
				Scene.this.seen.add(what);
				String principal = (session.getPrincipal() != null) ? session.getPrincipal().getName() : "nobody";
				var authentication = SecurityContextHolder.getContext().getAuthentication();
				String authenticated = (authentication != null) ? authentication.getName() : "nobody";
				if (Scene.this.answers) {
					session.sendMessage(new TextMessage(what + " " + principal + " " + authenticated));
				}
			}

			@Override
			public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
				Scene.this.seen.add("closed " + status.getCode());
			}

		}

	}

	/**
	 * Takes its time wherever the test says so.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Held {

		private final CountDownLatch arrived = new CountDownLatch(1);

		private final CountDownLatch goOn = new CountDownLatch(1);

		private volatile boolean holdsOpening;

		private volatile boolean holdsJudgement;

		void awaitArrival() throws InterruptedException {
			assertThat(this.arrived.await(10, TimeUnit.SECONDS)).isTrue();
		}

		private void hold() {
			this.arrived.countDown();
			try {
				this.goOn.await(20, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Bean
		JwtAuthenticationConverter holdingConverter() {
			JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
			converter.setJwtGrantedAuthoritiesConverter((jwt) -> {
				if (this.holdsJudgement) {
					hold();
				}
				return List.of();
			});
			return converter;
		}

		@Bean
		FilterRegistrationBean<Filter> holdingFilter() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response,
					chain) -> chain.doFilter(this.holdsOpening ? holding(request) : request, response));
			registration.setAsyncSupported(true);
			return registration;
		}

		private ServletRequest holding(ServletRequest request) {
			return new HttpServletRequestWrapper((HttpServletRequest) request) {

				@Override
				public AsyncContext startAsync(ServletRequest started, ServletResponse response) {
					hold();
					return super.startAsync(started, response);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingConverter {

		@Bean
		JwtAuthenticationConverter failingConverter() {
			JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
			converter.setJwtGrantedAuthoritiesConverter((jwt) -> {
				throw new IllegalStateException("failing");
			});
			return converter;
		}

	}

}
