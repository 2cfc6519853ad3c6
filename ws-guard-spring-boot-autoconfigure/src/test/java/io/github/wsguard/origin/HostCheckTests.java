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

package io.github.wsguard.origin;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.RejectionReason;

import static io.github.wsguard.decision.DecisionAssert.assertThat;
import static io.github.wsguard.decision.HandshakeAttempts.handshake;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link HostCheck}.
 */
class HostCheckTests {

	private final HostCheck check = new HostCheck(
			List.of("API.example.com", "admin.example.com:8443", "[0:0::1]", "b\u00fccher.example"));

	@ParameterizedTest
	@CsvSource({ "api.example.com, 80", "api.example.com, 8080", "admin.example.com, 8443", "[::1], 8080",
			"xn--bcher-kva.example, 443" })
	void acceptsListedHosts(String host, int port) {
		assertThat(evaluate(host, port)).proceeds();
	}

	@ParameterizedTest
	@CsvSource({ "evil.example, 80", "sub.api.example.com, 80", "api.example.com., 80", "admin.example.com, 443",
			"'', 80", "bad^host, 80", "[::2], 80" })
	void rejectsOtherHosts(String host, int port) {
		assertThat(evaluate(host, port)).isRejectedBecause(RejectionReason.HOST_NOT_ALLOWED);
	}

	@Test
	void acceptsAnyHostWithoutAList() {
		assertThat(new HostCheck(List.of()).evaluate(handshake().to("http", "evil.example", 80).attempt())).proceeds();
	}

	@Test
	void judgesTheHostThatATrustedProxyNames() {
		HandshakeAttempt attempt = handshake().to("http", "backend", 8080).attempt();
		attempt.reachedBy(new ClientConnection("203.0.113.9", "https", "api.example.com", 443));
		assertThat(this.check.evaluate(attempt)).proceeds();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "https://api.example.com", "api.example.com/", "*.example.com", "user@api.example.com",
			"api.example.com:", "api.example.com:0", "api.example.com:x", "::1", "[::1", "a b", "stra\u00dfe.example" })
	void saysOfEachBadEntryWhatWouldWork(String entry) {
		assertThatIllegalArgumentException().isThrownBy(() -> new HostCheck(List.of(entry)))
			.withMessageContaining("'" + entry + "'")
			.withMessageContaining("'api.example.com:8443'");
	}

	private Decision evaluate(String host, int port) {
		return this.check.evaluate(handshake().to("http", host, port).attempt());
	}

}
