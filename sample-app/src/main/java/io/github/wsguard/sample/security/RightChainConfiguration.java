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

package io.github.wsguard.sample.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * A filter chain that agrees with the guard. Its rules see the verified principal, so
 * they need no decoder and no filter for tokens.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@Profile("spring-security")
class RightChainConfiguration {

	@Bean
	SecurityFilterChain rightChain(HttpSecurity http) throws Exception {
		return http
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/ws/chat")
				.hasAuthority("SCOPE_chat")
				.requestMatchers("/ws/room/*", "/stomp")
				.authenticated()
				.anyRequest()
				.permitAll())
			// SockJS sends no CSRF token, and the guard has compared its Origin by then
			.csrf((csrf) -> csrf.ignoringRequestMatchers("/sockjs/**"))
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.build();
	}

}
