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
import java.nio.charset.StandardCharsets;
import java.util.Map;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.HandshakeInterceptor;

import io.github.wsguard.wire.Scenario.Chain;
import io.github.wsguard.wire.Scenario.Obstacle;

/**
 * Chains, filters and interceptors that do what the headers of a {@link Scenario} tell
 * them to.
 */
class SteeredApplication {

	static final String[] PROPERTIES = { "logging.level.root=off", "ws-guard.endpoints.steered.path=/ws/steered",
			"ws-guard.endpoints.steered.require.scopes=admin", "ws-guard.endpoints.sockjs-steered.path=/sockjs-steered",
			"ws-guard.endpoints.sockjs-steered.require.scopes=admin" };

	@Bean
	WebSocketConfigurer steeredEndpoints() {
		return (registry) -> {
			registry.addHandler(new WireApplication.Echo(), "/ws/steered").addInterceptors(new SteeredInterceptor());
			registry.addHandler(new WireApplication.Echo(), "/sockjs-steered")
				.addInterceptors(new SteeredInterceptor())
				.withSockJS();
		};
	}

	@Bean
	FilterRegistrationBean<Filter> firstFilter() {
		return filter(Scenario.FIRST_FILTER_HEADER, -200);
	}

	@Bean
	FilterRegistrationBean<Filter> lastFilter() {
		return filter(Scenario.LAST_FILTER_HEADER, 0);
	}

	private static FilterRegistrationBean<Filter> filter(String header, int order) {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(new SteeredFilter(header));
		registration.setName(header);
		registration.setOrder(order);
		return registration;
	}

	@Bean
	SecurityFilterChain likeDefaultChain(HttpSecurity http) throws Exception {
		return chain(http, Chain.DEFAULT).authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.formLogin(Customizer.withDefaults())
			.httpBasic(Customizer.withDefaults())
			.build();
	}

	@Bean
	SecurityFilterChain statelessChain(HttpSecurity http) throws Exception {
		return stateless(chain(http, Chain.STATELESS)).httpBasic(Customizer.withDefaults()).build();
	}

	@Bean
	SecurityFilterChain resourceServerChain(HttpSecurity http,
			@Value("${ws-guard.jwt.issuers.main.jwk-set-uri}") String keys) throws Exception {
		NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys).build();
		return stateless(chain(http, Chain.RESOURCE_SERVER))
			.oauth2ResourceServer((server) -> server.jwt((jwt) -> jwt.decoder(decoder)))
			.build();
	}

	@Bean
	SecurityFilterChain formLoginChain(HttpSecurity http) throws Exception {
		return chain(http, Chain.FORM_LOGIN).authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.formLogin(Customizer.withDefaults())
			.build();
	}

	@Bean
	SecurityFilterChain permittingChain(HttpSecurity http) throws Exception {
		return chain(http, Chain.PERMIT_ALL).authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

	@Bean
	SecurityFilterChain denyingChain(HttpSecurity http) throws Exception {
		return chain(http, Chain.DENY_ALL).authorizeHttpRequests((requests) -> requests.anyRequest().denyAll())
			.httpBasic(Customizer.withDefaults())
			.build();
	}

	@Bean
	SecurityFilterChain roleChain(HttpSecurity http) throws Exception {
		return chain(http, Chain.ROLE).authorizeHttpRequests((requests) -> requests.anyRequest().hasRole("OPERATOR"))
			.httpBasic(Customizer.withDefaults())
			.build();
	}

	private static HttpSecurity chain(HttpSecurity http, Chain chain) {
		return http.securityMatcher(new RequestHeaderRequestMatcher(Scenario.CHAIN_HEADER, chain.name()));
	}

	private static HttpSecurity stateless(HttpSecurity http) throws Exception {
		return http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf((csrf) -> csrf.disable())
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
	}

	private static final class SteeredFilter extends OncePerRequestFilter {

		private final ShallowEtagHeaderFilter etag = new ShallowEtagHeaderFilter();

		private final String header;

		SteeredFilter(String header) {
			this.header = header;
		}

		@Override
		protected String getAlreadyFilteredAttributeName() {
			return this.header + ".filtered";
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			String order = request.getHeader(this.header);
			switch ((order != null) ? Obstacle.valueOf(order) : Obstacle.NONE) {
				case NONE -> chain.doFilter(request, response);
				case WRAP_FOR_ETAG -> this.etag.doFilter(request, response, chain);
				case FORBID -> response.setStatus(403);
				case OWN_BODY -> {
					response.setStatus(403);
					response.setContentType("text/plain");
					response.getOutputStream().write("closed for repairs".getBytes(StandardCharsets.UTF_8));
				}
				case TOO_MANY -> response.setStatus(429);
				case SEND_ERROR -> response.sendError(403, "not for you");
				case REDIRECT -> response.sendRedirect("https://login.example.com/authorize");
				case THROW -> throw new IllegalStateException("steered");
				case ABANDON -> {
				}
			}
		}

	}

	private static final class SteeredInterceptor implements HandshakeInterceptor {

		@Override
		public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response,
				WebSocketHandler wsHandler, Map<String, Object> attributes) throws IOException {
			String order = request.getHeaders().getFirst(Scenario.INTERCEPTOR_HEADER);
			switch ((order != null) ? Obstacle.valueOf(order) : Obstacle.NONE) {
				case NONE -> {
					return true;
				}
				case FORBID -> response.setStatusCode(HttpStatus.FORBIDDEN);
				case OWN_BODY -> {
					response.setStatusCode(HttpStatus.FORBIDDEN);
					response.getBody().write("closed for repairs".getBytes(StandardCharsets.UTF_8));
				}
				case TOO_MANY -> response.setStatusCode(HttpStatus.TOO_MANY_REQUESTS);
				case THROW -> throw new IllegalStateException("steered");
				default -> {
				}
			}
			return false;
		}

		@Override
		public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler wsHandler,
				@Nullable Exception exception) {
		}

	}

}
