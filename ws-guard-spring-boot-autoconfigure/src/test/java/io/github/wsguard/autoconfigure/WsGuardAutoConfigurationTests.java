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

package io.github.wsguard.autoconfigure;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import io.micrometer.common.KeyValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.web.socket.server.HandshakeInterceptor;

import io.github.wsguard.decision.PresentedToken;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.observation.HandshakeObservationContext;
import io.github.wsguard.observation.HandshakeObservationConvention;
import io.github.wsguard.security.TokenAuthentication;
import io.github.wsguard.servlet.HandshakeGuard;
import io.github.wsguard.servlet.PrincipalHandover;

import static org.assertj.core.api.Assertions.assertThat;

class WsGuardAutoConfigurationTests {

	private static final AutoConfigurations GUARD = AutoConfigurations.of(WsGuardAutoConfiguration.class,
			WsGuardContainerAutoConfiguration.class, WsGuardSecurityAutoConfiguration.class);

	private static final TokenPrincipal ALICE = new TokenPrincipal("alice", "https://issuer.example",
			Map.of("sub", "alice"), Set.of("SCOPE_chat"), Instant.EPOCH, Instant.MAX);

	private static final String HEADER_OF_A_TOKEN = "eyJhbGciOiJSUzI1NiJ9.e30.c2ln";

	private final WebApplicationContextRunner web = new WebApplicationContextRunner().withConfiguration(GUARD)
		.withPropertyValues("ws-guard.token.required=false");

	@Test
	void guardsAServletApplication() {
		this.web.run((context) -> assertThat(context).hasSingleBean(HandshakeGuard.class).hasBean("wsGuardFilter"));
	}

	@Test
	void failsWhenNothingNamesTheKeys() {
		this.web.withPropertyValues("ws-guard.token.required=true")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("ws-guard.jwt.issuers"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "off", "no", "0" })
	void registersNothingWhenDisabled(String value) {
		this.web.withPropertyValues("ws-guard.enabled=" + value)
			.run((context) -> assertThat(context.getBeanDefinitionNames()).noneMatch((name) -> name.contains("Guard")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "on", "yes", "1" })
	void staysOnInEverySpellingOfTrue(String value) {
		this.web.withPropertyValues("ws-guard.enabled=" + value)
			.run((context) -> assertThat(context).hasSingleBean(HandshakeGuard.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ture", "" })
	void failsRatherThanStayingAwayForWhatIsNoBoolean(String value) {
		this.web.withPropertyValues("ws-guard.enabled=" + value)
			.run((context) -> assertThat(context).hasFailed().getFailure().hasStackTraceContaining("ws-guard.enabled"));
	}

	@Test
	void backsOffOutsideAServletApplication() {
		new ApplicationContextRunner().withConfiguration(GUARD)
			.run((context) -> assertThat(context).doesNotHaveBean(HandshakeGuard.class));
	}

	@Test
	void backsOffWithoutSpringWebSocket() {
		this.web.withClassLoader(new FilteredClassLoader(HandshakeInterceptor.class))
			.run((context) -> assertThat(context).doesNotHaveBean(HandshakeGuard.class));
	}

	@Test
	void namesContainerErrorsOnlyWhenAskedTo() {
		this.web.run((context) -> assertThat(context).doesNotHaveBean("wsGuardContainerErrors"));
		this.web.withPropertyValues("ws-guard.container-errors.enabled=true")
			.run((context) -> assertThat(context).hasBean("wsGuardContainerErrors"));
		this.web.withPropertyValues("ws-guard.container-errors.enabled=true", "ws-guard.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("wsGuardContainerErrors"));
	}

	@Test
	void failsWhenContainerErrorsShallBeNamedWithoutTomcat() {
		FilteredClassLoader withoutTomcat = new FilteredClassLoader("org.apache.catalina", "org.apache.coyote",
				"org.springframework.boot.tomcat");
		this.web.withClassLoader(withoutTomcat).run((context) -> assertThat(context).hasNotFailed());
		this.web.withClassLoader(withoutTomcat)
			.withPropertyValues("ws-guard.container-errors.enabled=true")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasMessageContaining("ws-guard.container-errors.enabled")
				.hasMessageContaining("Tomcat"));
	}

	@Test
	void handsPlainPrincipalOverWithoutSpringSecurity() {
		this.web.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.run((context) -> assertThat(context).hasSingleBean(HandshakeGuard.class)
				.doesNotHaveBean(PrincipalHandover.class));
	}

	@Test
	void handsAuthenticationOverWithSpringSecurityAlone() {
		this.web.withClassLoader(new FilteredClassLoader(JwtAuthenticationToken.class)).run((context) -> {
			MockHttpServletRequest request = new MockHttpServletRequest();
			assertThat(handOver(context.getBean(PrincipalHandover.class), request, false))
				.isInstanceOfSatisfying(TokenAuthentication.class, (authentication) -> {
					assertThat(authentication.getName()).isEqualTo("alice");
					assertThat(authentication.getPrincipal()).isSameAs(ALICE);
					assertThat(authentication.getAuthorities()).extracting(Object::toString)
						.containsExactly("SCOPE_chat");
					assertThat(authentication.getCredentials()).isNull();
				});
			assertThat(new RequestAttributeSecurityContextRepository().containsContext(request)).isTrue();
		});
	}

	@Test
	void handsJwtAuthenticationOverWithAResourceServer() {
		this.web.run((context) -> {
			MockHttpServletRequest request = new MockHttpServletRequest();
			assertThat(handOver(context.getBean(PrincipalHandover.class), request, false))
				.isInstanceOfSatisfying(JwtAuthenticationToken.class, (authentication) -> {
					assertThat(authentication.getName()).isEqualTo("alice");
					assertThat(authentication.getToken().getSubject()).isEqualTo("alice");
				});
		});
	}

	@Test
	void skipsCsrfForATokenThatTheClientPlacedAndNeverForACookie() {
		this.web.run((context) -> {
			PrincipalHandover handover = context.getBean(PrincipalHandover.class);
			MockHttpServletRequest placed = new MockHttpServletRequest();
			handOver(handover, placed, false);
			assertThat(placed.getAttribute("SHOULD_NOT_FILTER" + CsrfFilter.class.getName())).isEqualTo(true);
			MockHttpServletRequest attached = new MockHttpServletRequest();
			handOver(handover, attached, true);
			assertThat(attached.getAttribute("SHOULD_NOT_FILTER" + CsrfFilter.class.getName())).isNull();
		});
	}

	private static Object handOver(PrincipalHandover handover, MockHttpServletRequest request, boolean ambient) {
		return handover.handOver(request, new MockHttpServletResponse(), ALICE,
				new PresentedToken(HEADER_OF_A_TOKEN, ambient));
	}

	@Test
	void honoursAConventionOfTheApplication() {
		this.web.withUserConfiguration(OwnConvention.class)
			.run((context) -> assertThat(context).hasSingleBean(HandshakeObservationConvention.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnConvention {

		@Bean
		HandshakeObservationConvention ownConvention() {
			return new HandshakeObservationConvention() {

				@Override
				public String getName() {
					return "own.handshake";
				}

				@Override
				public KeyValues getLowCardinalityKeyValues(HandshakeObservationContext context) {
					return KeyValues.of("outcome", context.outcome().value());
				}

			};
		}

	}

}
