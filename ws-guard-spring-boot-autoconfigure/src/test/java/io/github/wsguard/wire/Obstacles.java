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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * What an application may put in the way of a handshake without Spring Security's help:
 * filters, interceptors, handshake handlers and controllers that refuse, by path.
 */
@Import({ Obstacles.Endpoints.class, Obstacles.NotFoundAdvice.class })
class Obstacles {

	@Bean
	WebSocketConfigurer obstructedEndpoints() {
		return (registry) -> {
			registry.addHandler(new WireApplication.Echo(), "/ws/filtered/{what}", "/ws/intercepted/{what}",
					"/ws/rules/{what}", "/ws/rules/open/{what}");
			registry.addHandler(new WireApplication.Echo(), "/sockjs-filtered", "/sockjs-sync").withSockJS();
			registry.addHandler(new WireApplication.Echo(), "/ws/vetoed/{what}").addInterceptors(new Veto());
			registry
				.addHandler(new WireApplication.Echo(), "/sockjs-vetoed/false", "/sockjs-vetoed/too-many",
						"/sockjs-vetoed/throws")
				.addInterceptors(new Veto())
				.withSockJS();
			registry.addHandler(new WireApplication.Echo(), "/ws/handled/{what}").setHandshakeHandler(new Handshakes());
		};
	}

	@Bean
	FilterRegistrationBean<Filter> obstructingFilter() {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(new ObstructingFilter());
		registration.setOrder(-50);
		return registration;
	}

	@Bean
	FilterRegistrationBean<Filter> filterWithoutAsyncSupport() {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(
				(request, response, chain) -> chain.doFilter(request, response));
		registration.addUrlPatterns("/sockjs-sync/*", "/servlet/sockjs-sync/*");
		registration.setAsyncSupported(false);
		return registration;
	}

	@Bean
	MappedInterceptor obstructingInterceptor() {
		return new MappedInterceptor(new String[] { "/ws/intercepted/**" }, new HandlerInterceptor() {

			@Override
			public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
					throws IOException {
				switch (what(request)) {
					case "forbids" -> response.sendError(403);
					case "throws" -> throw new IllegalStateException("intercepted");
					default -> {
					}
				}
				return false;
			}

		});
	}

	private static String what(HttpServletRequest request) {
		String path = request.getRequestURI();
		return path.substring(path.lastIndexOf('/') + 1);
	}

	private static void write(HttpServletResponse response, int status, String body) throws IOException {
		response.setStatus(status);
		response.setContentType("text/html");
		response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
	}

	private static final class ObstructingFilter extends OncePerRequestFilter {

		@Override
		protected boolean shouldNotFilter(HttpServletRequest request) {
			return !request.getRequestURI().contains("-filtered/") && !request.getRequestURI().contains("/filtered/");
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			switch (what(request)) {
				case "forbids", "xhr_send" -> response.setStatus(403);
				case "sends-error" -> response.sendError(403, "not for you");
				case "unavailable" -> response.sendError(503);
				case "too-many" -> {
					response.setHeader("Retry-After", "7");
					response.setStatus(429);
				}
				case "unauthorized" -> {
					response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
					response.setStatus(401);
				}
				case "own-body" -> write(response, 403, "<p>not for you</p>");
				case "maintenance" -> write(response, 503, "<p>back soon</p>");
				case "maintenance-ok" -> write(response, 200, "<p>back soon</p>");
				case "login-redirect" -> response.sendRedirect("/login");
				case "provider-redirect" -> response.sendRedirect("https://login.example.com/authorize?client_id=x");
				case "https-redirect" -> response.sendRedirect("https://127.0.0.1" + request.getRequestURI());
				case "moved" -> {
					response.setStatus(301);
					response.setHeader("Location", "/ws/echo");
				}
				case "abandons", "xhr" -> {
				}
				case "throws" -> throw new ServletException("filtered");
				case "etag" -> new ShallowEtagHeaderFilter().doFilter(request, response, chain);
				case "caching" -> {
					ContentCachingResponseWrapper caching = new ContentCachingResponseWrapper(response);
					chain.doFilter(request, caching);
					caching.copyBodyToResponse();
				}
				case "no-upgrade" -> chain.doFilter(new WithoutUpgrade(request), response);
				case "strips" -> chain.doFilter(new StrippedRequest(request), response);
				default -> chain.doFilter(request, response);
			}
		}

	}

