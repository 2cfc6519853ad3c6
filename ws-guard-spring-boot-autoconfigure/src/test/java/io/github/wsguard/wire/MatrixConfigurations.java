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

import java.util.List;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What sets the applications of the matrix apart.
 */
final class MatrixConfigurations {

	private MatrixConfigurations() {
	}

	/**
	 * A stateless resource server for the tokens that the guard knows, too.
	 */
	static class ResourceServer {

		@Bean
		SecurityFilterChain resourceServerChain(HttpSecurity http,
				@Value("${ws-guard.jwt.issuers.main.jwk-set-uri}") String keys) throws Exception {
			NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys).build();
			return http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
				.csrf((csrf) -> csrf.disable())
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.oauth2ResourceServer((server) -> server.jwt((jwt) -> jwt.decoder(decoder)))
				.build();
		}

	}

	/**
	 * Form login, CSRF protection, and one session for each user.
	 */
	static class FormLogin {

		@Bean
		SecurityFilterChain formLoginChain(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.sessionManagement((sessions) -> sessions.maximumSessions(1))
				.build();
		}

	}

	/**
	 * CORS as Spring MVC and as a filter of the application do it, for one of the origins
	 * that the guard allows.
	 */
	static class MvcCors {

		@Bean
		WebMvcConfigurer corsConfigurer() {
			return new WebMvcConfigurer() {

				@Override
				public void addCorsMappings(CorsRegistry registry) {
					registry.addMapping("/**").allowedOrigins("https://app.example.com");
				}

			};
		}

		@Bean
		FilterRegistrationBean<CorsFilter> corsFilter() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(new CorsFilter(knownPage()));
			registration.addUrlPatterns("/ws/admin");
			return registration;
		}

	}

	/**
	 * CORS as Spring Security does it, for one of the origins that the guard allows.
	 */
	static class SecurityCors {

		@Bean
		SecurityFilterChain corsChain(HttpSecurity http) throws Exception {
			return http.cors((cors) -> cors.configurationSource(knownPage()))
				.csrf((csrf) -> csrf.disable())
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.build();
		}

	}

	private static CorsConfigurationSource knownPage() {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(List.of("https://app.example.com"));
		configuration.setAllowedMethods(List.of("GET", "POST"));
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration("/**", configuration);
		return source;
	}

	/**
	 * A chain for each way in which Spring Security can say no.
	 */
	@EnableMethodSecurity
	static class Rules {

		@Bean
		@Order(1)
		SecurityFilterChain ownEntryPoint(HttpSecurity http) throws Exception {
			return http.securityMatcher("/ws/rules/open/own-entry-point")
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.exceptionHandling((handling) -> handling.authenticationEntryPoint((request, response, ex) -> {
					response.setStatus(401);
					response.setContentType(MediaType.APPLICATION_JSON_VALUE);
					response.getWriter().write("{\"own\":\"entry point\"}");
				}))
				.build();
		}

		@Bean
		@Order(2)
		SecurityFilterChain ownDeniedHandler(HttpSecurity http) throws Exception {
			return http.securityMatcher("/ws/rules/own-denied-handler")
				.authorizeHttpRequests((requests) -> requests.anyRequest().hasRole("OPERATOR"))
				.exceptionHandling((handling) -> handling.accessDeniedHandler((request, response, ex) -> {
					response.setStatus(403);
					response.setContentType(MediaType.APPLICATION_JSON_VALUE);
					response.getWriter().write("{\"own\":\"denied handler\"}");
				}))
				.build();
		}

		@Bean
		@Order(3)
		SecurityFilterChain deniedPage(HttpSecurity http) throws Exception {
			return http.securityMatcher("/ws/rules/denied-page")
				.authorizeHttpRequests((requests) -> requests.anyRequest().hasRole("OPERATOR"))
				.exceptionHandling((handling) -> handling.accessDeniedPage("/public/denied"))
				.build();
		}

		@Bean
		@Order(4)
		SecurityFilterChain httpsOnly(HttpSecurity http) throws Exception {
			return http.securityMatcher("/ws/rules/https")
				.portMapper((ports) -> ports.http(18080).mapsTo(18443))
				.redirectToHttps(Customizer.withDefaults())
				.build();
		}

		@Bean
		@Order(5)
		SecurityFilterChain oauthLogin(HttpSecurity http) throws Exception {
			return http.securityMatcher("/ws/rules/open/oauth-login")
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.exceptionHandling((handling) -> handling
					.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/oauth2/authorization/provider")))
				.build();
		}

		@Bean
		@Order(6)
		SecurityFilterChain forgetful(HttpSecurity http) throws Exception {
			return http.securityMatcher("/ws/rules/forgetful")
				.securityContext((context) -> context.securityContextRepository(new NullSecurityContextRepository()))
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		@Order(7)
		SecurityFilterChain invalidSession(HttpSecurity http) throws Exception {
			return http.securityMatcher("/ws/rules/open/invalid-session")
				.sessionManagement((sessions) -> sessions.invalidSessionUrl("/login?gone"))
				.build();
		}

		@Bean
		@Order(8)
		SecurityFilterChain withoutLogin(HttpSecurity http) throws Exception {
			return http.securityMatcher("/ws/rules/open/no-login")
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.build();
		}

		@Bean
		@Order(9)
		SecurityFilterChain failing(HttpSecurity http) throws Exception {
			return http.securityMatcher("/ws/rules/failing").authorizeHttpRequests((requests) -> {
				requests.anyRequest().access((authentication, context) -> {
					throw new IllegalStateException("rule");
				});
			}).build();
		}

		@Bean
		@Order(10)
		SecurityFilterChain everythingElse(HttpSecurity http) throws Exception {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers("/ws/rules/role")
					.hasRole("OPERATOR")
					.requestMatchers("/ws/rules/scope")
					.hasAuthority("SCOPE_operate")
					.requestMatchers("/ws/rules/any-role")
					.hasAnyRole("OPERATOR", "ADMIN")
					.requestMatchers("/ws/rules/deny-all")
					.denyAll()
					.requestMatchers("/ws/rules/full-login")
					.fullyAuthenticated()
					.anyRequest()
					.permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

}
