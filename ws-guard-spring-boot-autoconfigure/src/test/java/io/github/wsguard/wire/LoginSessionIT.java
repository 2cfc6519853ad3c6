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
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.support.HttpSessionHandshakeInterceptor;

import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.connection.WsGuardSessions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections that the application's own login opened, and connections of tokens beside
 * them, when the login ends.
 */
class LoginSessionIT {

	private static final String FAREWELL = "close 4401 LOGGED_OUT retry=never";

	private static final Pattern SESSION = Pattern.compile("JSESSIONID=([^;]+)");

	private static WireServer server;

	@BeforeAll
	static void start() {
		server = WireServer.startSecured(List.of(Application.class), "ws-guard.endpoints.session.path=/ws/session",
				"ws-guard.endpoints.session.token.required=false",
				"ws-guard.endpoints.session.require.authenticated=true",
				"ws-guard.endpoints.jakarta.path=/jakarta/session", "ws-guard.endpoints.jakarta.token.required=false",
				"ws-guard.endpoints.jakarta.require.authenticated=true");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@AfterEach
	void closeAll() {
		server.context().getBean(WsGuardSessions.class).closeIf((connection) -> true);
	}

	@Test
	void endWithTheLogin() {
		String cookie = login("bob");
		String other = login("bob");
		try (WireSocket socket = open("/ws/session", cookie); WireSocket elsewhere = open("/ws/session", other)) {
			assertThat(socket.read()).isEqualTo("bob with " + cookie);
			elsewhere.read();
			post("/logout", cookie);
			assertThat(socket.read()).isEqualTo(FAREWELL);
			assertThat(elsewhere.send("still here").read()).isEqualTo("still here");
		}
	}

	@Test
	void endWithTheLoginOverSockJs() {
		String cookie = login("bob");
		try (WireSocket socket = open("/public/sockjs/000/abcdefgh/websocket", cookie)) {
			assertThat(socket.read()).isEqualTo("o");
			assertThat(socket.read()).startsWith("a[\"bob with ");
			post("/logout", cookie);
			assertThat(socket.read()).isEqualTo("c[4401,\"LOGGED_OUT retry=never\"]");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/end-session", "/keep/logout" })
	void endWithTheSessionOrWithALogoutThatKeepsIt(String path) {
		String cookie = login("bob");
		try (WireSocket socket = open("/ws/session", cookie)) {
			socket.read();
			post(path, cookie);
			assertThat(socket.read()).isEqualTo(FAREWELL);
		}
	}

	@Test
	void followTheSessionToAnotherIdentifier() {
		String cookie = login("bob");
		try (WireSocket socket = open("/ws/session", cookie)) {
			socket.read();
			WireClient.Response renamed = server
				.send(WireRequest.plain("GET", "/rename-session").header("Cookie", "JSESSIONID=" + cookie));
			String now = session(renamed);
			assertThat(now).isNotEqualTo(cookie);
			assertThat(socket.send("still here").read()).isEqualTo("still here");
			post("/end-session", now);
			assertThat(socket.read()).isEqualTo(FAREWELL);
		}
	}

	@Test
	void connectionOfATokenOutlivesTheSession() {
		String cookie = login("bob");
		try (WireSocket session = open("/ws/session", cookie);
				WireSocket token = WireSocket.open(server,
						WireRequest.handshake("/ws/with-session")
							.header("Cookie", "JSESSIONID=" + cookie)
							.bearer(server.token("good")));
				WireSocket jakarta = WireSocket.open(server,
						WireRequest.handshake("/jakarta/session")
							.header("Cookie", "JSESSIONID=" + cookie)
							.bearer(server.token("good")))) {
			session.read();
			assertThat(token.read()).as("interceptors see the session").isEqualTo("alice with " + cookie);
			assertThat(jakarta.read()).as("so does a configurator").isEqualTo("alice with " + cookie);
			post("/end-session", cookie);
			assertThat(session.read()).isEqualTo(FAREWELL);
			assertThat(token.send("still here").read()).isEqualTo("still here");
			assertThat(jakarta.sendClose(1000).read()).isEqualTo("close 1000");
		}
	}

	@Test
	void connectionThatTheContainerOpensEndsWithTheSession() {
		String cookie = login("bob");
		try (WireSocket socket = open("/jakarta/session", cookie)) {
			assertThat(socket.read()).isEqualTo("bob with " + cookie);
			post("/end-session", cookie);
			assertThat(socket.read()).isEqualTo(FAREWELL);
		}
	}

	@Test
	void connectionThatOpensTooLateEndsAtOnce() {
		String cookie = login("bob");
		ConnectionRegistry registry = server.context().getBean(ConnectionRegistry.class);
		registry.loggedOut(cookie);
		try (WireSocket socket = open("/ws/session", cookie)) {
			assertThat(socket.read()).isEqualTo(FAREWELL);
		}
	}

	private static String login(String user) {
		WireClient.Response page = server.send(WireRequest.plain("GET", "/public/csrf"));
		String body = "username=" + user + "&password=password&_csrf=" + page.body();
		WireClient.Response response = server.send(WireRequest.plain("POST", "/login")
			.without("Origin")
			.header("Cookie", "JSESSIONID=" + session(page))
			.body("application/x-www-form-urlencoded", body));
		assertThat(response.status()).isEqualTo(302);
		assertThat(response.header("Location")).doesNotContain("error");
		return session(response);
	}

	private static void post(String path, String cookie) {
		String csrf = server.send(WireRequest.plain("GET", "/public/csrf").header("Cookie", "JSESSIONID=" + cookie))
			.body();
		WireClient.Response response = server.send(WireRequest.plain("POST", path)
			.without("Origin")
			.header("Cookie", "JSESSIONID=" + cookie)
			.body("application/x-www-form-urlencoded", "_csrf=" + csrf));
		assertThat(response.status()).isIn(200, 302);
	}

	private static String session(WireClient.Response response) {
		Matcher matcher = SESSION.matcher(response.header("Set-Cookie"));
		assertThat(matcher.find()).isTrue();
		return matcher.group(1);
	}

	private static WireSocket open(String path, String session) {
		return WireSocket.open(server, WireRequest.handshake(path).header("Cookie", "JSESSIONID=" + session));
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		SecurityFilterChain keeping(HttpSecurity http) throws Exception {
			return http.securityMatcher("/keep/**")
				.logout((logout) -> logout.logoutUrl("/keep/logout").invalidateHttpSession(false))
				.build();
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) throws Exception {
			return http
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/public/**").permitAll().anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("bob").password("{noop}password").roles("USER").build());
		}

		@Bean
		WebSocketConfigurer sessionEndpoints() {
			return (registry) -> {
				registry.addHandler(new Echo(), "/ws/session", "/ws/with-session")
					.addInterceptors(new HttpSessionHandshakeInterceptor());
				registry.addHandler(new Echo(), "/public/sockjs")
					.addInterceptors(new HttpSessionHandshakeInterceptor())
					.withSockJS();
			};
		}

		@Bean
		JakartaSession jakartaSession() {
			return new JakartaSession();
		}

		@RestController
		static class Pages {

			@GetMapping("/public/csrf")
			String csrf(CsrfToken token, HttpServletRequest request) {
				request.getSession().setAttribute("theme", "dark");
				return token.getToken();
			}

			@PostMapping("/end-session")
			void end(HttpServletRequest request) {
				request.getSession().invalidate();
			}

			@GetMapping("/rename-session")
			void rename(HttpServletRequest request) {
				request.changeSessionId();
			}

		}

	}

	private static final class Echo extends TextWebSocketHandler {

		@Override
		public void afterConnectionEstablished(WebSocketSession session) throws IOException {
			assertThat(session.getAttributes()).containsEntry("theme", "dark");
			session.sendMessage(new TextMessage(session.getPrincipal().getName() + " with "
					+ session.getAttributes().get(HttpSessionHandshakeInterceptor.HTTP_SESSION_ID_ATTR_NAME)));
		}

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
			session.sendMessage(message);
		}

	}

	@ServerEndpoint(value = "/jakarta/session", configurator = Configurator.class)
	public static final class JakartaSession {

		@OnOpen
		public void open(Session session) throws IOException {
			session.getBasicRemote()
				.sendText(session.getUserPrincipal().getName() + " with "
						+ ((HttpSession) session.getUserProperties().get("session")).getId());
		}

	}

	public static final class Configurator extends ServerEndpointConfig.Configurator {

		@Override
		public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
			config.getUserProperties().put("session", request.getHttpSession());
		}

	}

}
