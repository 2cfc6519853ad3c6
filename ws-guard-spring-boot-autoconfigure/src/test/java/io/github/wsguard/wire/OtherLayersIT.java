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

import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.handler.MappedInterceptor;

import io.github.wsguard.decision.RejectionReason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Refusals of others, each with its own layer and reason.
 */
class OtherLayersIT {

	@Test
	void corsFilterIsNamed() {
		try (WireServer server = WireServer.start(List.of(NarrowCorsFilter.class))) {
			WireClient.Response response = server.send(WireRequest.handshake("/ws/echo").bearer(server.token("good")));
			assertRefused(response, 403, "CORS_ORIGIN_REJECTED", "cors");
			assertThat(response.body()).doesNotContain("Invalid CORS request");
		}
	}

	@Test
	void corsOfTheSecurityFilterChainIsNamed() {
		try (WireServer server = WireServer.startSecured(List.of(CorsChain.class))) {
			assertRefused(server.send(WireRequest.handshake("/ws/echo").bearer(server.token("good"))), 403,
					"CORS_ORIGIN_REJECTED", "cors");
		}
	}

	@Test
	void filterThatCannotWaitIsNamedWhereSockJsHasTo() {
		try (WireServer server = WireServer.start(List.of(SynchronousFilter.class))) {
			String token = server.token("good");
			assertThat(server.send(WireRequest.handshake("/ws/echo").bearer(token)).status()).isEqualTo(101);
			assertRefused(server.send(WireRequest.plain("POST", "/sockjs/000/s1/xhr").bearer(token)), 500,
					"RESPONSE_WRAPPED", "application");
		}
	}

	@Test
	void filterThatHidesTheUpgradeIsNamed() {
		try (WireServer server = WireServer.start(List.of(UpgradeHidingFilter.class))) {
			assertRefused(server.send(WireRequest.handshake("/ws/echo").bearer(server.token("good"))), 500,
					"RESPONSE_WRAPPED", "application");
		}
	}

	@Test
	void etagFilterBreaksNothing() {
		try (WireServer server = WireServer.start(List.of(EtagFilter.class))) {
			assertThat(server.firstMessage(WireRequest.handshake("/ws/echo").bearer(server.token("good"))))
				.startsWith("alice ");
			assertRefused(server.send(WireRequest.handshake("/ws/veto").bearer(server.token("good"))), 403,
					"INTERCEPTOR_REJECTED", "interceptor");
		}
	}

	@Test
	void filterThatOnlyPreparesToWriteBreaksNothing() {
		try (WireServer server = WireServer.start(List.of(ZippingFilter.class))) {
			String token = server.token("good");
			WireClient.Response opened = server.send(WireRequest.handshake("/ws/echo").bearer(token));
			assertThat(opened.status()).isEqualTo(101);
			assertThat(opened.reason()).isNull();
			assertRefused(server.send(WireRequest.handshake("/ws/veto").bearer(token).header("X-Zip", "no")), 403,
					"INTERCEPTOR_REJECTED", "interceptor");
		}
	}

	@Test
	void bodyBehindAnErrorIsDropped() {
		try (WireServer server = WireServer.start(List.of(TalkativeFilter.class))) {
			assertRefused(server.send(WireRequest.handshake("/ws/echo").bearer(server.token("good"))), 403,
					"ACCESS_DENIED", "application");
		}
	}

	@Test
	void refusalOnAnEmptyErrorPageIsNamed() {
		try (WireServer server = WireServer.start(List.of(EmptyErrorPage.class))) {
			WireClient.Response response = server.send(WireRequest.handshake("/ws/echo").bearer(server.token("good")));
			assertThat(response.status()).isEqualTo(403);
			assertThat(response.reason()).isEqualTo("ACCESS_DENIED");
		}
	}

