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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.env.ConfigurableEnvironment;

import io.github.wsguard.findings.Finding;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationFindingsTests {

	@Test
	void hasNothingToSayAboutDefaults() {
		assertThat(findings()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "ANY_ORIGIN, ws-guard.origin.allow-any=true", "REPORT_ONLY, ws-guard.mode=report-only",
			"TOKEN_IN_QUERY, ws-guard.token.sources=query", "FULL_DETAIL, ws-guard.rejection.detail=full",
			"FORWARDING_TRUSTED_FROM_EVERYONE, server.forward-headers-strategy=framework",
			"FORWARDING_TRUSTED_FROM_EVERYONE, ws-guard.proxy.trusted=0.0.0.0/0" })
	void namesRiskThatWasChosen(String code, String property) {
		assertThat(findings(property)).extracting(Finding::code).containsExactly(code);
	}

	@Test
	void namesRiskOnceWhereEndpointsInheritIt() {
		assertThat(findings("ws-guard.origin.allow-any=true", "ws-guard.endpoints.chat.path=/ws/chat"))
			.filteredOn(Finding::code, "ANY_ORIGIN")
			.extracting(Finding::place)
			.containsExactly("default");
	}

	@Test
	void namesEndpointThatTakesRiskAlone() {
		assertThat(findings("ws-guard.endpoints.chat.path=/ws/chat", "ws-guard.endpoints.chat.mode=report-only"))
			.filteredOn(Finding::code, "REPORT_ONLY")
			.extracting(Finding::place)
			.containsExactly("chat");
	}

	@Test
	void tellsThatRulesAboutOriginsRefuseEveryone() {
		assertThat(findings("ws-guard.origin.same-origin=false", "ws-guard.origin.missing=reject"))
			.extracting(Finding::code)
			.containsExactly("NO_HANDSHAKE_CAN_PASS");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ws-guard.origin.allowed=https://a.example", "ws-guard.origin.allow-null=true",
			"ws-guard.origin.registered-in-code=keep" })
	void rulesAboutOriginsThatAdmitSomebodyAreFine(String property) {
		assertThat(findings("ws-guard.origin.same-origin=false", "ws-guard.origin.missing=reject", property)).isEmpty();
	}

	private static List<Finding> findings(String... pairs) {
		ConfigurableEnvironment environment = Properties.environment(pairs);
		return new ConfigurationFindings(Properties.bind(environment), Properties.resolve(environment), environment)
			.about(List.of());
	}

}
