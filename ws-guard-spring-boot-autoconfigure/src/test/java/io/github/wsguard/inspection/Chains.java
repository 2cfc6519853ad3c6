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

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/**
 * Filter chains that findings are about, for tests of the findings and of what clients
 * meet.
 */
public final class Chains {

	private Chains() {
	}

	@Configuration(proxyBeanMethods = false)
	public static class SessionsOnly {

		@Bean
		SecurityFilterChain sessionsOnly(HttpSecurity http) {
			return http
				.securityContext(
						(context) -> context.securityContextRepository(new HttpSessionSecurityContextRepository()))
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	public static class SavesImplicitly {

		@Bean
		SecurityFilterChain savesImplicitly(HttpSecurity http) {
			return http.securityContext((context) -> context.requireExplicitSave(false))
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	public static class RedirectsToTls {

		@Bean
		SecurityFilterChain redirectsToTls(HttpSecurity http) {
			return http.redirectToHttps(Customizer.withDefaults())
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.build();
		}

	}

}
