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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import io.github.wsguard.connection.WsGuardSessions;
import io.github.wsguard.decision.MutableClock;
import io.github.wsguard.observation.HandshakeRejected;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A fresh token for a connection that is open.
 */
class RefreshIT {

	// The common pool has a single thread on two processors, and these wait for each
	// other
	private static final Executor THREADS = (task) -> new Thread(task, "client").start();

	private static final String ID = "cPp4Lkf-w1T_2yJ0ab9MxQ";

	private static WireServer server;

	@BeforeAll
	static void start() {
		server = WireServer.startSecured(List.of(Scene.class), "ws-guard.connection.refresh.enabled=true",
				"ws-guard.endpoints.patterns.require.scopes=admin");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	@AfterEach
	void closeAll() {
		server.context().getBean(WsGuardSessions.class).closeIf((connection) -> true);
		KeyScene.await(() -> server.context().getBean(WsGuardSessions.class).list().isEmpty());
		server.context().getBean(Scene.class).rejected.clear();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/ws/echo", "/sockjs/websocket", "/ws/room/7" })
	void connectionGoesOnWithTheFreshToken(String path) {
		try (WireSocket socket = open(path)) {
			socket.read();
			clock().advance(Duration.ofMinutes(4));
			WireClient.Response response = refresh(fresh("good"));
			assertThat(response.status()).as(response.body()).isEqualTo(200);
			assertThat(response.body()).isEqualTo("{\"expiresIn\":300}");
			assertThat(response.header("Content-Type")).isEqualTo("application/json");
			assertThat(response.header("Cache-Control")).isEqualTo("no-store");
			assertThat(response.header("Set-Cookie")).isNull();
			assertThat(response.headers()).contains("Access-Control-Allow-Origin: https://app.example.com",
					"Vary: Origin");
			clock().advance(Duration.ofMinutes(4));
			assertThat(socket.send("still here").read()).isEqualTo("still here");
			clock().advance(Duration.ofMinutes(2));
			assertThat(socket.read()).isEqualTo("close 4401 TOKEN_EXPIRED retry=new-token");
		}
	}

	@Test
	void principalIsThatOfTheFreshToken() {
		try (WireSocket socket = open("/ws/echo")) {
			socket.read();
			assertThat(refresh(fresh("no-scope")).status()).isEqualTo(200);
			assertThat(server.context().getBean(WsGuardSessions.class).list()).singleElement()
				.satisfies(
						(connection) -> assertThat(connection.token().getAuthorities()).containsExactly("SCOPE_chat"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "bob, 403, REFRESH_SUBJECT_CHANGED", "expired, 401, TOKEN_EXPIRED",
			"bad-signature, 401, TOKEN_SIGNATURE_INVALID", "wrong-audience, 401, TOKEN_AUDIENCE_INVALID",
			"broken-keys, 503, KEYS_UNAVAILABLE" })
	void refusesWhatDoesNotCountForTheConnection(String kind, int status, String reason) {
		try (WireSocket socket = open("/ws/echo")) {
			socket.read();
			WireClient.Response response = refresh(fresh(kind));
			assertThat(response.status()).isEqualTo(status);
			assertThat(response.reason()).isEqualTo(reason);
			assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
			assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.com");
			assertThat(response.body()).doesNotContain(ID);
			assertThat(socket.send("still here").read()).isEqualTo("still here");
			KeyScene.await(() -> !rejected().isEmpty());
			assertThat(rejected()).singleElement().satisfies((event) -> {
				assertThat(event.rejection().reason().name()).isEqualTo(reason);
				assertThat(event.endpoint()).isEqualTo("/ws-guard/refresh/{id}");
				assertThat(event.path()).isEqualTo("/ws-guard/refresh/{id}");
				assertThat(response.body()).contains(event.id());
			});
		}
	}

	@Test
	void endpointStillDecidesWhoMayStay() {
		try (WireSocket socket = open("/ws/patterns")) {
			socket.read();
			WireClient.Response response = refresh(fresh("no-scope"));
			assertThat(response.status()).isEqualTo(403);
			assertThat(response.reason()).isEqualTo("INSUFFICIENT_SCOPE");
		}
		closeAll();
		try (WireSocket socket = open("/ws/room/7")) {
			socket.read();
			assertThat(refresh(fresh("room-17")).reason()).isEqualTo("CLAIM_MISMATCH");
		}
	}

	@ParameterizedTest
	@CsvSource({ "good, 404, REFRESH_CONNECTION_UNKNOWN", "bob, 404, REFRESH_CONNECTION_UNKNOWN",
			"expired, 401, TOKEN_EXPIRED", "bad-signature, 401, TOKEN_SIGNATURE_INVALID" })
	void judgesTheTokenBeforeItTellsThatThereIsNoConnection(String kind, int status, String reason) {
		WireClient.Response response = refresh(fresh(kind));
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.reason()).isEqualTo(reason);
	}

	@Test
	void forgetsTheIdentifierWithTheConnection() {
		try (WireSocket socket = open("/ws/echo")) {
			socket.read();
			assertThat(refresh(fresh("good")).status()).isEqualTo(200);
		}
		KeyScene.await(() -> server.context().getBean(WsGuardSessions.class).list().isEmpty());
		assertThat(refresh(fresh("good")).reason()).isEqualTo("REFRESH_CONNECTION_UNKNOWN");
	}

	@Test
	void identifierBelongsToItsOwner() {
		try (WireSocket alice = open("/ws/echo")) {
			// The first that is open has the identifier
			alice.read();
			try (WireSocket bob = open("/ws/echo", "bob"); WireSocket again = open("/ws/echo")) {
				bob.read();
				again.read();
				assertThat(refresh(fresh("bob")).reason()).isEqualTo("REFRESH_SUBJECT_CHANGED");
				clock().advance(Duration.ofMinutes(4));
				assertThat(refresh(fresh("good")).status()).isEqualTo(200);
				clock().advance(Duration.ofMinutes(2));
				assertThat(alice.read()).isEqualTo("close 4401 TOKEN_EXPIRED retry=new-token");
				assertThat(again.send("still here").read()).isEqualTo("still here");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "short", "", "cPp4Lkf-w1T_2yJ0ab9Mx!", "cPp4Lkf-w1T_2yJ0ab9MxQ/more" })
	void takesNoOtherIdentifierThanAClientMayChoose(String id) {
		try (WireSocket socket = WireSocket.open(server,
				WireRequest.handshake("/ws/echo?ws_guard_connection=" + id).bearer(fresh("good")))) {
			socket.read();
			assertThat(refresh(id, fresh("good")).reason()).isEqualTo("REFRESH_CONNECTION_UNKNOWN");
		}
	}

	@Test
	void takesTheTokenFromTheHeaderOnly() {
		try (WireSocket socket = open("/ws/echo")) {
			socket.read();
			WireClient.Response cookie = server
				.send(request(ID).header("Cookie", "access_token=" + fresh("good")).header("Content-Length", "0"));
			assertThat(cookie.status()).isEqualTo(401);
			assertThat(cookie.reason()).isEqualTo("TOKEN_PLACEMENT_UNSUPPORTED");
			WireClient.Response query = server
				.send(request(ID + "?access_token=" + fresh("good")).header("Content-Length", "0"));
			assertThat(query.reason()).isEqualTo("TOKEN_PLACEMENT_UNSUPPORTED");
			WireClient.Response none = server.send(request(ID).header("Content-Length", "0"));
			assertThat(none.status()).isEqualTo(401);
			assertThat(none.reason()).isEqualTo("TOKEN_MISSING");
			assertThat(none.header("WWW-Authenticate")).startsWith("Bearer");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "DELETE", "OPTIONS" })
	void takesNoOtherMethod(String method) {
		WireClient.Response response = server
			.send(request(ID).method(method).bearer(fresh("good")).header("Content-Length", "0"));
		assertThat(response.status()).isEqualTo(405);
		assertThat(response.reason()).isEqualTo("METHOD_NOT_ALLOWED");
		assertThat(response.header("Allow")).isEqualTo("POST, OPTIONS");
	}

	@Test
	void browsersMayAskFirst() {
		WireClient.Response response = preflight("https://app.example.com");
		assertThat(response.status()).isEqualTo(204);
		assertThat(response.headers()).contains("Access-Control-Allow-Origin: https://app.example.com",
				"Access-Control-Allow-Methods: POST", "Access-Control-Allow-Headers: Authorization", "Vary: Origin");
		assertThat(response.header("Access-Control-Allow-Credentials")).isNull();
		assertThat(rejected()).isEmpty();
	}

	@Test
	void foreignPagesLearnNothing() {
		WireClient.Response asked = preflight("https://evil.example");
		assertThat(asked.status()).isEqualTo(403);
		assertThat(asked.reason()).isEqualTo("ORIGIN_NOT_ALLOWED");
		assertThat(asked.header("Access-Control-Allow-Origin")).isNull();
		WireClient.Response sent = server.send(request(ID).header("Origin", "https://evil.example")
			.bearer(fresh("good"))
			.header("Content-Length", "0"));
		assertThat(sent.reason()).isEqualTo("ORIGIN_NOT_ALLOWED");
		assertThat(sent.header("Access-Control-Allow-Origin")).isNull();
	}

	@Test
	void originsAreThoseOfTheEndpoint() {
		try (WireSocket socket = WireSocket.open(server,
				WireRequest.handshake("/ws/patterns?ws_guard_connection=" + ID)
					.header("Origin", "https://other.example.com")
					.bearer(fresh("good")))) {
			socket.read();
			assertThat(preflight("https://other.example.com").status()).isEqualTo(204);
			closeAll();
			assertThat(preflight("https://other.example.com").status()).isEqualTo(403);
		}
	}

	@Test
	void clientsWithoutAnOriginNeedTheToken() {
		try (WireSocket socket = open("/ws/echo")) {
			socket.read();
			WireClient.Response response = server
				.send(request(ID).without("Origin").bearer(fresh("good")).header("Content-Length", "0"));
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.header("Access-Control-Allow-Origin")).isNull();
		}
	}

	/**
	 * Whoever wins, nothing is lost of a connection that goes on, and nothing gets
	 * through one that has ended.
	 */
	@Test
	void freshTokenWinsOrLosesAgainstTheEndOfTheOldOne() {
		for (int i = 0; i < 200; i++) {
			String ending = server.issuer().token("good", clock().instant().minusSeconds(329));
			String fresh = fresh("good");
			try (WireSocket socket = WireSocket.open(server,
					WireRequest.handshake("/ws/echo?ws_guard_connection=" + ID).bearer(ending))) {
				socket.read();
				CompletableFuture<WireClient.Response> response = CompletableFuture.supplyAsync(() -> refresh(fresh),
						THREADS);
				clock().advance(Duration.ofSeconds(1));
				socket.send("too late without a fresh token");
				if (response.join().status() == 200) {
					assertThat(socket.read()).isEqualTo("too late without a fresh token");
					assertThat(socket.send("still here").read()).isEqualTo("still here");
				}
				else {
					assertThat(response.join().reason()).isEqualTo("REFRESH_CONNECTION_UNKNOWN");
					assertThat(socket.read()).isEqualTo("close 4401 TOKEN_EXPIRED retry=new-token");
				}
			}
		}
	}

	@Test
	void closeWinsOverAFreshToken() {
		WsGuardSessions sessions = server.context().getBean(WsGuardSessions.class);
		for (int i = 0; i < 200; i++) {
			String fresh = fresh("good");
			try (WireSocket socket = open("/ws/echo")) {
				socket.read();
				CompletableFuture<WireClient.Response> response = CompletableFuture.supplyAsync(() -> refresh(fresh),
						THREADS);
				assertThat(sessions.closeSubject(TestIssuer.ISSUER, "alice")).isOne();
				socket.send("too late");
				assertThat(response.join().status()).isIn(200, 404);
				assertThat(socket.read()).isEqualTo("close 4403 CLOSED_BY_OPERATOR retry=never");
			}
		}
	}

	@Test
	void isOffUnlessAskedFor() {
		try (WireServer plain = WireServer.start(List.of(Scene.class));
				WireSocket socket = WireSocket.open(plain,
						WireRequest.handshake("/ws/echo?ws_guard_connection=" + ID).bearer(plain.token("good")))) {
			socket.read();
			WireClient.Response response = plain
				.send(request(ID).bearer(plain.token("good")).header("Content-Length", "0"));
			assertThat(response.status()).isEqualTo(404);
			assertThat(response.reason()).isNull();
		}
	}

	private static WireSocket open(String path) {
		return open(path, "good");
	}

	private static WireSocket open(String path, String kind) {
		return WireSocket.open(server, WireRequest.handshake(path + "?ws_guard_connection=" + ID).bearer(fresh(kind)));
	}

	private static String fresh(String kind) {
		return server.issuer().token(kind, clock().instant());
	}

	private static WireClient.Response refresh(String token) {
		return refresh(ID, token);
	}

	private static WireClient.Response refresh(String id, String token) {
		return server.send(request(id).bearer(token).header("Content-Length", "0"));
	}

	private static WireRequest request(String id) {
		return WireRequest.plain("POST", "/ws-guard/refresh/" + id);
	}

	private static WireClient.Response preflight(String origin) {
		return server.send(request(ID).method("OPTIONS")
			.header("Origin", origin)
			.header("Access-Control-Request-Method", "POST")
			.header("Access-Control-Request-Headers", "authorization"));
	}

	private static List<HandshakeRejected> rejected() {
		return server.context().getBean(Scene.class).rejected;
	}

	private static MutableClock clock() {
		return server.context().getBean(MutableClock.class);
	}

	/**
	 * Time passes only when the test says so.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Scene {

		private final List<HandshakeRejected> rejected = new CopyOnWriteArrayList<>();

		@EventListener
		void note(HandshakeRejected event) {
			this.rejected.add(event);
		}

		@Bean
		static MutableClock clock() {
			return new MutableClock(Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS));
		}

	}

}