	@Test
	void refusalThatSpringSecurityLeavesToAnAdviceIsNamedAndKept() {
		try (WireServer server = WireServer.startSecured(List.of(AdvisedChain.class))) {
			String token = server.token("good");
			WireClient.Response denied = server.send(WireRequest.handshake("/ws/echo").bearer(token));
			assertThat(denied.status()).isEqualTo(403);
			assertThat(denied.reason()).isEqualTo("AUTHORITY_MISSING");
			assertThat(denied.body()).isEqualTo("advice");
			WireClient.Response anonymous = server.send(WireRequest.handshake("/public/echo"));
			assertThat(anonymous.status()).isEqualTo(403);
			assertThat(anonymous.reason()).isEqualTo("LOGIN_REQUIRED");
			assertThat(anonymous.body()).isEqualTo("advice");
		}
	}

	@Test
	void bodyOfAnAuthenticationFailureHandlerIsKept() {
		try (WireServer server = WireServer.startSecured(List.of(OwnFailureHandler.class))) {
			WireClient.Response response = server.send(WireRequest.handshake("/ws/echo").bearer(server.token("good")));
			assertThat(response.status()).isEqualTo(401);
			assertThat(response.reason()).isEqualTo("TOKEN_REJECTED");
			assertThat(response.body()).isEqualTo("own words");
		}
	}

	@Test
	void handlerInterceptorIsNamed() {
		try (WireServer server = WireServer.start(List.of(VetoOfMvc.class))) {
			assertRefused(server.send(WireRequest.handshake("/ws/echo").bearer(server.token("good"))), 403,
					"INTERCEPTOR_REJECTED", "interceptor");
		}
	}

	@Test
	void layersOfSpringSecurityAreNamed() {
		try (WireServer server = WireServer.startSecured(List.of(ManyRules.class))) {
			String token = server.token("good");
			assertRefused(server.send(WireRequest.handshake("/ws/echo;a=b").bearer(token)), 400, "FIREWALL_REJECTED",
					"firewall");
			WireClient.Response role = server.send(WireRequest.handshake("/own/named").bearer(token));
			assertRefused(role, 403, "AUTHORITY_MISSING", "spring-security");
			assertThat(role.body()).contains("ROLE_STAFF");
			assertRefused(server.send(WireRequest.handshake("/bean/echo").bearer(token)), 403, "INSUFFICIENT_SCOPE",
					"spring-security");
			assertRefused(server.send(WireRequest.handshake("/own/echo").bearer(token)), 403, "ACCESS_DENIED",
					"spring-security");
			assertRefused(server.send(WireRequest.handshake("/public/echo")), 401, "LOGIN_REQUIRED", "spring-security");
			assertRefused(
					server.send(
							WireRequest.plain("POST", "/sockjs/000/s1/xhr").header("Cookie", "access_token=" + token)),
					403, "CSRF_INVALID", "spring-security");
		}
	}

	@Test
	void answerThatHasBegunIsNoHandshake() {
		try (WireServer server = WireServer.start(List.of(EarlyAnswer.class))) {
			WireClient.Response response = server.send(WireRequest.handshake("/ws/echo").bearer(server.token("good")));
			assertRefused(response, 500, "RESPONSE_WRAPPED", "application");
		}
	}

	@Test
	void tokenThatOnlyTheApplicationRefusesIsNamed() {
		try (WireServer server = WireServer.startSecured(List.of(OtherDecoder.class))) {
			WireClient.Response response = server.send(WireRequest.handshake("/ws/echo").bearer(server.token("good")));
			assertRefused(response, 401, "TOKEN_REJECTED", "spring-security");
			assertThat(response.body()).doesNotContain("not for us");
			assertThat(response.header("WWW-Authenticate"))
				.isEqualTo("Bearer error=\"invalid_token\", error_description=\""
						+ RejectionReason.TOKEN_REJECTED.title() + "\"");
		}
	}

	@Test
	void sessionThatGaveWayToAnotherIsNamed() {
		try (WireServer server = WireServer.startSecured(List.of(OneSession.class), "spring.security.user.name=bob",
				"spring.security.user.password=secret")) {
			WireRequest handshake = WireRequest.handshake("/ws/login").header("Cookie", logIn(server));
			assertThat(server.send(handshake).status()).isEqualTo(101);
			logIn(server);
			assertRefused(server.send(handshake), 401, "SESSION_EXPIRED", "spring-security");
		}
	}

