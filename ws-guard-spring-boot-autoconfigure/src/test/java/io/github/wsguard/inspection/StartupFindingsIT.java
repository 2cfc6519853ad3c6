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
import java.util.List;
import java.util.Map;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.HttpSessionHandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;
import org.springframework.web.socket.sockjs.transport.handler.DefaultSockJsService;

import io.github.wsguard.findings.Finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StartupFindingsIT {

	private static final String APP = "ws-guard.origin.allowed=https://app.example.com";

	@Test
	void nothingIsSaidOfAPlainApplication() {
		assertThat(codes(Endpoints.Raw.class)).isEmpty();
	}

	@Test
	void tellsOfFilterThatRunsBeforeTheGuard() {
		assertThat(findings(FilterAhead.class)).singleElement().satisfies((finding) -> {
			assertThat(finding.code()).isEqualTo("FILTER_AHEAD_OF_GUARD");
			assertThat(finding.message()).contains("'eager'");
		});
	}

	@Test
	void filtersBehindTheGuardAndThoseOfSpringAreFine() {
		assertThat(codes(FilterBehind.class, "server.forward-headers-strategy=none")).isEmpty();
	}

	@Test
	void filtersOfOtherPathsAreFine() {
		assertThat(codes(FilterElsewhere.class)).isEmpty();
	}

	@Test
	void tellsThatTheGuardsFilterIsMissing() {
		assertThat(codes(WithoutGuardFilter.class)).containsExactly("GUARD_FILTER_MISSING");
	}

	@Test
	void tellsOfFilterThatKeepsSockJsFromStreaming() {
		assertThat(codes(Synchronous.class, "ws-guard.token.sources=cookie")).containsExactly("FILTER_WITHOUT_ASYNC");
	}

	@Test
	void filterWithoutAsynchronousRequestsIsFineWithoutSockJs() {
		assertThat(codes(SynchronousRaw.class)).isEmpty();
	}

	@Test
	void tellsOfInterceptorThatWasPutInFrontAfterTheStart() {
		assertThat(codes(PushesInterceptorLate.class)).containsExactly("INTERCEPTOR_AHEAD_OF_GUARD");
	}

	@Test
	void interceptorThatWasPutInFrontBeforeTheStartStandsBehindAgain() {
		try (GuardedApplication application = GuardedApplication.start(PushesInterceptorEarly.class)) {
			assertThat(application.codes()).isEmpty();
			assertThat(application.route("/ws/chat").stations(Station.Kind.HANDSHAKE_INTERCEPTOR)).first()
				.extracting(Station::guard)
				.isEqualTo(true);
		}
	}

	@Test
	void tellsThatTheGuardsInterceptorsWereRemoved() {
		assertThat(codes(ReplacesInterceptors.class)).containsExactly("GUARD_INTERCEPTOR_MISSING");
	}

	@ParameterizedTest
	@ValueSource(classes = { CorsOfMvc.class, CorsByFilter.class })
	void tellsOfCorsThatRefusesWhatTheGuardAdmits(Class<?> cors) {
		assertThat(codes(cors, "ws-guard.origin.allowed=https://page.example.com,https://app.example.com"))
			.containsExactly("CORS_REFUSES_ORIGIN");
	}

	@Test
	void tellsOfCorsOfSpringSecurityThatRefusesWhatTheGuardAdmits() {
		try (GuardedApplication application = GuardedApplication
			.startSecured(List.of(Endpoints.Raw.class, CorsOfSecurity.class), APP)) {
			assertThat(application.codes()).containsExactly("CORS_REFUSES_ORIGIN");
		}
	}

	@Test
	void corsOfSpringSecurityThatAdmitsTheSameOriginsIsFine() {
		try (GuardedApplication application = GuardedApplication.startSecured(
				List.of(Endpoints.Raw.class, CorsOfSecurity.class),
				"ws-guard.origin.allowed=https://page.example.com")) {
			assertThat(application.codes()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { CorsOfMvc.class, CorsByFilter.class })
	void corsThatAdmitsTheSameOriginsIsFine(Class<?> cors) {
		assertThat(codes(cors, "ws-guard.origin.allowed=https://page.example.com")).isEmpty();
	}

	@Test
	void tellsOfHandlerThatOnlyTheFilterGuards() {
		assertThat(findings(Foreign.class)).singleElement().satisfies((finding) -> {
			assertThat(finding.code()).isEqualTo("FOREIGN_HANDLER");
			assertThat(finding.place()).isEqualTo("/foreign");
		});
	}

	@Test
	void tellsOfSubclassesWhoseConnectionsAreNotFollowed() {
		assertThat(placesNotFollowed()).containsExactly("/own-sockjs/**");
		assertThat(placesNotFollowed("ws-guard.endpoints.own.path=/own",
				"ws-guard.endpoints.own.token.sources=first-message"))
			.containsExactlyInAnyOrder("/own", "/own-sockjs/**");
	}

	private static List<String> placesNotFollowed(String... properties) {
		return findings(Familiar.class, properties).stream()
			.filter((finding) -> finding.code().equals("CONNECTION_NOT_FOLLOWED"))
			.map(Finding::place)
			.toList();
	}

	@Test
	void tellsOfHandshakeHandlerThatNoMappingUses() {
		assertThat(codes(Functional.class)).containsExactly("FUNCTIONAL_ENDPOINT_UNNAMED");
	}

	@Test
	void handshakeHandlerOfANamedPathIsFine() {
		assertThat(codes(Functional.class, "ws-guard.endpoints.fn.path=/fn"))
			.containsExactly("PATH_MATCHES_NO_MAPPING");
	}

	@Test
	void handshakeHandlerThatAMappingUsesIsFine() {
		assertThat(codes(UsesHandshakeHandler.class)).isEmpty();
	}

	@Test
	void tellsOnceOfHandshakesAtAPathThatNothingNames() throws IOException {
		try (GuardedApplication application = GuardedApplication.start(Functional.class,
				"ws-guard.token.required=false", "ws-guard.origin.missing=allow")) {
			assertThat(upgrade(application, "/fn")).startsWith("HTTP/1.1 101");
			assertThat(upgrade(application, "/fn")).startsWith("HTTP/1.1 101");
			assertThat(application.findings()).filteredOn(Finding::code, "ENDPOINT_UNNAMED")
				.extracting(Finding::place)
				.containsExactly("/fn");
		}
	}

	@Test
	void tellsOnceThatMostHandshakesComeFromOneAddress() throws IOException {
		try (GuardedApplication application = GuardedApplication.start(Endpoints.Raw.class, APP)) {
			for (int i = 1; i < 2_000; i++) {
				upgrade(application, "/ws/chat", "X-Forwarded-For: 198.51.100.7");
			}
			assertThat(application.codes()).isEmpty();
			for (int i = 0; i < 2; i++) {
				upgrade(application, "/ws/chat", "X-Forwarded-For: 198.51.100.7");
			}
			assertThat(application.findings()).singleElement().satisfies((finding) -> {
				assertThat(finding.code()).isEqualTo("PROXY_UNNAMED");
				assertThat(finding.place()).isEqualTo("ws-guard.proxy.trusted");
				assertThat(finding.toString()).contains("forwarding headers that are not believed")
					.doesNotContain("127.0.0.1");
			});
		}
	}

	@Test
	void handshakesAtAMappedPathNeedNoName() throws IOException {
		try (GuardedApplication application = GuardedApplication.start(Endpoints.Raw.class,
				"ws-guard.token.required=false", "ws-guard.origin.missing=allow")) {
			assertThat(upgrade(application, "/ws/chat")).startsWith("HTTP/1.1 101");
			assertThat(application.codes()).isEmpty();
		}
	}

	@Test
	void doesNotStartWhereEveryAllowedNetworkIsDenied() {
		assertThatThrownBy(() -> codes(Endpoints.Raw.class, "ws-guard.network.allowed=10.1.0.0/16",
				"ws-guard.network.denied=10.0.0.0/8"))
			.rootCause()
			.hasMessageContaining("NO_HANDSHAKE_CAN_PASS at /ws/chat");
	}

	@Test
	void startsWhereSomeAllowedNetworkIsNotDenied() {
		assertThat(codes(Endpoints.Raw.class, "ws-guard.network.allowed=10.0.0.0/8",
				"ws-guard.network.denied=10.1.0.0/16"))
			.isEmpty();
	}

	@Test
	void tellsThatNobodyCanComeByTls() {
		assertThat(codes(Endpoints.Raw.class, "ws-guard.require-tls=true")).containsExactly("NO_HANDSHAKE_CAN_PASS");
	}

	@Test
	void tlsBehindATrustedProxyIsFine() {
		assertThat(codes(Endpoints.Raw.class, "ws-guard.require-tls=true", "ws-guard.proxy.trusted=10.0.0.1"))
			.isEmpty();
	}

	@Test
	void tellsThatNoOriginIsInBothLists() {
		assertThat(
				codes(OriginsInCode.class, APP, "ws-guard.origin.same-origin=false", "ws-guard.origin.missing=reject"))
			.containsExactly("NO_HANDSHAKE_CAN_PASS");
	}

	@Test
	void listsThatShareAnOriginAreFine() {
		assertThat(codes(OriginsInCode.class, "ws-guard.origin.allowed=https://code.example.com",
				"ws-guard.origin.same-origin=false", "ws-guard.origin.missing=reject"))
			.isEmpty();
	}

	private static List<String> codes(Class<?> source, String... properties) {
		return findings(source, properties).stream().map(Finding::code).toList();
	}

	private static List<Finding> findings(Class<?> source, String... properties) {
		try (GuardedApplication application = GuardedApplication.start(source, properties)) {
			return application.findings();
		}
	}

	private static String upgrade(GuardedApplication application, String path) throws IOException {
		return upgrade(application, path, "Accept: */*");
	}

	private static String upgrade(GuardedApplication application, String path, String header) throws IOException {
		try (Socket socket = new Socket("localhost", application.port())) {
			socket.getOutputStream().write("""
					GET %s HTTP/1.1
					Host: localhost
					Upgrade: websocket
					Connection: Upgrade
					Sec-WebSocket-Version: 13
					Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
					%s

					""".formatted(path, header).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
		}
	}

	static FilterRegistrationBean<Filter> register(String name, Filter filter, int order) {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
		registration.setName(name);
		registration.setOrder(order);
		return registration;
	}

	static FilterRegistrationBean<Filter> register(String name, int order) {
		return register(name, (request, response, chain) -> chain.doFilter(request, response), order);
	}

	static class FilterAhead extends Endpoints.Raw {

		@Bean
		FilterRegistrationBean<Filter> eager() {
			return register("eager", Ordered.HIGHEST_PRECEDENCE);
		}

	}

	static class FilterBehind extends Endpoints.Raw {

		@Bean
		FilterRegistrationBean<Filter> patient() {
			return register("patient", 0);
		}

	}

	static class FilterElsewhere extends Endpoints.Raw {

		@Bean
		FilterRegistrationBean<Filter> elsewhere() {
			FilterRegistrationBean<Filter> registration = register("elsewhere", Ordered.HIGHEST_PRECEDENCE);
			registration.addUrlPatterns("/api/*");
			return registration;
		}

	}

	static class WithoutGuardFilter extends Endpoints.Raw {

		@Bean
		static BeanPostProcessor filterDisabler() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					if (beanName.equals("wsGuardFilter")) {
						((FilterRegistrationBean<?>) bean).setEnabled(false);
					}
					return bean;
				}

			};
		}

	}

	static class Synchronous extends Endpoints.SockJs {

		@Bean
		FilterRegistrationBean<Filter> synchronous() {
			FilterRegistrationBean<Filter> registration = register("synchronous", 0);
			registration.setAsyncSupported(false);
			return registration;
		}

	}

	static class SynchronousRaw extends Endpoints.Raw {

		@Bean
		FilterRegistrationBean<Filter> synchronous() {
			FilterRegistrationBean<Filter> registration = register("synchronous", 0);
			registration.setAsyncSupported(false);
			return registration;
		}

	}

	static void pushInterceptor(WebSocketHandlerMapping mapping) {
		WebSocketHttpRequestHandler handler = (WebSocketHttpRequestHandler) mapping.getUrlMap().get("/ws/chat");
		handler.getHandshakeInterceptors().add(0, new HttpSessionHandshakeInterceptor());
	}

	static class PushesInterceptorLate extends Endpoints.Raw {

		@EventListener
		@Order(0)
		void push(ApplicationReadyEvent event) {
			pushInterceptor(event.getApplicationContext().getBean(WebSocketHandlerMapping.class));
		}

	}

	static class PushesInterceptorEarly extends Endpoints.Raw {

		@Bean
		static BeanPostProcessor pusher() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					if (bean instanceof WebSocketHandlerMapping mapping) {
						pushInterceptor(mapping);
					}
					return bean;
				}

			};
		}

	}

	static class ReplacesInterceptors extends Endpoints.Raw {

		@Bean
		SmartLifecycle replacer(WebSocketHandlerMapping mapping) {
			return new SmartLifecycle() {

				@Override
				public void start() {
					((WebSocketHttpRequestHandler) mapping.getUrlMap().get("/ws/chat"))
						.setHandshakeInterceptors(List.of(new HttpSessionHandshakeInterceptor()));
				}

				@Override
				public void stop() {
				}

				@Override
				public boolean isRunning() {
					return false;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CorsOfMvc implements WebMvcConfigurer {

		@Bean("/bean/chat")
		WebSocketHttpRequestHandler chat() {
			return new WebSocketHttpRequestHandler(new Endpoints.Chat());
		}

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("https://page.example.com");
		}

	}

	static class CorsByFilter extends Endpoints.Raw {

		@Bean
		FilterRegistrationBean<Filter> cors() {
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			CorsConfiguration configuration = new CorsConfiguration();
			configuration.addAllowedOrigin("https://page.example.com");
			source.registerCorsConfiguration("/**", configuration);
			return register("cors", new CorsFilter(source), 0);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CorsOfSecurity {

		@Bean
		UrlBasedCorsConfigurationSource corsConfigurationSource() {
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			CorsConfiguration configuration = new CorsConfiguration();
			configuration.addAllowedOrigin("https://page.example.com");
			source.registerCorsConfiguration("/**", configuration);
			return source;
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http.cors(Customizer.withDefaults())
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Foreign {

		@Bean
		SimpleUrlHandlerMapping foreignMapping() {
			return new SimpleUrlHandlerMapping(Map.of("/foreign", new ForeignHandler()), 1);
		}

	}

	static class ForeignHandler implements HttpRequestHandler {

		private final HandshakeHandler handshakes = new DefaultHandshakeHandler();

		@Override
		public void handleRequest(HttpServletRequest request, HttpServletResponse response) {
			this.handshakes.doHandshake(new ServletServerHttpRequest(request), new ServletServerHttpResponse(response),
					new Endpoints.Chat(), Map.of());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Familiar {

		@Bean
		SimpleUrlHandlerMapping familiarMapping() {
			HttpRequestHandler page = (request, response) -> response.setStatus(204);
			DefaultSockJsService sockJs = new DefaultSockJsService(new SimpleAsyncTaskScheduler());
			return new SimpleUrlHandlerMapping(
					Map.of("/page", page, "/own", new WebSocketHttpRequestHandler(new Endpoints.Chat()) {
					}, "/own-sockjs/**", new SockJsHttpRequestHandler(sockJs, new Endpoints.Chat()) {
					}), 1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Functional {

		@Bean
		HandshakeHandler handshakeHandler() {
			return new DefaultHandshakeHandler();
		}

		@Bean
		Upgrades upgrades(HandshakeHandler handshakes) {
			return new Upgrades(handshakes);
		}

	}

	@RestController
	record Upgrades(HandshakeHandler handshakes) {

		@GetMapping("/fn")
		void upgrade(HttpServletRequest request, HttpServletResponse response) {
			this.handshakes.doHandshake(new ServletServerHttpRequest(request), new ServletServerHttpResponse(response),
					new Endpoints.Chat(), Map.of());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class UsesHandshakeHandler {

		@Bean
		HandshakeHandler handshakeHandler() {
			return new DefaultHandshakeHandler();
		}

		@Bean
		WebSocketConfigurer endpoints(HandshakeHandler handshakes) {
			return (registry) -> registry.addHandler(new Endpoints.Chat(), "/ws/chat").setHandshakeHandler(handshakes);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class OriginsInCode {

		@Bean
		WebSocketConfigurer endpoints() {
			return (registry) -> registry.addHandler(new Endpoints.Chat(), "/ws/chat")
				.setAllowedOrigins("https://code.example.com");
		}

	}

}
