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

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.observation.HandshakeAccepted;
import io.github.wsguard.observation.HandshakeEvent;
import io.github.wsguard.observation.HandshakeRejected;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What client and operator learn of a refusal.
 */
@ExtendWith(OutputCaptureExtension.class)
class RefusalIT {

	private static WireServer server;

	@BeforeAll
	static void start() {
		server = WireServer.start(List.of(Operator.class), "ws-guard.rejection.detail=code",
				"ws-guard.endpoints.quiet.path=/own/echo", "ws-guard.endpoints.quiet.rejection.detail=none",
				"ws-guard.endpoints.loud.path=/own/named", "ws-guard.endpoints.loud.rejection.detail=full",
				"ws-guard.endpoints.trial.path=/bean/echo", "ws-guard.endpoints.trial.mode=report-only",
				"ws-guard.endpoints.off.path=/own/lazy", "ws-guard.endpoints.off.enabled=false");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void hasTheFormOfTheContract() {
		WireClient.Response response = server.send(WireRequest.handshake("/ws/echo").bearer(server.token("expired")));
		assertThat(response.status()).isEqualTo(401);
		assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(response.header("Cache-Control")).isEqualTo("no-store");
		assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(response.header("WS-Guard-Reason")).isEqualTo("TOKEN_EXPIRED");
		assertThat(response.header("WWW-Authenticate"))
			.isEqualTo("Bearer error=\"invalid_token\", error_description=\"The token has expired\"");
		assertThat(response.body()).matches("\\{\"type\":\"https://github.com/wsguard/ws-guard/blob/main/docs/"
				+ "reasons.md#token-expired\",\"title\":\"The token has expired\",\"status\":401,"
				+ "\"instance\":\"urn:uuid:[0-9a-f-]{36}\",\"reason\":\"TOKEN_EXPIRED\",\"layer\":\"guard\","
				+ "\"retry\":\"new-token\",\"id\":\"[0-9a-f-]{36}\"}");
	}

	@Test
	void tellsNothingButStatusAndIdWhenAskedTo() {
		WireClient.Response response = server.send(WireRequest.handshake("/own/echo").bearer(server.token("expired")));
		assertThat(response.status()).isEqualTo(401);
		assertThat(response.reason()).isNull();
		assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"websocket\"");
		assertThat(response.body()).doesNotContain("EXPIRED").contains("\"status\":401").contains("\"id\":");
	}

	@Test
	void tellsDetailAndHintInFull() {
		WireClient.Response response = server.send(WireRequest.handshake("/own/named").bearer(server.token("expired")));
		assertThat(response.body()).contains("\"detail\":").contains("\"hint\":");
	}

	@Test
	void unsupportedVersionTellsTheSupportedOne() {
		WireClient.Response response = server
			.send(WireRequest.handshake("/ws/echo").header("Sec-WebSocket-Version", "8"));
		assertThat(response.status()).isEqualTo(426);
		assertThat(response.header("Sec-WebSocket-Version")).isEqualTo("13");
		assertThat(response.header("Upgrade")).isEqualTo("websocket");
		assertThat(response.header("Connection")).isEqualToIgnoringCase("upgrade");
	}

	@Test
	void unavailableKeysTellWhenToComeBack() {
		WireClient.Response response = server
			.send(WireRequest.handshake("/ws/echo").bearer(server.token("broken-keys")));
		assertThat(response.status()).isEqualTo(503);
		assertThat(Integer.parseInt(response.header("Retry-After"))).isPositive();
		assertThat(response.body()).contains("\"retry\":\"later\"");
	}

	@Test
	void exceptionOfAnInterceptorIsLoggedWithTheRefusal(CapturedOutput output) {
		for (int i = 0; i < 30; i++) {
			WireClient.Response response = server.send(WireRequest.handshake("/ws/boom").bearer(server.token("good")));
			assertThat(response.reason()).isEqualTo("INTERCEPTOR_FAILED");
		}
		assertThat(output.toString().lines().filter("java.lang.IllegalStateException: boom"::equals))
			.as("as many as are not left out")
			.hasSizeBetween(1, 29);
		assertThat(output).doesNotContain(" ERROR ");
	}

	@Test
	void isLoggedWithTheIdOfTheResponse(CapturedOutput output) {
		WireClient.Response response = server.send(WireRequest.handshake("/ws/room/9").bearer(server.token("good")));
		assertThat(response.reason()).isEqualTo("CLAIM_MISMATCH");
		String id = response.body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
		Operator operator = server.context().getBean(Operator.class);
		HandshakeEvent event = operator.await(id);
		assertThat(event).isInstanceOfSatisfying(HandshakeRejected.class, (rejected) -> {
			assertThat(rejected.rejection().reason()).isEqualTo(RejectionReason.CLAIM_MISMATCH);
			assertThat(rejected.endpoint()).isEqualTo("/ws/room/{room}");
			assertThat(rejected.status()).isEqualTo(403);
		});
		assertThat(output).contains("CLAIM_MISMATCH (403) by guard at /ws/room/{room}").contains(id);
	}

