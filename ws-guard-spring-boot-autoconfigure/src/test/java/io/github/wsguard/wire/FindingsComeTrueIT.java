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

import org.junit.jupiter.api.Test;

import io.github.wsguard.findings.Finding;
import io.github.wsguard.findings.Findings;
import io.github.wsguard.inspection.Chains;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a finding foretells is what a client meets.
 */
class FindingsComeTrueIT {

	@Test
	void chainThatIgnoresThePrincipalRefusesGoodTokens() {
		try (WireServer server = WireServer.startSecured(List.of(Chains.SessionsOnly.class))) {
			assertThat(codes(server, "/ws/echo")).contains("PRINCIPAL_IGNORED");
			assertThat(server.send(WireRequest.handshake("/ws/echo").bearer(server.token("good"))).reason())
				.isEqualTo("LOGIN_REQUIRED");
		}
	}

	@Test
	void chainThatSavesImplicitlyAdmitsGoodTokens() {
		try (WireServer server = WireServer.startSecured(List.of(Chains.SavesImplicitly.class))) {
			assertThat(codes(server, "/ws/echo")).doesNotContain("PRINCIPAL_IGNORED");
			assertThat(server.send(WireRequest.handshake("/ws/echo").bearer(server.token("good"))).status())
				.isEqualTo(101);
		}
	}

	@Test
	void defaultChainRefusesWhatSockJsClientsSendFirst() {
		try (WireServer server = WireServer.startSecured(List.of())) {
			assertThat(codes(server, "/sockjs/**")).contains("SOCKJS_INFO_REFUSED", "CSRF_ON_SOCKJS");
			assertThat(server.send(WireRequest.plain("GET", "/sockjs/info")).status()).isEqualTo(401);
		}
	}

	@Test
	void chainThatRedirectsToTlsRefusesGoodTokens() {
		try (WireServer server = WireServer.startSecured(List.of(Chains.RedirectsToTls.class))) {
			assertThat(codes(server, "/ws/echo")).contains("SECURITY_DEMANDS_TLS");
			assertThat(server.send(WireRequest.handshake("/ws/echo").bearer(server.token("good"))).status())
				.isNotEqualTo(101);
		}
	}

	private static List<String> codes(WireServer server, String place) {
		return server.context()
			.getBean(Findings.class)
			.all()
			.stream()
			.filter((finding) -> finding.place().equals(place))
			.map(Finding::code)
			.toList();
	}

}
