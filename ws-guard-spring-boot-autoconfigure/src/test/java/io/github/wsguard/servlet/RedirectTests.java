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
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class RedirectTests {

	@ParameterizedTest
	@ValueSource(strings = { "/login", "https://id.example.com/realms/a/protocol/auth?client=b",
			"/oauth2/authorization/idp", "/Account/LogOn", "/sign-in", "/saml2/authenticate/one", "/sso", "login",
			"https://login.example.com/" })
	void knowsWhereSomebodyLogsIn(String location) {
		assertThat(redirect(location).isToLogin()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/authors", "/lesson", "/maintenance.html", "https://example.com/", "", "::::" })
	void doesNotTakeEveryPageForALogin(String location) {
		assertThat(redirect(location).isToLogin()).isFalse();
	}

	@Test
	void samePathByHttpsIsNoLogin() {
		assertThat(redirect("https://example.com/ws/a?b=c").isToHttps("/ws/a")).isTrue();
		assertThat(redirect("https://example.com/login").isToHttps("/ws/a")).isFalse();
		assertThat(redirect("/ws/a").isToHttps("/ws/a")).isFalse();
	}

	private static Redirect redirect(String location) {
		MockHttpServletResponse response = new MockHttpServletResponse();
		response.setHeader("Location", location);
		return Redirect.of(response);
	}

}
