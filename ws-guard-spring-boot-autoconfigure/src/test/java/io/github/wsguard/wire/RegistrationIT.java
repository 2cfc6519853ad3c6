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
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every style of registering an endpoint, with the whole guard and with each half of it.
 */
class RegistrationIT {

	private static final List<String> MAPPED = List.of("/ws/echo", "/sockjs/websocket", "/sockjs/000/a1/websocket",
			"/stomp", "/stomp-sockjs/websocket", "/own/echo", "/own/named", "/own/lazy", "/bean/echo", "/graphql");

	private static final List<String> UNMAPPED = List.of("/fn/echo", "/controller/echo", "/jakarta/admin");

	/**
	 * What every application below has to hold.
	 */
	@TestInstance(Lifecycle.PER_CLASS)
	abstract static class Endpoints {

		private final List<Class<?>> sources;

		private final List<String> paths;

		private WireServer server;

		Endpoints(List<Class<?>> sources, List<String> paths) {
			this.sources = sources;
			this.paths = paths;
		}

		@BeforeAll
		void start() {
			this.server = WireServer.start(this.sources);
		}

		@AfterAll
		void stop() {
			this.server.close();
		}

		WireServer server() {
			return this.server;
		}

		@Test
		void refuseWithoutTokenAndNameTheReason() {
			assertThat(this.paths).allSatisfy((path) -> {
				WireClient.Response response = this.server.send(WireRequest.handshake(path));
				assertThat(response.status()).isEqualTo(401);
				assertThat(response.reason()).isEqualTo("TOKEN_MISSING");
			});
		}

		@Test
		void refuseForeignPageAndNameTheReason() {
			assertThat(this.paths).allSatisfy((path) -> {
				WireClient.Response response = this.server.send(WireRequest.handshake(path)
					.header("Origin", "https://evil.example")
					.bearer(this.server.token("good")));
				assertThat(response.status()).isEqualTo(403);
				assertThat(response.reason()).isEqualTo("ORIGIN_NOT_ALLOWED");
			});
		}

		@Test
		void admitGoodToken() {
			assertThat(this.paths).allSatisfy((path) -> assertThat(
					this.server.send(WireRequest.handshake(path).bearer(this.server.token("good"))).status())
				.isEqualTo(101));
		}

	}

	@Nested
	class WholeGuard extends Endpoints {

		WholeGuard() {
			super(List.of(), Stream.concat(MAPPED.stream(), UNMAPPED.stream()).toList());
		}

		@ParameterizedTest
		@ValueSource(strings = { "/ws/echo", "/sockjs/websocket", "/own/echo", "/own/named", "/own/lazy", "/bean/echo",
				"/graphql" })
		void sessionHasVerifiedPrincipalAndNoToken(String path) {
			String token = server().token("good");
			String viaQuery = server()
				.firstMessage(WireRequest.handshake(path + "?a=1&access_token=" + token + "&b=2"));
			assertThat(viaQuery).startsWith("alice ").contains("a=1&b=2").doesNotContain(token);
			String viaSubprotocol = server()
				.firstMessage(WireRequest.handshake(path).header("Sec-WebSocket-Protocol", "bearer, " + token));
			assertThat(viaSubprotocol).startsWith("alice ").doesNotContain(token);
			String viaCookie = server()
				.firstMessage(WireRequest.handshake(path).header("Cookie", "theme=dark; access_token=" + token));
			assertThat(viaCookie).startsWith("alice ").contains("theme=dark").doesNotContain(token);
		}

	}

	@Nested
	class WithoutFilter extends Endpoints {

		WithoutFilter() {
			super(List.of(GuardSwitches.WithoutFilter.class), MAPPED);
		}

	}

	@Nested
	class WithoutInterceptors extends Endpoints {

		WithoutInterceptors() {
			super(List.of(GuardSwitches.WithoutInterceptors.class),
					Stream.concat(MAPPED.stream(), UNMAPPED.stream()).toList());
		}

	}

	@Nested
	class WithoutGuard {

		@Test
		void isOpenSoThatTheOtherTestsCanFail() {
			try (WireServer server = WireServer
				.start(List.of(GuardSwitches.WithoutFilter.class, GuardSwitches.WithoutInterceptors.class))) {
				assertThat(List.of("/ws/echo", "/own/echo", "/bean/echo", "/fn/echo", "/controller/echo",
						"/jakarta/admin"))
					.allSatisfy((path) -> assertThat(
							server.send(WireRequest.handshake(path).header("Origin", "http://127.0.0.1:18080"))
								.status())
						.isEqualTo(101));
			}
		}

	}

}
