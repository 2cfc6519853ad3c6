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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.simp.user.UserDestinationMessageHandler;
import org.springframework.messaging.support.ExecutorChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.SingleResultAuthorizationManager;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.csrf.MissingCsrfTokenException;
import org.springframework.stereotype.Controller;
import org.springframework.util.AntPathMatcher;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.messaging.StompSubProtocolErrorHandler;

import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.connection.WsGuardSessions;
import io.github.wsguard.decision.Layer;
import io.github.wsguard.decision.MutableClock;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.observation.ConnectionEnded;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What STOMP clients may do, and what they are told when they may not.
 */
class StompIT {

	private static WireServer shared;

	private WireServer server;

	@BeforeAll
	static void prepare() {
		shared = start(List.of(Scene.class, Methods.class));
	}

	@AfterAll
	static void stopShared() {
		shared.close();
	}

	@AfterEach
	void stop() {
		if (this.server != shared) {
			this.server.close();
		}
	}

	/**
	 * Use an application without rules.
	 */
	private void start() {
		this.server = shared;
		// Tokens are of today
		clock().advance(Duration.between(clock().instant(), Clock.systemUTC().instant()));
		scene().forget();
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
			socket.send(sockJs(connect("good")));
			assertThat(socket.read()).startsWith("a[\"CONNECTED\\n");
			socket.send(sockJs(frame("SUBSCRIBE", "id:0", "destination:/queue/x-user123")));
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
			socket.send(frame(lines[0], Arrays.copyOfRange(lines, 1, lines.length)));
			assertRefused(socket, reason);
			assertThat(scene().connects).isEmpty();
		}
	}

	@Test
	void sendsToMethodsOfTheApplication() {
		start();
		try (WireSocket socket = connected("good")) {
			subscribeToAnswers(socket);
			assertThat(call(socket, "/app/who")).isEqualTo("alice");
			assertThat(call(socket, "/app/principal")).isEqualTo("alice");
			assertThat(call(socket, "/app/claim")).isEqualTo("7");
			assertThat(call(socket, "/app/chat")).isEqualTo("allowed");
			assertThat(call(socket, "/app/staff")).isEqualTo("denied");
			assertThat(socket.send(frame("DISCONNECT", "receipt:bye")).read()).startsWith("RECEIPT\nreceipt-id:bye\n");
		}
	}

	/**
	 * Frames are handled at the same time: wait until the broker knows of this one.
	 */
	private void subscribeToAnswers(WireSocket socket) {
		int before = scene().subscriptions.get();
		socket.send(frame("SUBSCRIBE", "id:0", "destination:/user/topic/who"));
		KeyScene.await(() -> scene().subscriptions.get() > before + 1);
	}

	private static String call(WireSocket socket, String destination) {
		String answer = socket.send(frame("SEND", "destination:" + destination)).read();
		assertThat(answer).startsWith("MESSAGE\n");
		return answer.substring(answer.indexOf("\n\n") + 2, answer.length() - 1);
	}

	@ParameterizedTest
	@CsvSource({ "'SEND|destination:/topic/a', DESTINATION_FORBIDDEN",
			"'MESSAGE|destination:/topic/a|subscription:0|message-id:1', STOMP_FRAME_INVALID",
			"'CONNECTED|version:1.2', STOMP_FRAME_INVALID",
			"'SEND|destination:/user/bob/topic/who', DESTINATION_FORBIDDEN",
			"'SEND|destination:/user/bob', DESTINATION_FORBIDDEN",
			"'SUBSCRIBE|id:0|destination:/queue/private-user123', DESTINATION_FORBIDDEN",
			"'SUBSCRIBE|id:0|destination:/topic/*', DESTINATION_FORBIDDEN",
			"'SUBSCRIBE|id:0|destination:/topic/a?', DESTINATION_FORBIDDEN",
			"'SUBSCRIBE|id:0|destination:/topic/{a}', DESTINATION_FORBIDDEN",
			"'SUBSCRIBE|id:0|destination:/topic/a.#', DESTINATION_FORBIDDEN",
			"'SUBSCRIBE|id:0|destination:/topic/a.>', DESTINATION_FORBIDDEN", "'SUBSCRIBE|id:0', STOMP_FRAME_INVALID",
			"'SEND|x:y', STOMP_FRAME_INVALID", "'SEND|destination:/app/who|destination:/topic/a', STOMP_FRAME_INVALID",
			"'SEND|destination:/app/who|simpOrigDestination:/user/topic/who', STOMP_FRAME_INVALID",
			"'SEND|destination:/app/who|heart-beat:a,b', STOMP_FRAME_INVALID",
			"'CONNECT|accept-version:1.2', STOMP_FRAME_INVALID", "'HELLO|a:b', STOMP_FRAME_INVALID",
			"'SEND|destination:/app/who|a\\b:c', STOMP_FRAME_INVALID" })
	void refusesALaterFrameAlsoWithoutRules(String row, RejectionReason reason) {
		start();
		try (WireSocket socket = connected("good")) {
			String[] lines = row.split("\\|");
			String forbidden = frame(lines[0], Arrays.copyOfRange(lines, 1, lines.length));
			// What comes with it goes no further, either
			socket.send(forbidden + frame("SEND", "destination:/app/mark"));
			assertRefused(socket, reason);
			KeyScene.await(() -> !scene().ended.isEmpty());
			assertThat(scene().ended).extracting((ended) -> ended.rejection().reason()).containsExactly(reason);
			assertThat(scene().marks).isEmpty();
		}
		KeyScene.await(() -> this.server.context().getBean(ConnectionRegistry.class).size() == 0);
	}

	@Test
	void namesTheFrameByItsReceipt() {
		start();
		try (WireSocket socket = connected("good")) {
			socket.send(frame("SEND", "destination:/topic/a", "receipt:r1"));
			assertThat(socket.read()).contains("\nreceipt-id:r1\n", "ws-guard-reason:DESTINATION_FORBIDDEN");
		}
	}

	@Test
	void refusesFramesBeforeConnectOfAClientThatIsKnown() {
		start();
		try (WireSocket socket = WireSocket.open(this.server, handshake().bearer(this.server.token("good")))) {
			socket.send(frame("SUBSCRIBE", "id:0", "destination:/topic/a"));
			assertRefused(socket, RejectionReason.STOMP_NOT_CONNECTED);
		}
	}

	@Test
	void refusesAFrameThatIsTooLarge() {
		start();
		try (WireSocket socket = connected("good")) {
			socket.send("SEND\ndestination:/app/who\n\n");
			for (int i = 0; i < 5; i++) {
				socket.send("x".repeat(15_000));
			}
			assertRefused(socket, RejectionReason.MESSAGE_TOO_LARGE);
		}
	}

	@Test
	void sendsToItself() {
		start();
		try (WireSocket socket = connected("good")) {
			subscribeToAnswers(socket);
			assertThat(socket.send(frame("SEND", "destination:/user/alice/topic/who")).read()).startsWith("MESSAGE\n");
			socket.send(frame("SUBSCRIBE", "id:1", "destination:/topic/online-users"));
			assertThat(call(socket, "/app/who")).isEqualTo("alice");
		}
	}

	@ParameterizedTest
	@CsvSource({ "SUBSCRIBE, /topic/admin/x, no-scope, INSUFFICIENT_SCOPE", "SUBSCRIBE, /topic/admin/x, good, ''",
			"SEND, /topic/admin/x, good, DESTINATION_FORBIDDEN", "SUBSCRIBE, /topic/room/7, good, ''",
			"SEND, /topic/room/7, good, ''", "SUBSCRIBE, /topic/room/8, good, CLAIM_MISMATCH",
			"SUBSCRIBE, /topic/room/7, no-room, CLAIM_MISSING", "SUBSCRIBE, /topic/staff, good, AUTHORITY_MISSING",
			"SUBSCRIBE, /topic/other, good, DESTINATION_FORBIDDEN",
			"SUBSCRIBE, /topic//admin/x, good, DESTINATION_FORBIDDEN", "SEND, /app/mark, good, ''",
			"SUBSCRIBE, /topic/prices/*, good, ''", "SUBSCRIBE, /topic/prices/**, good, ''",
			"SUBSCRIBE, /topic/**, good, DESTINATION_FORBIDDEN",
			"SUBSCRIBE, /topic/room/*, good, DESTINATION_FORBIDDEN",
			"SUBSCRIBE, /topic/news/draft/**, good, AUTHORITY_MISSING" })
	void followsTheRules(String command, String destination, String kind, String reason) {
		start("ws-guard.stomp.destinations.admin.pattern=/topic/admin/**",
				"ws-guard.stomp.destinations.admin.actions=subscribe",
				"ws-guard.stomp.destinations.admin.require.scopes=admin",
				"ws-guard.stomp.destinations.room.pattern=/topic/room/{room}",
				"ws-guard.stomp.destinations.room.require.claims.room={room}",
				"ws-guard.stomp.destinations.staff.pattern=/topic/staff",
				"ws-guard.stomp.destinations.staff.require.authorities=ROLE_STAFF",
				"ws-guard.stomp.destinations.prices.pattern=/topic/prices/**",
				"ws-guard.stomp.destinations.prices.wildcards=true",
				"ws-guard.stomp.destinations.news.pattern=/topic/news/**",
				"ws-guard.stomp.destinations.news.wildcards=true",
				"ws-guard.stomp.destinations.draft.pattern=/topic/news/draft",
				"ws-guard.stomp.destinations.draft.require.authorities=ROLE_STAFF",
				"ws-guard.stomp.destinations.app.pattern=/app/**");
		try (WireSocket socket = connected(kind)) {
			socket.send(frame(command, "id:0", "destination:" + destination));
			if (!reason.isEmpty()) {
				assertRefused(socket, RejectionReason.valueOf(reason));
				return;
			}
			socket.send(frame("DISCONNECT", "receipt:bye"));
			String answer = socket.read();
			assertThat(answer.startsWith("MESSAGE\n") ? socket.read() : answer).startsWith("RECEIPT\n");
		}
	}

	@Test
	void keepsTheQueuesOfOthersFromSubscribersWithWildcards() {
		this.server = start(List.of(Scene.class, Methods.class, InPublishOrder.class), withWildcards());
		try (WireSocket eve = connected("bob"); WireSocket alice = connected("good")) {
			subscribe(eve, "/topic/*");
			subscribeToAnswers(alice);
			assertThat(call(alice, "/app/who")).isEqualTo("alice");
			assertThat(call(alice, "/app/who")).isEqualTo("alice");
			// Looks like a queue of another session, and no rule says that it is none
			alice.send(frame("SEND", "destination:/topic/power-user1"));
			// Her own queue is one of those that she means
			assertThat(call(eve, "/app/who")).isEqualTo("bob");
			alice.send(frame("SEND", "destination:/topic/news"));
			assertThat(eve.read()).startsWith("MESSAGE\n").contains("\ndestination:/topic/news\n");
		}
	}

	@Test
	void deliversToWildcardsWhatARuleNames() {
		start(withWildcards("ws-guard.stomp.destinations.power.pattern=/topic/power-user1"));
		try (WireSocket socket = connected("good")) {
			subscribe(socket, "/topic/*");
			socket.send(frame("SEND", "destination:/topic/power-user1"));
			assertThat(socket.read()).startsWith("MESSAGE\n").contains("\ndestination:/topic/power-user1\n");
		}
	}

	private static String[] withWildcards(String... properties) {
		List<String> all = new ArrayList<>(List.of("ws-guard.stomp.destinations.topics.pattern=/topic/**",
				"ws-guard.stomp.destinations.topics.wildcards=true", "ws-guard.stomp.destinations.app.pattern=/app/**",
				"ws-guard.stomp.destinations.user.pattern=/user/**"));
		all.addAll(List.of(properties));
		return all.toArray(String[]::new);
	}

	private void subscribe(WireSocket socket, String destination) {
		int before = scene().subscriptions.get();
		socket.send(frame("SUBSCRIBE", "id:w", "destination:" + destination));
		KeyScene.await(() -> scene().subscriptions.get() > before + 1);
	}

	/**
	 * Spring appends the identifier of a session to the queue of a user, and SockJS
	 * clients choose it.
	 */
	@Test
	void refusesSubscriptionsOfASessionWhoseIdentifierIsAWildcard() {
		start();
		try (WireSocket socket = WireSocket.open(this.server,
				WireRequest.handshake("/stomp-sockjs/000/*/websocket").bearer(this.server.token("good")))) {
			assertThat(socket.read()).isEqualTo("o");
			socket.send(sockJs(frame("CONNECT", "accept-version:1.2")));
			assertThat(socket.read()).startsWith("a[\"CONNECTED\\n");
			socket.send(sockJs(frame("SUBSCRIBE", "id:0", "destination:/user/topic/who")));
			assertThat(socket.read()).startsWith("a[\"ERROR\\n").contains("ws-guard-reason:DESTINATION_FORBIDDEN");
		}
	}

	private static String sockJs(String frame) {
		return "[\"" + frame.replace("\n", "\\n").replace("\0", "\\u0000") + "\"]";
	}

	@Test
	void letsNoWildcardReachOverSlashesWhereTheBrokerSeparatesByDots() {
		this.server = start(List.of(Scene.class, Methods.class, Dotted.class),
				withWildcards("ws-guard.stomp.destinations.flat.pattern=/topic/*",
						"ws-guard.stomp.destinations.flat.wildcards=true",
						"ws-guard.stomp.destinations.staff.pattern=/topic/staff/{room}",
						"ws-guard.stomp.destinations.staff.require.authorities=ROLE_STAFF"));
		try (WireSocket socket = connected("good")) {
			subscribe(socket, "/topic/news.*");
			socket.send(frame("SUBSCRIBE", "id:0", "destination:/topic/*"));
			assertRefused(socket, RejectionReason.AUTHORITY_MISSING);
		}
	}

	@Test
	void namesWhatSpringSecurityRefuses() {
		start();
		try (WireSocket socket = connected("good")) {
			socket.send(frame("SEND", "destination:/app/denied", "receipt:r"));
			String error = socket.read();
			assertThat(error).startsWith("ERROR\n")
				.contains("\nmessage:ACCESS_DENIED\n", "\nws-guard-reason:ACCESS_DENIED\n", "\nx-app:yes\n");
			assertThat(socket.read()).isEqualTo("close 4403 ACCESS_DENIED retry=never");
		}
		try (WireSocket socket = open()) {
			socket.send(frame("CONNECT", "accept-version:1.2", "x:csrf", "Authorization:" + bearer("good")));
			assertThat(socket.read()).contains("\nws-guard-reason:CSRF_INVALID\n", "\nx-app:yes\n");
			assertThat(socket.read()).isEqualTo("close 4403 CSRF_INVALID retry=never");
		}
	}

	@ParameterizedTest
	@CsvSource({ "/app/for/auditors, INSUFFICIENT_SCOPE, SCOPE_audit", "/app/for/staff, AUTHORITY_MISSING, ROLE_STAFF",
			"/app/for/nobody, ACCESS_DENIED, a message" })
	void namesWhatARuleOfSpringSecurityAsksFor(String destination, RejectionReason reason, String detail) {
		start();
		try (WireSocket socket = connected("good")) {
			socket.send(frame("SEND", "destination:" + destination));
			assertRefusedBySecurity(socket, reason, detail);
		}
	}

	@Test
	void namesNothingByADenialThatTheApplicationCaught() {
		start();
		try (WireSocket socket = connected("good")) {
			socket.send(frame("SEND", "destination:/app/for/auditors", "x:caught")
					+ frame("SEND", "destination:/app/denied"));
			assertRefusedBySecurity(socket, RejectionReason.ACCESS_DENIED, "a message");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/app/for/auditors", "/app/for/nobody" })
	void asksForALoginWhereSpringSecurityKnowsNobody(String destination) {
		start("ws-guard.endpoints.stomp.path=/stomp", "ws-guard.endpoints.stomp.token.required=false");
		try (WireSocket socket = open()) {
			socket.send(frame("CONNECT", "accept-version:1.2"));
			assertThat(socket.read()).startsWith("CONNECTED\n");
			socket.send(frame("SEND", "destination:" + destination));
			assertRefusedBySecurity(socket, RejectionReason.LOGIN_REQUIRED, "nobody logged in");
		}
	}

	private void assertRefusedBySecurity(WireSocket socket, RejectionReason reason, String detail) {
		assertThat(socket.read()).startsWith("ERROR\n")
			.contains("\nmessage:" + reason + "\n", "\nws-guard-reason:" + reason + "\n", "\nx-app:yes\n")
			.doesNotContain(detail);
		assertThat(socket.read()).isEqualTo("close " + reason.closeCode() + " " + reason + " retry=never");
		KeyScene.await(() -> !scene().ended.isEmpty());
		assertThat(scene().ended).singleElement().satisfies((ended) -> {
			assertThat(ended.rejection().reason()).isEqualTo(reason);
			assertThat(ended.rejection().layer()).isEqualTo(Layer.SPRING_SECURITY);
			assertThat(ended.rejection().detail()).endsWith(detail);
		});
	}

	@Test
	void leavesOtherErrorsToTheApplication() {
		start();
		try (WireSocket socket = connected("good")) {
			socket.send(frame("SEND", "destination:/app/broken"));
			assertThat(socket.read()).startsWith("ERROR\n").contains("\nx-app:yes\n").doesNotContain("ws-guard-reason");
			assertThat(socket.read()).isEqualTo("close 1002");
		}
	}

	@Test
	void tellsASilentSubscriberThatItsTokenHasExpired() {
		start("ws-guard.stomp.unmatched-destinations=allow");
		try (WireSocket socket = connected("good")) {
			socket.send(frame("SUBSCRIBE", "id:0", "destination:/topic/a"));
			clock().advance(Duration.ofMinutes(10));
			assertRefused(socket, RejectionReason.TOKEN_EXPIRED);
		}
	}

	@Test
	void refreshesTheToken() {
		start("ws-guard.connection.refresh.enabled=true", "ws-guard.jwt.max-lifetime=400d");
		try (WireSocket socket = connected("good")) {
			subscribeToAnswers(socket);
			String answer = socket.send(refresh("long-lived")).read();
			assertThat(answer).startsWith("RECEIPT\n").contains("\nreceipt-id:r1\n").doesNotContain("eyJ");
			assertThat(Long.parseLong(answer.replaceFirst("(?s).*\nexpires-in:(\\d+)\n.*", "$1")))
				.isBetween(86_400L * 364, 86_400L * 366);
			clock().advance(Duration.ofDays(30));
			assertThat(call(socket, "/app/lifetime")).isEqualTo("365");
			clock().advance(Duration.ofDays(400));
			assertRefused(socket, RejectionReason.TOKEN_EXPIRED);
		}
	}

	@ParameterizedTest
	@CsvSource({ "bob, REFRESH_SUBJECT_CHANGED", "no-subject, REFRESH_SUBJECT_CHANGED", "expired, TOKEN_EXPIRED",
			"wrong-audience, TOKEN_AUDIENCE_INVALID" })
	void refusesATokenToRefreshWith(String kind, RejectionReason reason) {
		start("ws-guard.connection.refresh.enabled=true", "ws-guard.jwt.issuers.main.principal-claim-name=room");
		try (WireSocket socket = connected("good")) {
			assertRefused(socket.send(refresh(kind)), reason);
		}
		try (WireSocket socket = connected("good")) {
			socket.send(frame("SEND", "destination:/ws-guard/refresh"));
			assertRefused(socket, RejectionReason.TOKEN_MISSING);
		}
	}

	private String refresh(String kind) {
		return frame("SEND", "destination:/ws-guard/refresh", "receipt:r1", "Authorization:" + bearer(kind));
	}

	@Test
	void leavesAClientWithoutTokenToTheApplicationWhereNoneIsRequired() {
		start("ws-guard.endpoints.stomp.path=/stomp", "ws-guard.endpoints.stomp.token.required=false");
		try (WireSocket socket = open()) {
			socket.send(frame("CONNECT", "accept-version:1.2", "login:guest"));
			assertThat(socket.read()).startsWith("CONNECTED\n").doesNotContain("user-name");
			socket.send(frame("SEND", "destination:/topic/a"));
			assertRefused(socket, RejectionReason.DESTINATION_FORBIDDEN);
		}
		try (WireSocket socket = connected("good")) {
			subscribeToAnswers(socket);
			assertThat(call(socket, "/app/who")).isEqualTo("alice");
		}
	}

	@Test
	void changesNothingWhereItOnlyReports() {
		start("ws-guard.mode=report-only");
		try (WireSocket socket = WireSocket.open(this.server, handshake().without("Origin"))) {
			socket.send(frame("CONNECT", "accept-version:1.2", "Authorization:" + bearer("good")));
			assertThat(socket.read()).startsWith("CONNECTED\n").doesNotContain("user-name");
			assertThat(scene().connects).singleElement().asString().contains("eyJ");
			int before = scene().subscriptions.get();
			socket.send(frame("SUBSCRIBE", "id:0", "destination:/topic/*"));
			KeyScene.await(() -> scene().subscriptions.get() > before + 1);
			socket.send(frame("SEND", "destination:/topic/a"));
			assertThat(socket.read()).startsWith("MESSAGE\n");
		}
	}

	@Test
	void refusesFramesThatWaitForTheirTurn() {
		this.server = start(List.of(Scene.class, Methods.class, InOrder.class));
		try (WireSocket socket = connected("good")) {
			socket.send(frame("SEND", "destination:/app/who") + frame("SEND", "destination:/topic/a")
					+ frame("SEND", "destination:/app/mark"));
			assertRefused(socket, RejectionReason.DESTINATION_FORBIDDEN);
			assertThat(scene().marks).isEmpty();
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
	@Import(MovableTime.class)
	@EnableMethodSecurity
	static class Scene implements WebSocketMessageBrokerConfigurer {

		private final List<String> connects = new CopyOnWriteArrayList<>();

		private final List<ConnectionEnded> ended = new CopyOnWriteArrayList<>();

		private final List<String> marks = new CopyOnWriteArrayList<>();

		private final AtomicInteger subscriptions = new AtomicInteger();

		private final MessageRules rules;

		Scene(ApplicationEventPublisher events) {
			this.rules = new MessageRules(new SpringAuthorizationEventPublisher(events));
		}

		@EventListener
		void note(ConnectionEnded event) {
			this.ended.add(event);
		}

		void forget() {
			this.connects.clear();
			this.ended.clear();
			this.marks.clear();
		}

		@Override
		public void registerStompEndpoints(StompEndpointRegistry registry) {
			registry.setErrorHandler(new StompSubProtocolErrorHandler() {
				@Override
				protected Message<byte[]> handleInternal(StompHeaderAccessor error, byte[] payload, Throwable cause,
						StompHeaderAccessor client) {
					error.setNativeHeader("x-app", "yes");
					return super.handleInternal(error, payload, cause, client);
				}
			});
		}

		@Override
		public void configureMessageBroker(MessageBrokerRegistry registry) {
			registry.enableSimpleBroker("/topic");
			registry.setApplicationDestinationPrefixes("/app");
		}

		@Override
		public void configureClientInboundChannel(ChannelRegistration registration) {
			registration.interceptors(new ExecutorChannelInterceptor() {
				@Override
				public void afterMessageHandled(Message<?> message, MessageChannel channel, MessageHandler handler,
						Exception ex) {
					if (isLast(handler) && SimpMessageHeaderAccessor
						.getMessageType(message.getHeaders()) == SimpMessageType.SUBSCRIBE) {
						Scene.this.subscriptions.incrementAndGet();
					}
				}

				@Override
				public Message<?> preSend(Message<?> message, MessageChannel channel) {
					StompHeaderAccessor headers = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
					return intercept(message, headers);
				}
			});
		}

		private static boolean isLast(MessageHandler handler) {
			return handler instanceof UserDestinationMessageHandler || handler instanceof SimpleBrokerMessageHandler;
		}

		private @Nullable Message<?> intercept(Message<?> message, StompHeaderAccessor headers) {
			if (headers.getMessageType() == SimpMessageType.CONNECT) {
				this.connects.add(headers.toNativeHeaderMap().toString());
				if ("csrf".equals(headers.getFirstNativeHeader("x"))) {
					throw new MissingCsrfTokenException("none");
				}
			}
			if ("/app/denied".equals(headers.getDestination())) {
				throw new AccessDeniedException("Access Denied");
			}
			if (headers.getDestination() != null && headers.getDestination().startsWith("/app/for/")) {
				return authorize(message, headers);
			}
			if ("/app/broken".equals(headers.getDestination())) {
				throw new IllegalStateException("broken");
			}
			return message;
		}

		private @Nullable Message<?> authorize(Message<?> message, StompHeaderAccessor headers) {
			try {
				this.rules.authorize(message);
				return message;
			}
			catch (AccessDeniedException ex) {
				if ("caught".equals(headers.getFirstNativeHeader("x"))) {
					return null;
				}
				throw ex;
			}
		}

	}

	/**
	 * Denies messages as the messaging module of Spring Security does, which is not among
	 * the libraries of this module: an event tells what the exception does not.
	 */
	static final class MessageRules {

		private final Map<String, AuthorizationManager<Message<?>>> rules = Map.of("/app/for/auditors",
				AuthorityAuthorizationManager.hasAuthority("SCOPE_audit"), "/app/for/staff",
				AuthorityAuthorizationManager.hasRole("STAFF"), "/app/for/nobody",
				SingleResultAuthorizationManager.denyAll());

		private final AuthorizationEventPublisher events;

		MessageRules(AuthorizationEventPublisher events) {
			this.events = events;
		}

		void authorize(Message<?> message) {
			AuthorizationResult result = this.rules.get(SimpMessageHeaderAccessor.getDestination(message.getHeaders()))
				.authorize(() -> authentication(message), message);
			this.events.publishAuthorizationEvent(() -> authentication(message), message, result);
			if (result == null || !result.isGranted()) {
				throw new AccessDeniedException("Access Denied");
			}
		}

		private static Authentication authentication(Message<?> message) {
			return (SimpMessageHeaderAccessor.getUser(message.getHeaders()) instanceof Authentication user) ? user
					: new AnonymousAuthenticationToken("key", "anonymous",
							AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));
		}

	}

	/**
	 * Handles the frames of a session one after the other.
	 */
	@Configuration(proxyBeanMethods = false)
	static class InOrder implements WebSocketMessageBrokerConfigurer {

		@Override
		public void registerStompEndpoints(StompEndpointRegistry registry) {
			registry.setPreserveReceiveOrder(true);
		}

	}

	/**
	 * Sends to each session in order.
	 */
	@Configuration(proxyBeanMethods = false)
	static class InPublishOrder implements WebSocketMessageBrokerConfigurer {

		@Override
		public void configureMessageBroker(MessageBrokerRegistry registry) {
			registry.setPreservePublishOrder(true);
		}

	}

	/**
	 * Separates the parts of destinations by dots.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Dotted implements WebSocketMessageBrokerConfigurer {

		@Override
		public void configureMessageBroker(MessageBrokerRegistry registry) {
			registry.setPathMatcher(new AntPathMatcher("."));
		}

	}

	/**
	 * Tells who is at the other end.
	 */
	@Controller
	@SendToUser("/topic/who")
	static class Methods {

		private final Scene scene;

		Methods(Scene scene) {
			this.scene = scene;
		}

		@MessageMapping("/who")
		String who(Principal principal) {
			return principal.getName();
		}

		@MessageMapping("/principal")
		String principal(@AuthenticationPrincipal Object principal, @AuthenticationPrincipal String other) {
			return (principal instanceof Jwt jwt && other == null) ? jwt.getSubject() : String.valueOf(principal);
		}

		@MessageMapping("/claim")
		String claim(@AuthenticationPrincipal(expression = "claims['room']") String room) {
			return room;
		}

		@MessageMapping("/lifetime")
		String lifetime(@AuthenticationPrincipal Jwt jwt, JwtAuthenticationToken user) {
			assertThat(user.getToken()).isSameAs(jwt);
			return Long.toString(Duration.between(jwt.getIssuedAt(), jwt.getExpiresAt()).toDays());
		}

		@MessageMapping("/chat")
		@PreAuthorize("hasAuthority('SCOPE_chat')")
		String chat() {
			return "allowed";
		}

		@MessageMapping("/staff")
		@PreAuthorize("hasAuthority('ROLE_STAFF')")
		String staff() {
			return "allowed";
		}

		@MessageMapping("/mark")
		void mark() {
			this.scene.marks.add("mark");
		}

		@MessageExceptionHandler
		String deny(AccessDeniedException ex) {
			return "denied";
		}

	}

}
