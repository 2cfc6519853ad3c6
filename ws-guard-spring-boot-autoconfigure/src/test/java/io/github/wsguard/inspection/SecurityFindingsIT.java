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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.security.authorization.event.AuthorizationEvent;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.DelegatingSecurityContextRepository;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

import io.github.wsguard.findings.Finding;

import static org.assertj.core.api.Assertions.assertThat;

class SecurityFindingsIT {

	private static final String WITHOUT_TOKEN = "ws-guard.token.required=false";

	private static final String BY_LOGIN = "ws-guard.endpoints.chat.require.authenticated=true";

	private static final String CHAT = "ws-guard.endpoints.chat.path=/ws/chat";

	@Test
	void nothingIsSaidOfTheDefaultChain() {
		assertThat(codes(Endpoints.Raw.class, null)).isEmpty();
	}

	@Test
	void tellsOfChainThatDeniesEveryone() {
		assertThat(findings(Endpoints.Raw.class, DeniesAll.class)).singleElement().satisfies((finding) -> {
			assertThat(finding.code()).isEqualTo("SECURITY_REFUSES_HANDSHAKE");
			assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
			assertThat(finding.place()).isEqualTo("/ws/chat");
			assertThat(finding.message()).contains("'deniesAll'");
		});
	}

	@Test
	void rulesThatAskForAnAuthorityAreTheApplicationsOwn() {
		assertThat(codes(Endpoints.Raw.class, AsksForAuthority.class)).isEmpty();
	}

	@Test
	void askingTheChainPublishesNothingAndLeavesNoContextBehind() {
		try (GuardedApplication application = GuardedApplication
			.startSecured(List.of(Endpoints.Raw.class, DeniesAll.class, Events.class))) {
			assertThat(application.codes()).contains("SECURITY_REFUSES_HANDSHAKE");
			assertThat(application.context().getBean(Events.class).seen).isEmpty();
			assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
		}
	}

	@Test
	void tellsOfChainThatDemandsLoginWhereTheGuardDoesNot() {
		assertThat(codes(Endpoints.Raw.class, Basic.class, WITHOUT_TOKEN)).containsExactly("SECURITY_DEMANDS_LOGIN");
	}

	@Test
	void tellsOfLoginPageWhereTheGuardDemandsNothing() {
		assertThat(codes(Endpoints.Raw.class, FormLogin.class, WITHOUT_TOKEN))
			.containsExactly("LOGIN_PAGE_ON_ENDPOINT");
	}

	@Test
	void loginPageIsFineWhereTheLoginIsDemanded() {
		assertThat(codes(Endpoints.Raw.class, FormLogin.class, CHAT, "ws-guard.endpoints.chat.token.required=false",
				BY_LOGIN))
			.isEmpty();
	}

	@Test
	void loginPageIsFineWhereTheChainPermitsThePath() {
		assertThat(codes(Endpoints.Raw.class, Permits.class, WITHOUT_TOKEN)).isEmpty();
	}

	@Test
	void tellsOfChainThatRedirectsToTls() {
		assertThat(codes(Endpoints.Raw.class, Chains.RedirectsToTls.class)).containsExactly("SECURITY_DEMANDS_TLS");
	}