	@Test
	void tokenIsNoLoginThatSessionManagementCounts() {
		try (WireServer server = WireServer.startSecured(List.of(OneSession.class))) {
			WireRequest handshake = WireRequest.handshake("/ws/echo").bearer(server.token("good"));
			for (int i = 0; i < 2; i++) {
				WireClient.Response response = server.send(handshake);
				assertThat(response.status()).isEqualTo(101);
				assertThat(response.header("Set-Cookie")).isNull();
			}
		}
	}

	@Test
	void loginPageDoesNotRememberTheHandshake() {
		try (WireServer server = WireServer.startSecured(List.of(OneSession.class))) {
			WireClient.Response response = server
				.send(WireRequest.handshake("/public/echo").header("Accept", "text/html,*/*"));
			assertRefused(response, 401, "LOGIN_REQUIRED", "spring-security");
		}
	}

	@Test
	void sockJsClientLearnsThatAnEndpointDoesNotSpeakIt() {
		try (WireServer server = WireServer.start(List.of())) {
			assertRefused(server.send(WireRequest.plain("GET", "/ws/echo/info?t=17")), 404, "SOCKJS_NOT_ENABLED",
					"application");
			WireClient.Response nowhere = server.send(WireRequest.plain("GET", "/ws/nowhere/info?t=17"));
			assertThat(nowhere.status()).isEqualTo(404);
			assertThat(nowhere.reason()).isNull();
		}
	}

	@Test
	void answerThatIsStillToComeIsNotReplaced() {
		try (WireServer server = WireServer.start(List.of(LateInformation.class))) {
			WireClient.Response response = server.send(WireRequest.plain("GET", "/ws/echo/info"));
			assertThat(response.status()).isEqualTo(404);
			assertThat(response.reason()).isNull();
			assertThat(response.body()).isEqualTo("late");
		}
	}

	private static String logIn(WireServer server) {
		WireClient.Response response = server.send(WireRequest.plain("POST", "/login?username=bob&password=secret"));
		assertThat(response.header("Set-Cookie")).as(response.toString()).startsWith("JSESSIONID=");
		return response.header("Set-Cookie").split(";", 2)[0];
	}

	static void assertRefused(WireClient.Response response, int status, String reason, String layer) {
		assertThat(response.reason()).as(response.toString()).isEqualTo(reason);
		assertThat(response.status()).as(response.toString()).isEqualTo(status);
		assertThat(response.body()).contains("\"layer\":\"" + layer + "\"").contains("\"reason\":\"" + reason + "\"");
		assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(response.header("Set-Cookie")).isNull();
		assertThat(response.header("Location")).isNull();
	}

	private static UrlBasedCorsConfigurationSource narrowCors() {
		CorsConfiguration cors = new CorsConfiguration();
		cors.setAllowedOrigins(List.of("https://other.example.com"));
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration("/**", cors);
		return source;
	}

	static class NarrowCorsFilter {

		@Bean
		FilterRegistrationBean<CorsFilter> narrowCorsFilter() {
			return new FilterRegistrationBean<>(new CorsFilter(narrowCors()));
		}

	}

	static class CorsChain {

		@Bean
		SecurityFilterChain corsChain(HttpSecurity http) throws Exception {
			return http.cors((cors) -> cors.configurationSource(narrowCors()))
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.build();
		}

	}

	static class SynchronousFilter {

