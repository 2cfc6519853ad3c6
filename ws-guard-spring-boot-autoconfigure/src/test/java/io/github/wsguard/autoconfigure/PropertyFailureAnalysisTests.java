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

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import io.github.wsguard.jwt.RemoteKeySets;

import static org.assertj.core.api.Assertions.assertThat;

class PropertyFailureAnalysisTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(GuardedApplication.class);

	@ParameterizedTest
	@CsvSource({ "ws-guard.require.scope=a, ws-guard.require.scope, ws-guard.endpoints.<name>.require.scopes",
			"ws-guard.endpoints.chat.require.scope=a, ws-guard.endpoints.chat.require.scope, ws-guard.endpoints.chat.require.scopes",
			"ws-guard.origin.alowed[0]=a, ws-guard.origin.alowed[0], ws-guard.origin.allowed",
			"ws-guard.ticket.lifetime=1s, ws-guard.ticket.lifetime, ws-guard." })
	void namesNearestOfUnknownProperty(String pair, String unknown, String nearest) {
		FailureAnalysis analysis = analyze(pair);
		assertThat(analysis.getDescription()).contains("There is no property '" + unknown + "'");
		assertThat(analysis.getAction()).contains("Write '" + nearest);
	}

	@Test
	void namesNearestOfUnknownSystemProperty() {
		FailureAnalysis analysis = analyze(this.runner.withSystemProperties("ws-guard.require.scope=a"));
		assertThat(analysis.getDescription()).contains("'ws-guard.require.scope'", "no property of that name");
		assertThat(analysis.getAction()).contains("'ws-guard.endpoints.<name>.require.scopes'");
	}

	@Test
	void mentionsUnknownListOnce() {
		FailureAnalysis analysis = analyze("ws-guard.origin.alowed=", "ws-guard.origin.alowd[0]=a",
				"ws-guard.origin.alowd[1]=b");
		assertThat(analysis.getDescription()).containsOnlyOnce("no property 'ws-guard.origin.alowd")
			.containsOnlyOnce("no property 'ws-guard.origin.alowed");
	}

	@Test
	void showsNoValueOfUnknownProperty() {
		FailureAnalysis analysis = analyze("ws-guard.jwt.issuers.main.secrets=do-not-show-me");
		assertThat(analysis.getDescription() + analysis.getAction()).doesNotContain("do-not-show-me");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "ws-guard.mode=strict; ws-guard.mode; one of enforce, report-only",
					"ws-guard.token.required=perhaps; ws-guard.token.required; true or false",
					"ws-guard.token.max-size=big; ws-guard.token.max-size; 8KB",
					"ws-guard.jwt.clock-skew=short; ws-guard.jwt.clock-skew; 30s",
					"ws-guard.origin=https://a.example; ws-guard.origin; 'ws-guard.origin.allowed'",
					"ws-guard.endpoints=chat; ws-guard.endpoints; 'ws-guard.endpoints.<name>.path'",
					"ws-guard.token.sources[0]=header; ws-guard.token.sources[0]; authorization-header, subprotocol" })
	void saysWhatUnusableValueShouldBe(String pair, String property, String expectation) {
		FailureAnalysis analysis = analyze(pair);
		assertThat(analysis.getDescription()).contains("'" + property + "'");
		assertThat(analysis.getAction()).contains(expectation);
	}

	@Test
	void saysWhichPropertyCannotWorkWhereItIsSetAndWhatWouldWork() {
		FailureAnalysis analysis = analyze("ws-guard.hosts.allowed=");
		assertThat(analysis.getDescription()).startsWith("The property 'ws-guard.hosts.allowed' (set in ")
			.endsWith("cannot work: it is set but empty.");
		assertThat(analysis.getAction()).contains("api.example.com");
	}

	@Test
	void saysWhichPropertyNamesKeysWhenNothingIsConfigured() {
		FailureAnalysis analysis = analyze();
		assertThat(analysis.getDescription()).contains("'ws-guard.jwt.issuers'", "which keys");
		assertThat(analysis.getAction()).contains("'ws-guard.jwt.issuers.main.issuer-uri'");
	}

	@Test
	void leavesUnknownPropertiesOfOthersToOthers() {
		new ApplicationContextRunner().withUserConfiguration(OtherApplication.class)
			.withPropertyValues("other.unknown=a")
			.run((context) -> assertThat(new UnknownPropertyFailureAnalyzer().analyze(context.getStartupFailure()))
				.isNull());
	}

	private FailureAnalysis analyze(String... pairs) {
		return analyze(this.runner.withPropertyValues(pairs));
	}

	private static FailureAnalysis analyze(ApplicationContextRunner runner) {
		AtomicReference<Environment> environment = new AtomicReference<>();
		AtomicReference<FailureAnalysis> analysis = new AtomicReference<>();
		runner.withInitializer((context) -> environment.set(context.getEnvironment()))
			.run((context) -> analysis.set(analyze(context.getStartupFailure(), environment.get())));
		return analysis.get();
	}

	private static FailureAnalysis analyze(Throwable failure, Environment environment) {
		List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, ArgumentResolver.of(Environment.class, environment), FailureHandler
				.handleMessage((message, cause) -> assertThat(message.get()).doesNotContain("wsguard")));
		return analyzers.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow(() -> new AssertionError("Nobody explains " + failure, failure));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(WsGuardProperties.class)
	static class GuardedApplication {

		@Bean
		ResolvedPolicies policies(WsGuardProperties properties, Environment environment) {
			ResolvedPolicies policies = ResolvedPolicies.resolve(properties, environment,
					new RemoteKeySets(Clock.systemUTC()), Properties.verification(properties));
			policies.requireKeys();
			return policies;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(OtherProperties.class)
	static class OtherApplication {

	}

	@ConfigurationProperties(prefix = "other", ignoreUnknownFields = false)
	record OtherProperties(String known) {

	}

}
