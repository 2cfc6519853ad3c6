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

package io.github.wsguard.sample.mistake;

import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * CSRF protection in front of SockJS. It is on without a line that says so, and asks for
 * a CSRF token wherever the browser attaches the credential by itself: for a cookie.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@Profile("csrf")
class CsrfConfiguration {

	@Bean
	SecurityFilterChain csrfProtectedChain(HttpSecurity http) throws Exception {
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
	}

	@Bean
	Mistake csrfMistake() {
		return new Mistake("csrf", "CSRF protection stands in front of SockJS, and the token is a cookie.",
				"Send the first request of SockJS over XHR with the cookie, then with the Authorization header.",
				Map.of("endpoint", "sockjs-xhr", "token", "good", "placement", "cookie"));
	}

}