	@Test
	void redirectToTlsIsFineWhereTheGuardDemandsTlsItself() {
		assertThat(codes(Endpoints.Raw.class, Chains.RedirectsToTls.class, "ws-guard.require-tls=true",
				"ws-guard.proxy.trusted=10.0.0.1"))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(classes = { IgnoresPrincipal.class, Chains.SessionsOnly.class, NoContext.class })
	void tellsOfChainThatIgnoresThePrincipal(Class<?> chain) {
		assertThat(codes(Endpoints.Raw.class, chain)).containsExactly("PRINCIPAL_IGNORED");
	}

	@ParameterizedTest
	@ValueSource(classes = { SeesPrincipal.class, Chains.SavesImplicitly.class })
	void repositoryOfItsOwnIsFineWhereItLooksAtTheRequest(Class<?> chain) {
		assertThat(codes(Endpoints.Raw.class, chain)).isEmpty();
	}

	@Test
	void tellsOfCsrfProtectionWhereTheBrowserAttachesTheToken() {
		assertThat(codes(Endpoints.SockJs.class, null, "ws-guard.token.sources=cookie")).contains("CSRF_ON_SOCKJS");
	}

	@Test
	void csrfProtectionIsFineWhereTheClientPlacesTheToken() {
		assertThat(codes(Endpoints.SockJs.class, null, "ws-guard.token.sources=query"))
			.doesNotContain("CSRF_ON_SOCKJS");
	}

	@Test
	void csrfProtectionIsFineWhereItExemptsTheEndpoint() {
		assertThat(codes(Endpoints.SockJs.class, ExemptsSockJs.class, "ws-guard.token.sources=cookie")).isEmpty();
	}

	@Test
	void csrfProtectionIsFineWithoutSockJs() {
		assertThat(codes(Endpoints.Raw.class, null, "ws-guard.token.sources=cookie")).isEmpty();
	}

	@Test
	void tellsThatTheInfoOfSockJsIsRefused() {
		assertThat(codes(Endpoints.SockJs.class, null, "ws-guard.token.sources=query"))
			.containsExactly("TOKEN_IN_QUERY", "SOCKJS_INFO_REFUSED");
	}

	@Test
	void tellsThatSpringSecurityComesFirst() {
		assertThat(codes(Endpoints.Raw.class, null, "spring.security.filter.order=-2147483648"))
			.containsExactly("SECURITY_AHEAD_OF_GUARD");
	}

	private static List<String> codes(Class<?> endpoints, @Nullable Class<?> chain, String... properties) {
		return findings(endpoints, chain, properties).stream().map(Finding::code).toList();
	}

	private static List<Finding> findings(Class<?> endpoints, @Nullable Class<?> chain, String... properties) {
		List<Class<?>> sources = (chain != null) ? List.of(endpoints, chain) : List.of(endpoints);
		try (GuardedApplication application = GuardedApplication.startSecured(sources, properties)) {
			return application.findings();
		}
	}

	static class Events {

		private final List<Object> seen = new ArrayList<>();

		@EventListener
		void onAuthorization(AuthorizationEvent event) {
			this.seen.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DeniesAll {

		@Bean
		SecurityFilterChain deniesAll(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().denyAll()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AsksForAuthority {

		@Bean
		SecurityFilterChain asksForAuthority(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().hasAuthority("SCOPE_chat")).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Basic {

		@Bean
		SecurityFilterChain basic(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FormLogin {

		@Bean
		SecurityFilterChain formLogin(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Permits {

		@Bean
		SecurityFilterChain permits(HttpSecurity http) {
			return http
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/ws/**").permitAll().anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class IgnoresPrincipal {

		@Bean
		SecurityFilterChain ignoresPrincipal(HttpSecurity http) {
			return http
				.securityContext((context) -> context.securityContextRepository(new NullSecurityContextRepository()))
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoContext {

		@Bean
		SecurityFilterChain noContext(HttpSecurity http) {
			return http.securityContext((context) -> context.disable())
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SeesPrincipal {

		@Bean
		SecurityFilterChain seesPrincipal(HttpSecurity http) {
			return http
				.securityContext((context) -> context.securityContextRepository(new DelegatingSecurityContextRepository(
						new RequestAttributeSecurityContextRepository(), new HttpSessionSecurityContextRepository())))
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ExemptsSockJs {

		@Bean
		SecurityFilterChain exemptsSockJs(HttpSecurity http) {
			return http.csrf((csrf) -> csrf.ignoringRequestMatchers("/sockjs/**"))
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/sockjs/info").permitAll().anyRequest().authenticated())
				.build();
		}

	}

}
