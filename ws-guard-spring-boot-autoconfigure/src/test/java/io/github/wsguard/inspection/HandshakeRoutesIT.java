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

package io.github.wsguard.inspection;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import io.github.wsguard.inspection.HandshakeRoute.Protocol;
import io.github.wsguard.inspection.Station.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class HandshakeRoutesIT {

	@Test
	void leadsThroughFiltersInterceptorsAndHandlersInOrder() {
		try (GuardedApplication application = GuardedApplication.start(Endpoints.Raw.class)) {
			HandshakeRoute route = application.route("/ws/chat");
			assertThat(route.protocol()).isEqualTo(Protocol.WEBSOCKET);
			assertThat(route.policy()).isEqualTo("default");
			assertThat(route.stations()).extracting(Station::name)
				.containsExactly("characterEncodingFilter", "webMvcObservationFilter", "wsGuardFilter",
						"formContentFilter", "requestContextFilter", "Tomcat WebSocket (JSR356) Filter",
						"PathExposingHandlerInterceptor", "SockJsRequestGate", "GuardHandshakeInterceptor",
						"HttpSessionHandshakeInterceptor", "SharedOriginInterceptor", "HandshakeHandlerGate",
						"DefaultHandshakeHandler", "Chat");
			assertThat(route.stations()).filteredOn(Station::guard)
				.extracting(Station::name)
				.containsExactly("wsGuardFilter", "SockJsRequestGate", "GuardHandshakeInterceptor",
						"HandshakeHandlerGate");
		}
	}

	@ParameterizedTest
	@CsvSource({ "/ws/room/{room}, WEBSOCKET, /ws/room/any, Chat", "/sockjs/**, SOCKJS, /sockjs/websocket, Chat",
			"/stomp, WEBSOCKET, /stomp, SubProtocolWebSocketHandler", "/own/chat, WEBSOCKET, /own/chat, Chat",
			"/bean/chat, WEBSOCKET, /bean/chat, Chat", "/jakarta/chat, JAKARTA, /jakarta/chat, JakartaChat" })
	void leadsToEndpointsOfEveryStyle(String endpoint, Protocol protocol, String path, String handler) {
		try (GuardedApplication application = GuardedApplication.start(Endpoints.All.class)) {
			HandshakeRoute route = application.route(endpoint);
			assertThat(route.protocol()).isEqualTo(protocol);
			assertThat(route.path()).isEqualTo(path);
			assertThat(route.stations(Kind.FILTER)).anyMatch(Station::guard);
			assertThat(route.stations(Kind.WEBSOCKET_HANDLER)).extracting(Station::name).containsExactly(handler);
		}
	}

	@Test
	void showsTheDefaultChainBelowContextPathAndServletPath() {
		try (GuardedApplication application = GuardedApplication.startSecured(List.of(Endpoints.Raw.class),
				"server.servlet.context-path=/context", "spring.mvc.servlet.path=/servlet")) {
			HandshakeRoute route = application.route("/servlet/ws/chat");
			assertThat(route.path()).isEqualTo("/servlet/ws/chat");
			assertThat(route.stations(Kind.SECURITY_CHAIN)).singleElement()
				.satisfies((chain) -> assertThat(chain.detail()).isEqualTo("any request"));
			assertThat(route.stations(Kind.SECURITY_FILTER)).extracting(Station::name)
				.startsWith("DisableEncodeUrlFilter")
				.contains("SecurityContextHolderFilter", "CsrfFilter")
				.endsWith("AuthorizationFilter");
			assertThat(route.stations(Kind.HANDLER_INTERCEPTOR)).isNotEmpty();
		}
	}

	@Test
	void showsTheChainThatMatchesAmongSeveral() {
		try (GuardedApplication application = GuardedApplication
			.startSecured(List.of(Endpoints.All.class, SeveralChains.class), "spring.mvc.servlet.path=/servlet")) {
			assertThat(chain(application, "/servlet/ws/room/{room}")).containsExactly("rooms");
			assertThat(chain(application, "/servlet/ws/chat")).containsExactly("handshakes");
			assertThat(chain(application, "/servlet/sockjs/**")).containsExactly("others");
		}
	}

	private static List<String> chain(GuardedApplication application, String endpoint) {
		return application.route(endpoint).stations(Kind.SECURITY_CHAIN).stream().map(Station::name).toList();
	}

	@Test
	void filtersStandInTheOrderInWhichTheContainerCallsThem() throws IOException {
		try (GuardedApplication application = GuardedApplication.start(Recording.class)) {
			List<String> recording = application.context().getBean(Recording.class).names;
			request(application, "/ws/chat");
			assertThat(recording).contains("late", "programmatic", "servlet");
			assertThat(application.route("/ws/chat").stations(Kind.FILTER)).extracting(Station::name)
				.filteredOn(recording::contains)
				.containsExactlyElementsOf(recording);
		}
	}

	private static void request(GuardedApplication application, String path) throws IOException {
		try (Socket socket = new Socket("localhost", application.port())) {
			socket.getOutputStream()
				.write("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path)
					.getBytes(StandardCharsets.US_ASCII));
			socket.getInputStream().readAllBytes();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class SeveralChains {

		@Bean
		@Order(1)
		SecurityFilterChain rooms(HttpSecurity http) {
			return http.securityMatcher("/ws/room/*").build();
		}

		@Bean
		@Order(2)
		SecurityFilterChain handshakes(HttpSecurity http) {
			return http
				.securityMatcher((request) -> "websocket".equals(request.getHeader("Upgrade"))
						&& request.getRequestURI().endsWith("/chat"))
				.build();
		}

		@Bean
		@Order(3)
		SecurityFilterChain others(HttpSecurity http) {
			return http.build();
		}

	}

	/**
	 * Filters by every way of registration, of which some are mapped late, elsewhere, or
	 * to other dispatches.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Recording extends Endpoints.Raw {

		private final List<String> names = new CopyOnWriteArrayList<>();

		@Bean
		FilterRegistrationBean<Filter> late() {
			FilterRegistrationBean<Filter> registration = registration("late", Ordered.HIGHEST_PRECEDENCE);
			registration.setMatchAfter(true);
			return registration;
		}

		@Bean
		FilterRegistrationBean<Filter> servlet() {
			FilterRegistrationBean<Filter> registration = registration("servlet", Ordered.HIGHEST_PRECEDENCE);
			registration.addServletNames("dispatcherServlet");
			return registration;
		}

		@Bean
		FilterRegistrationBean<Filter> early() {
			return registration("early", -1000);
		}

		@Bean
		FilterRegistrationBean<Filter> elsewhere() {
			FilterRegistrationBean<Filter> registration = registration("elsewhere", -1000);
			registration.addUrlPatterns("/other/*", "*.html", "/ws");
			return registration;
		}

		@Bean
		FilterRegistrationBean<Filter> errors() {
			FilterRegistrationBean<Filter> registration = registration("errors", -1000);
			registration.setDispatcherTypes(DispatcherType.ERROR);
			return registration;
		}

		@Bean
		ServletContextInitializer programmatic() {
			return (servletContext) -> servletContext.addFilter("programmatic", recorder("programmatic"))
				.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/ws/*");
		}

		private FilterRegistrationBean<Filter> registration(String name, int order) {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(recorder(name));
			registration.setName(name);
			registration.setOrder(order);
			return registration;
		}

		private Filter recorder(String name) {
			return (request, response, chain) -> {
				this.names.add(name);
				chain.doFilter(request, response);
			};
		}

	}

}
