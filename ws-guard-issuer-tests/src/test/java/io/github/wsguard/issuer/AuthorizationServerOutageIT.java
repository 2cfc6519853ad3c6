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

package io.github.wsguard.issuer;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of handshakes while Spring Authorization Server is not there.
 */
class AuthorizationServerOutageIT {

	private static final String ISSUER = "jwt.issuers.main.";

	private final int port = TestSocketUtils.findAvailableTcpPort();

	private final SigningKeys keys = new SigningKeys("RS256");

	@Test
	void admitsTokensWithoutRestartOnceTheIssuerIsThere() {
		AuthorizationServer former = AuthorizationServer.start(this.port, this.keys);
		String token = former.token();
		former.close();
		try (GuardedServer application = guard(former)) {
			assertThat(application.handshake(token))
				.matches((answer) -> answer.isRefusal(503, "KEYS_UNAVAILABLE", "later"));
			try (AuthorizationServer issuer = AuthorizationServer.start(this.port, this.keys)) {
				application.awaitKeys(token);
				assertThat(application.handshake(issuer.token())).matches(Answer::isAdmitted);
			}
		}
	}

	@Test
	void admitsKnownKeysWhileTheIssuerIsAwayAndNewOnesWhenItIsBack() {
		AuthorizationServer former = AuthorizationServer.start(this.port, this.keys);
		try (GuardedServer application = guard(former)) {
			String known = former.token();
			String unused = former.token();
			application.awaitKeys(known);
			this.keys.rotate("RS256");
			String unknown = former.token();
			former.close();
			for (int i = 0; i < 3; i++) {
				assertThat(application.handshake(unknown))
					.matches((answer) -> answer.isRefusal(401, "TOKEN_KEY_UNKNOWN", "later"));
				assertThat(application.handshake(known)).matches(Answer::isAdmitted);
			}
			assertThat(application.handshake(unused)).matches(Answer::isAdmitted);
			AuthorizationServer issuer = AuthorizationServer.start(this.port, this.keys);
			application.clock().differBy(Duration.ofSeconds(30));
			application.refusalsUntilAdmitted(unknown);
			assertThat(application.handshake(known)).matches(Answer::isAdmitted);
			issuer.close();
		}
	}

	private GuardedServer guard(AuthorizationServer issuer) {
		return GuardedServer.with(ISSUER + "issuer-uri=" + issuer.issuer(),
				ISSUER + "audiences=" + AuthorizationServerApplication.AUDIENCE);
	}

}