	@Test
	void isCountedByEndpointOutcomeAndReason() {
		MeterRegistry meters = server.context().getBean(MeterRegistry.class);
		server.send(WireRequest.handshake("/ws/admin").bearer(server.token("no-scope")));
		Operator operator = server.context().getBean(Operator.class);
		operator.awaitReason(RejectionReason.INSUFFICIENT_SCOPE);
		assertThat(meters.get("ws.guard.handshake")
			.tags("endpoint", "/ws/admin", "outcome", "rejected", "reason", "INSUFFICIENT_SCOPE", "layer", "guard")
			.timer()
			.count()).isEqualTo(1);
	}

	@Test
	void acceptanceIsToldWithThePrincipal() {
		server.firstMessage(WireRequest.handshake("/ws/echo?probe=42&access_token=" + server.token("good")));
		HandshakeAccepted accepted = server.context().getBean(Operator.class).awaitAccepted("probe=42");
		assertThat(accepted.verifiedPrincipal())
			.hasValueSatisfying((user) -> assertThat(user.getName()).isEqualTo("alice"));
	}

	@Test
	void reportOnlyTellsAndChangesNothing() {
		WireClient.Response response = server
			.send(WireRequest.handshake("/bean/echo?probe=trial").header("Origin", "https://evil.example"));
		assertThat(response.status()).isEqualTo(101);
		HandshakeRejected rejected = server.context()
			.getBean(Operator.class)
			.awaitReason(RejectionReason.ORIGIN_NOT_ALLOWED);
		assertThat(rejected.reportOnly()).isTrue();
		assertThat(server.context()
			.getBean(MeterRegistry.class)
			.get("ws.guard.handshake")
			.tags("endpoint", "/bean/echo", "outcome", "would_reject")
			.timer()
			.count()).isPositive();
	}

	@Test
	void reportOnlyTellsOfAcceptance() {
		server.firstMessage(WireRequest.handshake("/bean/echo?probe=fine").bearer(server.token("good")));
		HandshakeAccepted accepted = server.context().getBean(Operator.class).awaitAccepted("probe=fine");
		assertThat(accepted.endpoint()).isEqualTo("/bean/echo");
	}

	@Test
	void disabledEndpointIsLeftAlone() {
		assertThat(server.send(WireRequest.handshake("/own/lazy").header("Origin", "https://evil.example")).status())
			.isEqualTo(101);
	}

	@Test
	void browserThatOfferedProtocolsGetsOneBack() {
		String token = server.token("good");
		WireRequest request = WireRequest.handshake("/ws/echo");
		assertThat(protocol(request.header("Sec-WebSocket-Protocol", "bearer, " + token))).isEqualTo("bearer");
		assertThat(protocol(request.header("Sec-WebSocket-Protocol", "bearer." + token + ", chat.v1")))
			.isEqualTo("chat.v1");
		assertThat(protocol(
				WireRequest.handshake("/stomp").header("Sec-WebSocket-Protocol", "bearer, " + token + ", v12.stomp")))
			.isEqualTo("v12.stomp");
	}

	private static String protocol(WireRequest request) {
		WireClient.Response response = server.send(request);
		assertThat(response.status()).isEqualTo(101);
		return response.header("Sec-WebSocket-Protocol");
	}

	/**
	 * Takes note of events.
	 */
	static class Operator {

		private final BlockingQueue<HandshakeEvent> events = new LinkedBlockingQueue<>();

		@Bean
		MeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@EventListener
		void on(HandshakeEvent event) {
			this.events.add(event);
			throw new IllegalStateException("A listener's failure changes nothing");
		}

		HandshakeEvent await(String id) {
			return next((event) -> event.id().equals(id));
		}

		HandshakeRejected awaitReason(RejectionReason reason) {
			return (HandshakeRejected) next(
					(event) -> event instanceof HandshakeRejected rejected && rejected.rejection().reason() == reason);
		}

		HandshakeAccepted awaitAccepted(String query) {
			return (HandshakeAccepted) next(
					(event) -> event instanceof HandshakeAccepted accepted && query.equals(accepted.query()));
		}

		private HandshakeEvent next(Predicate<HandshakeEvent> wanted) {
			try {
				for (HandshakeEvent event = this.events.poll(10, TimeUnit.SECONDS); event != null; event = this.events
					.poll(10, TimeUnit.SECONDS)) {
					if (wanted.test(event)) {
						return event;
					}
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			throw new AssertionError("No such event");
		}

	}

}
