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
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import io.github.wsguard.decision.HandshakeTokenVerifier;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.decision.Verification;
import io.github.wsguard.findings.Finding;
import io.github.wsguard.token.TokenForm;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for who verifies tokens, by what the application has.
 */
@ExtendWith(OutputCaptureExtension.class)
class WsGuardResourceServerAutoConfigurationTests {

	private static final String SPRING = "spring.security.oauth2.resourceserver.";

	private static final String JWK_SET = SPRING + "jwt.jwk-set-uri=http://127.0.0.1:1/jwks";

	private static final String DISCOVERY = SPRING + "jwt.issuer-uri=http://127.0.0.1:1";

	private static final String[] INTROSPECTION = { SPRING + "opaquetoken.introspection-uri=http://127.0.0.1:1",
			SPRING + "opaquetoken.client-id=guard", SPRING + "opaquetoken.client-secret=secret" };

	private static final String[] ISSUER = { "ws-guard.jwt.issuers.main.secret=0123456789012345678901234567890123",
			"ws-guard.jwt.issuers.main.audiences=chat" };

	private final WebApplicationContextRunner web = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WsGuardAutoConfiguration.class, WsGuardSecurityAutoConfiguration.class,
				WsGuardResourceServerAutoConfiguration.class, OAuth2ResourceServerAutoConfiguration.class));

	@Test
	void letsIssuersVerifyBeforeADecoderAndAnIntrospector() {
		this.web.withPropertyValues(ISSUER)
			.withPropertyValues(JWK_SET)
			.withPropertyValues(INTROSPECTION)
			.run((context) -> assertThat(verification(context)).isInstanceOf(TokenVerification.ByIssuers.class));
	}

	@Test
	void letsAVerifierOfTheApplicationReplaceEverybody() {
		this.web.withUserConfiguration(OwnVerifier.class)
			.withPropertyValues(ISSUER)
			.withPropertyValues(JWK_SET)
			.run((context) -> {
				assertThat(verification(context).verifier()).isEqualTo("the HandshakeTokenVerifier bean 'own'");
				assertThat(verification(context).form()).isEqualTo(TokenForm.OPAQUE);
				assertThat(context.getBean(ResolvedPolicies.class).issuers()).isEmpty();
				assertThat(findings(context)).containsExactly("ISSUERS_NOT_ASKED");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { JWK_SET, DISCOVERY })
	void letsTheDecoderOfBootVerify(String property) {
		this.web.withPropertyValues(property).withPropertyValues(INTROSPECTION).run((context) -> {
			assertThat(verification(context).verifier()).startsWith("the JwtDecoder bean 'jwtDecoderBy");
			assertThat(verification(context).form()).isEqualTo(TokenForm.SIGNED_JWT);
			assertThat(findings(context)).containsExactly("NO_AUDIENCE");
		});
	}

	@Test
	void findsNothingWhereBootDemandsAnAudience() {
		this.web.withPropertyValues(JWK_SET, SPRING + "jwt.audiences=chat")
			.run((context) -> assertThat(findings(context)).isEmpty());
	}

	@Test
	void saysThatItCannotSeeWhatCodeOfTheApplicationDemands() {
		this.web.withPropertyValues(JWK_SET)
			.withUserConfiguration(OwnValidator.class)
			.run((context) -> assertThat(findings(context)).containsExactly("AUDIENCE_UNKNOWN"));
		this.web.withUserConfiguration(OwnDecoder.class)
			.withPropertyValues(SPRING + "jwt.audiences=chat")
			.run((context) -> assertThat(findings(context)).containsExactly("AUDIENCE_UNKNOWN"));
		this.web.withPropertyValues(INTROSPECTION)
			.run((context) -> assertThat(findings(context)).containsExactly("AUDIENCE_UNKNOWN"));
	}

	@Test
	void letsADecoderOfTheApplicationVerify() {
		this.web.withUserConfiguration(OwnDecoder.class)
			.run((context) -> assertThat(verification(context).verifier()).isEqualTo("the JwtDecoder bean 'own'"));
	}

	@Test
	void letsThePrimaryOfTwoVerify() {
		this.web.withUserConfiguration(OwnDecoder.class, PrimaryDecoder.class)
			.run((context) -> assertThat(verification(context).verifier()).isEqualTo("the JwtDecoder bean 'primary'"));
	}

	@Test
	void letsAnIntrospectorVerifyWhereThereIsNoDecoder() {
		this.web.withPropertyValues(INTROSPECTION).run((context) -> {
			assertThat(verification(context).verifier())
				.isEqualTo("the OpaqueTokenIntrospector bean 'opaqueTokenIntrospector'");
			assertThat(verification(context).form()).isEqualTo(TokenForm.OPAQUE);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { TwoDecoders.class, TwoIntrospectors.class, TwoVerifiers.class })
	void failsIfNothingSaysWhichOfTwo(Class<?> two) {
		this.web.withUserConfiguration(two).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new UnusableConfigurationFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).startsWith("VERIFIER_AMBIGUOUS at ")
				.contains("each of the beans one, two, and none of them is primary");
			assertThat(analysis.getAction()).contains("@Primary", "ws-guard.jwt.issuers", "HandshakeTokenVerifier");
		});
	}

	@Test
	void leavesTwoDecodersAloneWhereNobodyNeedsThem() {
		WebApplicationContextRunner twoDecoders = this.web.withUserConfiguration(TwoDecoders.class);
		twoDecoders.withPropertyValues(ISSUER)
			.run((context) -> assertThat(verification(context)).isInstanceOf(TokenVerification.ByIssuers.class));
		twoDecoders.withPropertyValues("ws-guard.token.required=false")
			.run((context) -> assertThat(verification(context).verifier()).isEqualTo("nobody"));
	}

	@Test
	void prefersNoIntrospectorToDecidingBetweenDecoders() {
		this.web.withUserConfiguration(TwoDecoders.class)
			.withPropertyValues(INTROSPECTION)
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void failsIfNobodyVerifies() {
		this.web.run((context) -> assertThat(context).hasFailed()
			.getFailure()
			.rootCause()
			.hasMessageContaining("ws-guard.jwt.issuers"));
	}

	@Test
	void refusesIssuersOfAnEndpointThatNobodyAsksFor() {
		this.web.withUserConfiguration(OwnVerifier.class)
			.withPropertyValues(ISSUER)
			.withPropertyValues("ws-guard.endpoints.room.path=/ws/room", "ws-guard.endpoints.room.issuers=main")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("ws-guard.endpoints.room.issuers")
				.hasMessageContaining("HandshakeTokenVerifier bean 'own'"));
		this.web.withUserConfiguration(OwnDecoder.class)
			.withPropertyValues("ws-guard.endpoints.room.path=/ws/room", "ws-guard.endpoints.room.issuers=main")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void needsNoSpringSecurity() {
		WebApplicationContextRunner without = this.web
			.withClassLoader(new FilteredClassLoader("org.springframework.security"));
		without.withUserConfiguration(OwnVerifier.class)
			.run((context) -> assertThat(verification(context).verifier())
				.isEqualTo("the HandshakeTokenVerifier bean 'own'"));
		without.withPropertyValues(ISSUER).run((context) -> assertThat(context).hasNotFailed());
		without.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void needsTheResourceServerToMakeSomethingOfADecoder() {
		WebApplicationContextRunner without = this.web
			.withClassLoader(new FilteredClassLoader("org.springframework.security.oauth2.server.resource"))
			.withUserConfiguration(OwnDecoder.class);
		without.run((context) -> assertThat(context).hasFailed());
		without.withPropertyValues(ISSUER).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void needsNoJwtsToAskAnIntrospector() {
		this.web.withClassLoader(new FilteredClassLoader("org.springframework.security.oauth2.jwt"))
			.withUserConfiguration(OwnIntrospector.class)
			.run((context) -> assertThat(verification(context).verifier())
				.isEqualTo("the OpaqueTokenIntrospector bean 'own'"));
	}

	@Test
	void publishesNothingThatSpringSecurityWouldTake() {
		this.web.withUserConfiguration(OwnVerifier.class)
			.run((context) -> assertThat(context).doesNotHaveBean(JwtDecoder.class)
				.doesNotHaveBean(OpaqueTokenIntrospector.class)
				.doesNotHaveBean(AuthenticationManager.class)
				.hasSingleBean(HandshakeTokenVerifier.class));
	}

	@Test
	void staysAwayWhenDisabled() {
		this.web.withUserConfiguration(TwoDecoders.class)
			.withPropertyValues("ws-guard.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(VerifierSource.class));
	}

	@Test
	void createsNoBeanTooEarly(CapturedOutput output) {
		this.web.withUserConfiguration(OwnEverything.class).run((context) -> {
			assertThat(verification(context).verifier()).isEqualTo("the HandshakeTokenVerifier bean 'verifier'");
			assertThat(output).doesNotContain("not eligible for getting processed");
		});
	}

	private static TokenVerification verification(AssertableWebApplicationContext context) {
		assertThat(context).hasNotFailed();
		return context.getBean(TokenVerification.class);
	}

	private static Stream<String> findings(AssertableWebApplicationContext context) {
		return verification(context).findings().stream().map(Finding::code);
	}

	private static JwtDecoder decoder() {
		return (token) -> {
			throw new BadJwtException("no");
		};
	}

	private static OpaqueTokenIntrospector introspector() {
		return (token) -> {
			throw new BadOpaqueTokenException("no");
		};
	}

	private static HandshakeTokenVerifier verifier() {
		return (token, client) -> Verification.failed(RejectionReason.TOKEN_REJECTED, "no");
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnVerifier {

		@Bean
		HandshakeTokenVerifier own() {
			return verifier();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDecoder {

		@Bean
		JwtDecoder own() {
			return decoder();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnIntrospector {

		@Bean
		OpaqueTokenIntrospector own() {
			return introspector();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryDecoder {

		@Bean
		@Primary
		JwtDecoder primary() {
			return decoder();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoDecoders {

		@Bean
		JwtDecoder one() {
			return decoder();
		}

		@Bean
		JwtDecoder two() {
			return decoder();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoIntrospectors {

		@Bean
		OpaqueTokenIntrospector one() {
			return introspector();
		}

		@Bean
		OpaqueTokenIntrospector two() {
			return introspector();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoVerifiers {

		@Bean
		HandshakeTokenVerifier one() {
			return verifier();
		}

		@Bean
		HandshakeTokenVerifier two() {
			return verifier();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnValidator {

		@Bean
		OAuth2TokenValidator<Jwt> validator() {
			return (jwt) -> OAuth2TokenValidatorResult.success();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class OwnEverything implements WebSocketConfigurer {

		@Bean
		HandshakeTokenVerifier verifier() {
			return (token, client) -> Verification
				.verified(new TokenPrincipal("alice", "own", Map.of(), Set.of(), null, Instant.MAX));
		}

		@Override
		public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
			registry.addHandler(new TextWebSocketHandler(), "/ws");
		}

	}

}
