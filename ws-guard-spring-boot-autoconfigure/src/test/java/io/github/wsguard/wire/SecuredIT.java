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
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beside Spring Security: as Boot configures it, and as an application does.
 */
class SecuredIT {

	private static WireServer server;

	@BeforeAll
	static void start() {
		server = WireServer.startSecured(List.of());
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void goodTokenPassesTheDefaultChain() {
		assertThat(server.firstMessage(WireRequest.handshake("/ws/echo").bearer(server.token("good"))))
			.startsWith("alice ");
	}

	@Test
	void missingTokenIsNamedBeforeTheDefaultChainAnswers() {
		WireClient.Response response = server.send(WireRequest.handshake("/ws/echo"));
		assertThat(response.status()).isEqualTo(401);
		assertThat(response.reason()).isEqualTo("TOKEN_MISSING");
	}

	@Test
	void restOfTheApplicationStaysLocked() {
		WireClient.Response response = server.send(WireRequest.plain("GET", "/api/who"));
		assertThat(response.status()).isEqualTo(401);
		assertThat(response.header("WWW-Authenticate")).startsWith("Basic");
		assertThat(response.reason()).isNull();
	}

	@Test
	void upgradeHeaderAuthenticatesNoOtherPath() {
		WireClient.Response response = server.send(WireRequest.handshake("/api/who").bearer(server.token("good")));
		assertThat(response.status()).isEqualTo(401);
		assertThat(response.reason()).isEqualTo("LOGIN_REQUIRED");
		assertThat(response.body()).doesNotContain("user alice");
	}

	@Test
	void sockJsPostWithTokenNeedsNoCsrfToken() {
		WireClient.Response response = server
			.send(WireRequest.plain("POST", "/sockjs/000/s1/xhr").bearer(server.token("good")));
		assertThat(response.status()).isEqualTo(200);
	}

	@Test
	void sockJsPostWithCookieStillNeedsCsrfToken() {
		WireClient.Response response = server.send(WireRequest.plain("POST", "/sockjs/000/s2/xhr")
			.header("Cookie", "access_token=" + server.token("good")));
		assertThat(response.status()).isEqualTo(403);
	}

	@Test
	void bootConfiguresTheSameSecurityAsWithoutTheGuard() {
		try (WireServer unguarded = WireServer.startSecured(List.of(), "ws-guard.enabled=false")) {
			assertThat(securityBeans(server)).isNotEmpty().isEqualTo(securityBeans(unguarded));
		}
	}

	private static List<String> securityBeans(WireServer application) {
		return Stream.of(application.context().getBeanDefinitionNames()).filter((name) -> {
			Class<?> type = application.context().getType(name);
			return type != null && type.getName().contains("springframework") && type.getName().contains("security");
		}).sorted().toList();
	}

	@Test
	void rulesOfTheApplicationStayInForce() {
		try (WireServer own = WireServer.startSecured(List.of(OwnChain.class))) {
			assertThat(own.send(WireRequest.handshake("/ws/echo").bearer(own.token("good"))).status()).isEqualTo(101);
			assertThat(own.send(WireRequest.handshake("/bean/echo").bearer(own.token("good"))).status()).isEqualTo(403);
		}
	}

	@Test
	void endpointThatReliesOnTheLoginAdmitsOnlyWhoeverIsLoggedIn() {
		try (WireServer open = WireServer.startSecured(List.of(PermittingChain.class), "spring.security.user.name=bob",
				"spring.security.user.password=secret")) {
			WireClient.Response anonymous = open.send(WireRequest.handshake("/ws/login"));
			assertThat(anonymous.status()).isEqualTo(401);
			assertThat(anonymous.reason()).isEqualTo("LOGIN_REQUIRED");
			assertThat(anonymous.header("WWW-Authenticate")).isNotNull();
			String bob = Base64.getEncoder().encodeToString("bob:secret".getBytes(StandardCharsets.UTF_8));
			assertThat(open.firstMessage(WireRequest.handshake("/ws/login").header("Authorization", "Basic " + bob)))
				.startsWith("bob ");
		}
	}

	@Test
	void loginPageIsNeverSentToAHandshake() {
		try (WireServer form = WireServer.startSecured(List.of(FormLoginChain.class))) {
			WireClient.Response response = form
				.send(WireRequest.handshake("/public/echo").header("Accept", "text/html,*/*"));
			assertThat(response.status()).isEqualTo(401);
			assertThat(response.reason()).isEqualTo("LOGIN_REQUIRED");
			assertThat(response.header("Location")).isNull();
			assertThat(response.body()).contains("\"layer\":\"spring-security\"");
		}
	}

	static class PermittingChain {

		@Bean
		SecurityFilterChain permittingChain(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	static class FormLoginChain {

		@Bean
		SecurityFilterChain formLoginChain(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.build();
		}

	}

	static class OwnChain {

		@Bean
		SecurityFilterChain ownChain(HttpSecurity http) throws Exception {
			return http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
				.authorizeHttpRequests((requests) -> requests.requestMatchers("/ws/**")
					.hasAuthority("SCOPE_chat")
					.anyRequest()
					.hasRole("ADMIN"))
				.build();
		}

	}

}
