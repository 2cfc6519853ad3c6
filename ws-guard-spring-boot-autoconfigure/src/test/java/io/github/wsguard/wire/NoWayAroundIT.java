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

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.error.ErrorPageRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ways from a path that is not guarded, or guarded less, to one that is. None of them may
 * end in a 101.
 */
class NoWayAroundIT {

	private static final List<String> TARGETS = List.of("/controller/echo", "/fn/echo", "/jakarta/admin", "/ws/admin",
			"/own/echo", "/sockjs/websocket", "/sockjs/000/way/websocket");

	private static WireServer server;

	@BeforeAll
	static void start() {
		server = WireServer.start(List.of(Detours.class), "ws-guard.endpoints.open.path=/open/**",
				"ws-guard.endpoints.open.enabled=false", "ws-guard.endpoints.report.path=/report/**",
				"ws-guard.endpoints.report.mode=report-only", "ws-guard.endpoints.slash.path=/own/echo/",
				"ws-guard.endpoints.slash.require.scopes=admin");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/public/forward-to", "/open/forward-to", "/report/forward-to" })
	void forwardIsDecidedAgain(String detour) {
		assertThat(TARGETS).allSatisfy((target) -> {
			WireClient.Response response = server.send(WireRequest.handshake(detour + "?to=" + target));
			assertThat(response.status()).isEqualTo(401);
			assertThat(response.reason()).isEqualTo("TOKEN_MISSING");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "/public/include", "/open/include", "/report/include", "/public/async", "/open/async",
			"/report/async", "/public/async-wrapped", "/open/async-wrapped", "/report/async-wrapped" })
	void includeAndAsyncDispatchOpenNothing(String detour) {
		assertThat(TARGETS)
			.allSatisfy((target) -> assertThat(server.send(WireRequest.handshake(detour + "?to=" + target)).status())
				.isNotEqualTo(101));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/public/echo", "/open/x", "/report/x" })
	void filterThatRewritesThePathOpensNothing(String path) {
		assertThat(List.of("/controller/echo", "/fn/echo", "/ws/admin", "/own/echo", "/sockjs/websocket")).allSatisfy(
				(target) -> assertThat(server.send(WireRequest.handshake(path).header("X-Rewrite", target)).status())
					.isEqualTo(401));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/open/../jakarta/admin", "/open/%2e%2e/jakarta/admin", "/open/..;/jakarta/admin",
			"/report/../jakarta/admin", "/open/x/../../jakarta/admin" })
	void ambiguousPathChoosesNoWeakerPolicy(String path) {
		WireClient.Response response = server.send(WireRequest.handshake(path));
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.reason()).isEqualTo("PATH_AMBIGUOUS");
	}

	@Test
	void errorPageOpensNothing() {
		assertThat(TARGETS)
			.allSatisfy((target) -> assertThat(server.send(WireRequest.handshake("/open/lost?to=" + target)).status())
				.isNotEqualTo(101));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/ws/echo", "/own/echo", "/jakarta/admin", "/controller/echo", "/fn/echo" })
	void refusalThatAFilterSentOffStands(String path) {
		WireRequest handshake = WireRequest.handshake(path).bearer(server.token("good"));
		WireClient.Response response = server.send(handshake.header("X-Refuse", "flush"));
		assertThat(response.status()).isEqualTo(403);
		assertThat(response.body()).isEqualTo("Not today");
		assertThat(response.reason()).isEqualTo("RESPONSE_WRAPPED");
		assertThat(response.header("Upgrade")).isNull();
	}

	@Test
	void forwardWithGoodTokenIsAdmitted() {
		assertThat(List.of("/controller/echo", "/fn/echo", "/jakarta/admin", "/ws/admin", "/own/echo"))
			.allSatisfy((target) -> assertThat(
					server.send(WireRequest.handshake("/public/forward-to?to=" + target).bearer(server.token("good")))
						.status())
				.isEqualTo(101));
	}

	@Test
	void weakerPolicyOfOnePathIsNotUsedOnAnother() {
		assertThat(server.send(WireRequest.handshake("/ws/room/8").bearer(server.token("good"))).reason())
			.isEqualTo("CLAIM_MISMATCH");
		assertThat(server.send(WireRequest.handshake("/ws/admin").bearer(server.token("no-scope"))).reason())
			.isEqualTo("INSUFFICIENT_SCOPE");
		assertThat(server.send(WireRequest.handshake("/ws/echo").bearer(server.token("no-scope"))).status())
			.isEqualTo(101);
	}

	@Test
	void policyIsNotLostForATrailingSlash() {
		assertThat(server.send(WireRequest.handshake("/own/echo").bearer(server.token("no-scope"))).reason())
			.isEqualTo("INSUFFICIENT_SCOPE");
	}

	@Configuration(proxyBeanMethods = false)
	static class Detours {

		@Bean
		PathRewriter pathRewriter() {
			return new PathRewriter();
		}

		@Bean
		RefusingFilter refusingFilter() {
			return new RefusingFilter();
		}

		@Bean
		ErrorPageRegistrar errorPages() {
			return (registry) -> registry.addErrorPages(new ErrorPage(HttpStatus.GONE, "/lost"));
		}

		@Controller
		static class Dispatcher {

			@GetMapping("/open/lost")
			void lose(HttpServletResponse response) throws IOException {
				response.sendError(HttpServletResponse.SC_GONE);
			}

			@GetMapping("/lost")
			String lost(@RequestParam String to) {
				return "forward:" + to;
			}

			@GetMapping({ "/public/forward-to", "/open/forward-to", "/report/forward-to" })
			String forward(@RequestParam String to) {
				return "forward:" + to;
			}

			@GetMapping({ "/public/include", "/open/include", "/report/include" })
			void include(HttpServletRequest request, HttpServletResponse response, @RequestParam String to)
					throws ServletException, IOException {
				request.getRequestDispatcher(to).include(request, response);
			}

			@GetMapping({ "/public/async", "/open/async", "/report/async" })
			void async(HttpServletRequest request, @RequestParam String to) {
				request.startAsync().dispatch(to);
			}

			@GetMapping({ "/public/async-wrapped", "/open/async-wrapped", "/report/async-wrapped" })
			void asyncWrapped(HttpServletRequest request, HttpServletResponse response, @RequestParam String to) {
				request.startAsync(request, response).dispatch(to);
			}

		}

	}

	/**
	 * Stands behind the guard and lets the application see another path.
	 */
	static class PathRewriter extends OncePerRequestFilter {

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			String path = request.getHeader("X-Rewrite");
			chain.doFilter((path != null) ? new Rewritten(request, path) : request, response);
		}

	}

	/**
	 * Refuses and passes the request on all the same.
	 */
	static class RefusingFilter extends OncePerRequestFilter {

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			if (request.getHeader("X-Refuse") != null) {
				response.setStatus(HttpServletResponse.SC_FORBIDDEN);
				response.getWriter().write("Not today");
				response.flushBuffer();
			}
			chain.doFilter(request, response);
		}

	}

	private static final class Rewritten extends HttpServletRequestWrapper {

		private final String path;

		private Rewritten(HttpServletRequest request, String path) {
			super(request);
			this.path = path;
		}

		@Override
		public String getRequestURI() {
			return this.path;
		}

		@Override
		public String getServletPath() {
			return this.path;
		}

	}

}