	private static final class WithoutUpgrade extends HttpServletRequestWrapper {

		WithoutUpgrade(HttpServletRequest request) {
			super(request);
		}

		@Override
		public <T extends HttpUpgradeHandler> T upgrade(Class<T> handlerClass) {
			throw new UnsupportedOperationException("This wrapper cannot be upgraded");
		}

	}

	private static final class StrippedRequest extends HttpServletRequestWrapper {

		StrippedRequest(HttpServletRequest request) {
			super(request);
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			return name.equalsIgnoreCase("Upgrade") ? Collections.emptyEnumeration() : super.getHeaders(name);
		}

		@Override
		public @Nullable String getHeader(String name) {
			return name.equalsIgnoreCase("Upgrade") ? null : super.getHeader(name);
		}

	}

	private static final class Veto implements HandshakeInterceptor {

		@Override
		public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response,
				WebSocketHandler wsHandler, Map<String, Object> attributes) throws IOException {
			String path = request.getURI().getPath();
			if (path.contains("/too-many")) {
				response.setStatusCode(HttpStatus.TOO_MANY_REQUESTS);
			}
			else if (path.contains("/own-body")) {
				response.setStatusCode(HttpStatus.CONFLICT);
				response.getBody().write("already connected".getBytes(StandardCharsets.UTF_8));
			}
			else if (path.contains("/unauthorized")) {
				response.setStatusCode(HttpStatus.UNAUTHORIZED);
			}
			else if (path.contains("/redirects")) {
				response.setStatusCode(HttpStatus.FOUND);
				response.getHeaders().set("Location", "/login");
			}
			else if (path.contains("/throws")) {
				throw new IllegalStateException("vetoed");
			}
			return false;
		}

		@Override
		public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler wsHandler,
				@Nullable Exception exception) {
		}

	}

	private static final class Handshakes implements HandshakeHandler {

		private final DefaultHandshakeHandler suspicious = new DefaultHandshakeHandler() {

			@Override
			protected boolean isValidOrigin(ServerHttpRequest request) {
				return false;
			}

		};

		@Override
		public boolean doHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler wsHandler,
				Map<String, Object> attributes) {
			String path = request.getURI().getPath();
			switch (path.substring(path.lastIndexOf('/') + 1)) {
				case "origin" -> this.suspicious.doHandshake(request, response, wsHandler, attributes);
				case "bad-request" -> response.setStatusCode(HttpStatus.BAD_REQUEST);
				case "forbids" -> response.setStatusCode(HttpStatus.FORBIDDEN);
				case "unavailable" -> response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
				case "own-body" -> {
					response.setStatusCode(HttpStatus.CONFLICT);
					write(response, "already connected");
				}
				case "throws" -> throw new HandshakeFailureException("handled");
				default -> {
				}
			}
			return false;
		}

		private static void write(ServerHttpResponse response, String body) {
			try {
				response.getBody().write(body.getBytes(StandardCharsets.UTF_8));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	@Controller
	static class Endpoints {

		@GetMapping("/controller/forbids")
		void forbids() {
			throw new ResponseStatusException(HttpStatus.FORBIDDEN, "not for you");
		}

		@GetMapping("/controller/throws")
		void fails() {
			throw new IllegalStateException("controller");
		}

		@GetMapping("/controller/operator")
		@PreAuthorize("hasRole('OPERATOR')")
		public void operator(HttpServletRequest request, HttpServletResponse response) {
			WireApplication.upgrade(request, response);
		}

		@GetMapping("/public/denied")
		@ResponseBody
		String denied() {
			return "denied";
		}

	}

	/**
	 * Writes its own answer for what is not found below {@code /advised}.
	 */
	@ControllerAdvice
	static class NotFoundAdvice {

		@ExceptionHandler
		ResponseEntity<String> notFound(NoResourceFoundException ex) throws NoResourceFoundException {
			if (!ex.getResourcePath().contains("advised")) {
				throw ex;
			}
			return ResponseEntity.status(HttpStatus.NOT_FOUND).body("nothing here");
		}

	}

}
