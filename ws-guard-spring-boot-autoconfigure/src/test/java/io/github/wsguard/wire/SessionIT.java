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
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.HandshakeInterceptor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of HTTP sessions that others begin, or use, for a handshake that they
 * refuse.
 */
class SessionIT {

	private static WireServer server;

	@BeforeAll
	static void start() {
		server = WireServer.start(List.of(Refusing.class));
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void sessionThatWasBegunForARefusedHandshakeIsEnded() {
		List<Session> before = sessions();
		WireClient.Response response = server.send(WireRequest.handshake("/ws/sessions").bearer(server.token("good")));
		assertThat(response.status()).isEqualTo(403);
		assertThat(response.reason()).isEqualTo("INTERCEPTOR_REJECTED");
		assertThat(response.header("Set-Cookie")).isNull();
		assertThat(sessions()).isSubsetOf(before);
	}

	@Test
	void sessionThatTheClientHasIsKept() {
		String cookie = server.send(WireRequest.plain("GET", "/login-page")).header("Set-Cookie");
		String id = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
		WireClient.Response response = server.send(WireRequest.handshake("/ws/sessions")
			.header("Cookie", "JSESSIONID=" + id)
			.bearer(server.token("good")));
		assertThat(response.reason()).isEqualTo("INTERCEPTOR_REJECTED");
		assertThat(sessions()).anyMatch((session) -> session.getId().equals(id) && session.isValid());
	}

	private static List<Session> sessions() {
		TomcatWebServer tomcat = (TomcatWebServer) ((WebServerApplicationContext) server.context()).getWebServer();
		Context application = (Context) tomcat.getTomcat().getHost().findChildren()[0];
		return List.of(application.getManager().findSessions());
	}

	@Configuration(proxyBeanMethods = false)
	static class Refusing implements WebSocketConfigurer {

		@Override
		public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
			registry.addHandler(new WireApplication.Echo(), "/ws/sessions").addInterceptors(new Begin());
		}

		@RestController
		static class Page {

			@GetMapping("/login-page")
			String page(HttpServletRequest request) {
				return "Welcome " + request.getSession().isNew();
			}

		}

		private static final class Begin implements HandshakeInterceptor {

			@Override
			public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response,
					WebSocketHandler handler, Map<String, Object> attributes) {
				((ServletServerHttpRequest) request).getServletRequest().getSession(true);
				response.setStatusCode(HttpStatus.FORBIDDEN);
				return false;
			}

			@Override
			public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
					Exception exception) {
			}

		}

	}

}
