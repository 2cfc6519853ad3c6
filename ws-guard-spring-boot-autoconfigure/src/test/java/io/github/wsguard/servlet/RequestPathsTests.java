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

package io.github.wsguard.servlet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class RequestPathsTests {

	@ParameterizedTest
	@CsvSource({ "/ws/room/7, /ws/room/7", "/ws/room%207, /ws/room 7", "/ws/echo/, /ws/echo/",
			"/ws;v=1/echo, /ws/echo" })
	void pathThatAllReadAlikeIsPlain(String raw, String normalized) {
		assertThat(pathsOf(raw, normalized).ambiguity()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "//ws/admin, /ws/admin", "/ws//admin, /ws/admin", "/ws/./admin, /ws/admin",
			"/ws/x/../admin, /ws/admin", "/ws/%2e%2e/ws/admin, /ws/admin", "/ws/a%2Fb, /ws/a/b", "/ws/a%5Cb, /ws/a/b",
			"/ws/..;/ws/admin, /ws/admin", "/ws/echo, /ws/admin", "/ws/echo, /ws/echo/", "/ws/%zz, /ws/%zz" })
	void pathThatIsReadInTwoWaysIsAmbiguous(String raw, String normalized) {
		assertThat(pathsOf(raw, normalized).ambiguity()).isPresent();
	}

	@Test
	void contextPathIsLeftOut() {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/app/ws/echo");
		request.setContextPath("/app");
		request.setServletPath("/ws");
		request.setPathInfo("/echo");
		RequestPaths paths = RequestPaths.of(request);
		assertThat(paths.raw()).isEqualTo("/ws/echo");
		assertThat(paths.ambiguity()).isEmpty();
	}

	@Test
	void parametersAreNotShown() {
		assertThat(RequestPaths.withoutParameters("/ws/echo;jsessionid=4711/x;y")).isEqualTo("/ws/echo/x");
	}

	private static RequestPaths pathsOf(String raw, String normalized) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", raw);
		request.setServletPath(normalized);
		return RequestPaths.of(request);
	}

}
