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
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * A form login in front of every WebSocket path, the public one included. Without the
 * guard a handshake is redirected to a page, which no client follows.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@Profile("form-login")
class FormLoginConfiguration {

	@Bean
	SecurityFilterChain formLoginChain(HttpSecurity http) throws Exception {
		return http
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/ws/**", "/sockjs/**", "/stomp")
				.authenticated()
				.anyRequest()
				.permitAll())
			.formLogin(Customizer.withDefaults())
			// a second login ends the first one: SESSION_EXPIRED
			.sessionManagement((sessions) -> sessions.maximumSessions(1))
			.build();
	}

	@Bean
	UserDetailsService users() {
		return new InMemoryUserDetailsManager(
				User.withUsername("ada").password("{noop}engine").authorities("ROLE_USER").build());
	}

	@Bean
	Mistake formLoginMistake() {
		return new Mistake("form-login", "A form login stands in front of an endpoint that needs no token.",
				"Connect to the public endpoint. Then log in at /login (ada, engine), and connect again.",
				Map.of("endpoint", "public", "token", "none"));
	}

}
