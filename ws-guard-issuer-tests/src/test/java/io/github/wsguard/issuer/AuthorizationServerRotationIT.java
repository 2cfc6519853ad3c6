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
import java.util.List;

import com.nimbusds.jose.jwk.JWK;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of handshakes while Spring Authorization Server changes its keys.
 */
class AuthorizationServerRotationIT {

	private static final String ISSUER = "jwt.issuers.main.";

	private static final Duration UNKNOWN_KEY_INTERVAL = Duration.ofSeconds(30);

	private static final Duration REFRESH_AGE = Duration.ofMinutes(10);

	@ParameterizedTest
	@ValueSource(strings = { "RS256", "ES256" })
	void admitsOldAndNewTokensUntilTheOldKeyIsGone(String algorithm) {
		try (AuthorizationServer issuer = AuthorizationServer.start(algorithm);
				GuardedServer application = guard(issuer, algorithm)) {
			JWK oldKey = issuer.keys().signer();
			String oldToken = issuer.token();
			issuer.keys().rotate(algorithm);
			String newToken = issuer.token();
			assertOnlyUnknownKey(application.refusalsUntilAdmitted(newToken));
			assertThat(application.handshake(oldToken)).matches(Answer::isAdmitted);

			issuer.keys().withdraw(oldKey);
			assertThat(application.handshake(oldToken)).matches(Answer::isAdmitted);
			application.clock().differBy(REFRESH_AGE);
			assertThat(application.refusalInTheEnd(oldToken)).matches(AuthorizationServerRotationIT::isUnknownKey);
			assertThat(application.handshake(newToken)).matches(Answer::isAdmitted);
		}
	}

	@Test
	void admitsBothAlgorithmsAtOnce() {
		try (AuthorizationServer issuer = AuthorizationServer.start("RS256");
				GuardedServer both = guard(issuer, "RS256,ES256");
				GuardedServer one = guard(issuer, "RS256")) {
			String rsa = issuer.token();
			issuer.keys().rotate("ES256");
			String elliptic = issuer.token();
			assertOnlyUnknownKey(both.refusalsUntilAdmitted(elliptic));
			assertThat(both.handshake(rsa)).matches(Answer::isAdmitted);
			assertThat(one.handshake(rsa)).matches(Answer::isAdmitted);
			assertThat(one.handshake(elliptic))
				.matches((answer) -> answer.isRefusal(401, "TOKEN_ALG_NOT_ALLOWED", "new-token"));
		}
	}

	@Test
	void followsIssuerThatReplacesAllKeysAtOnce() {
		try (AuthorizationServer issuer = AuthorizationServer.start("RS256");
				GuardedServer application = guard(issuer, "RS256")) {
			String oldToken = issuer.token();
			JWK oldKey = issuer.keys().signer();
			issuer.keys().rotate("RS256");
			issuer.keys().withdraw(oldKey);
			String newToken = issuer.token();
			assertOnlyUnknownKey(application.refusalsUntilAdmitted(newToken));
			assertThat(application.handshake(oldToken)).matches(Answer::isAdmitted);
			application.clock().differBy(UNKNOWN_KEY_INTERVAL);
			assertThat(application.refusalInTheEnd(oldToken)).matches(AuthorizationServerRotationIT::isUnknownKey);
			assertThat(application.handshake(newToken)).matches(Answer::isAdmitted);
		}
	}

	private static GuardedServer guard(AuthorizationServer issuer, String algorithms) {
		return GuardedServer
			.with(ISSUER + "issuer-uri=" + issuer.issuer(),
					ISSUER + "audiences=" + AuthorizationServerApplication.AUDIENCE,
					ISSUER + "jws-algorithms=" + algorithms)
			.awaitKeys(issuer.token());
	}

	private static void assertOnlyUnknownKey(List<Answer> answers) {
		// None where the fetch is faster than the answer
		assertThat(answers).allMatch(AuthorizationServerRotationIT::isUnknownKey);
	}

	private static boolean isUnknownKey(Answer answer) {
		return answer.isRefusal(401, "TOKEN_KEY_UNKNOWN", "later");
	}

}