		@Bean
		FilterRegistrationBean<Filter> synchronousFilter() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(
					(request, response, chain) -> chain.doFilter(request, response));
			registration.setAsyncSupported(false);
			return registration;
		}

	}

	static class UpgradeHidingFilter {

		@Bean
		FilterRegistrationBean<Filter> upgradeHidingFilter() {
			return new FilterRegistrationBean<>((request, response, chain) -> chain
				.doFilter(new HttpServletRequestWrapper((HttpServletRequest) request) {

					@Override
					public <T extends HttpUpgradeHandler> T upgrade(Class<T> handlerClass) {
						throw new UnsupportedOperationException();
					}

				}, response));
		}

	}

	static class EtagFilter {

		@Bean
		FilterRegistrationBean<ShallowEtagHeaderFilter> etagFilter() {
			return new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
		}

	}

	static class ZippingFilter {

		@Bean
		FilterRegistrationBean<Filter> zippingFilter() {
			return new FilterRegistrationBean<>((request, response, chain) -> {
				OutputStream out = response.getOutputStream();
				if (((HttpServletRequest) request).getHeader("X-Zip") == null) {
					// Writes its header
					new GZIPOutputStream(out);
				}
				chain.doFilter(request, response);
			});
		}

	}

	static class TalkativeFilter {

		@Bean
		FilterRegistrationBean<Filter> talkativeFilter() {
			return new FilterRegistrationBean<>((request, response, chain) -> {
				((HttpServletResponse) response).sendError(403);
				response.getWriter().write("nobody reads this");
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EmptyErrorPage {

		@Bean
		FilterRegistrationBean<Filter> forwardingFilter() {
			return new FilterRegistrationBean<>((request, response, chain) -> {
				((HttpServletResponse) response).setStatus(403);
				request.getRequestDispatcher("/empty").forward(request, response);
			});
		}

		@Controller
		static class Page {

			@GetMapping("/empty")
			void empty(HttpServletResponse response) {
				response.setHeader("X-Page", "empty");
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AdvisedChain {

		@Bean
		SecurityFilterChain advisedChain(HttpSecurity http,
				@Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().hasRole("STAFF"))
				.exceptionHandling((handling) -> handling
					.authenticationEntryPoint(
							(request, response, ex) -> resolver.resolveException(request, response, null, ex))
					.accessDeniedHandler(
							(request, response, ex) -> resolver.resolveException(request, response, null, ex)))
				.build();
		}

		@RestControllerAdvice
		static class Advice {

			@ExceptionHandler({ AccessDeniedException.class, AuthenticationException.class })
			@ResponseStatus(HttpStatus.FORBIDDEN)
			String advice() {
				return "advice";
			}

		}

	}

	static class OwnFailureHandler {

		@Bean
		SecurityFilterChain ownFailureHandler(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.oauth2ResourceServer((server) -> server.jwt((jwt) -> jwt.decoder((token) -> {
					throw new BadJwtException("not for us");
				})).withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {

					@Override
					public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
						filter.setAuthenticationFailureHandler((request, response, ex) -> {
							response.setStatus(401);
							response.getWriter().write("own words");
						});
						return filter;
					}

				}))
				.build();
		}

	}

	static class VetoOfMvc {

		@Bean
		MappedInterceptor vetoOfMvc() {
			return new MappedInterceptor(new String[] { "/ws/**" }, new HandlerInterceptor() {

				@Override
				public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
					return false;
				}

			});
		}

	}

	static class EarlyAnswer {

		@Bean
		FilterRegistrationBean<Filter> earlyAnswer() {
			return new FilterRegistrationBean<>((request, response, chain) -> {
				((HttpServletResponse) response).sendError(503);
				chain.doFilter(request, response);
			});
		}

	}

	static class OtherDecoder {

		@Bean
		SecurityFilterChain otherDecoder(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.oauth2ResourceServer((server) -> server.jwt((jwt) -> jwt.decoder((token) -> {
					throw new BadJwtException("not for us");
				})))
				.build();
		}

	}

	/**
	 * Has its status at once, and its body on another dispatch.
	 */
	@Configuration(proxyBeanMethods = false)
	static class LateInformation {

		@Controller
		static class Information {

			@GetMapping("/ws/echo/info")
			@ResponseBody
			Callable<String> information(HttpServletResponse response) {
				response.setStatus(HttpServletResponse.SC_NOT_FOUND);
				return () -> "late";
			}

		}

	}

	static class OneSession {

		@Bean
		SecurityFilterChain oneSession(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.csrf((csrf) -> csrf.disable())
				.formLogin(Customizer.withDefaults())
				.sessionManagement((sessions) -> sessions.maximumSessions(1))
				.build();
		}

	}

	static class ManyRules {

		@Bean
		SecurityFilterChain manyRules(HttpSecurity http) throws Exception {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers("/own/named")
					.hasAnyRole("STAFF", "ADMIN")
					.requestMatchers("/bean/echo")
					.hasAuthority("SCOPE_root")
					.requestMatchers("/own/echo")
					.denyAll()
					.anyRequest()
					.authenticated())
				.build();
		}

	}

}
