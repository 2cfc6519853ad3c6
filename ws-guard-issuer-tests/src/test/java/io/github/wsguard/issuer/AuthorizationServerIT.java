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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens of Spring Authorization Server.
 */
class AuthorizationServerIT {

	private static final String ISSUER = "jwt.issuers.main.";

	private static final String AUDIENCES = ISSUER + "audiences=" + AuthorizationServerApplication.AUDIENCE;

	private static AuthorizationServer issuer;

	private static GuardedServer application;

	@BeforeAll
	static void start() {
		issuer = AuthorizationServer.start("RS256");
		application = GuardedServer
			.with(ISSUER + "issuer-uri=" + issuer.issuer(), AUDIENCES,
					"endpoints.announcements.require.scopes=announce")
			.awaitKeys(issuer.token());
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@AfterEach
	void putClockRight() {
		application.clock().differBy(Duration.ZERO);
	}

	@Test
	void admitsTokenOfIssuerThatIsKnownByItsAddressAlone() {
		Answer answer = application.handshake(issuer.token());
		assertThat(answer).matches(Answer::isAdmitted);
		assertThat(answer.content()).isEqualTo(AuthorizationServer.CHAT);
	}

	@Test
	void refusesTokenThatIsMeantForAnotherService() {
		assertThat(application.handshake(issuer.token(AuthorizationServer.STRANGER, "chat")))
			.matches((answer) -> answer.isRefusal(401, "TOKEN_AUDIENCE_INVALID", "new-token"));
	}

	@Test
	void demandsScopeOfTheEndpoint() {
		assertThat(application.handshake(GuardedServer.ANNOUNCEMENTS, issuer.token()))
			.matches((answer) -> answer.isRefusal(403, "INSUFFICIENT_SCOPE", "never"));
		String both = issuer.token(AuthorizationServer.CHAT, "chat announce");
		assertThat(application.handshake(GuardedServer.ANNOUNCEMENTS, both)).matches(Answer::isAdmitted);
	}

	@Test
	void refusesTokenAfterItsEnd() {
		String token = issuer.token(AuthorizationServer.HASTY, "chat");
		assertThat(application.handshake(token)).matches(Answer::isAdmitted);
		application.clock().differBy(Duration.ofMinutes(2));
		assertThat(application.handshake(token))
			.matches((answer) -> answer.isRefusal(401, "TOKEN_EXPIRED", "new-token"));
	}

	@Test
	void refusesTokenBeforeItsBeginning() {
		application.clock().differBy(Duration.ofMinutes(-2));
		assertThat(application.handshake(issuer.token()))
			.matches((answer) -> answer.isRefusal(401, "TOKEN_NOT_YET_VALID", "new-token"));
	}

	@Test
	void refusesTokenOfAnotherIssuerThatHasTheSameKeys() {
		try (AuthorizationServer other = AuthorizationServer.start(TestSocketUtils.findAvailableTcpPort(),
				issuer.keys())) {
			assertThat(application.handshake(other.token()))
				.matches((answer) -> answer.isRefusal(401, "TOKEN_ISSUER_INVALID", "new-token"));
		}
	}

	@Test
	void admitsTokenByKeySetWithoutDiscovery() {
		try (GuardedServer other = GuardedServer.with(ISSUER + "jwk-set-uri=" + issuer.issuer() + "/oauth2/jwks",
				ISSUER + "issuer-uri=" + issuer.issuer(), AUDIENCES)) {
			other.awaitKeys(issuer.token());
		}
	}

	@Test
	void discoversKeysOfServerThatShowsLoginPageInPlaceOfOpenIdMetadata() {
		try (AuthorizationServer plain = AuthorizationServer.start(TestSocketUtils.findAvailableTcpPort(),
				new SigningKeys("RS256"), WithoutOpenId.class);
				GuardedServer other = GuardedServer.with(ISSUER + "issuer-uri=" + plain.issuer(), AUDIENCES)) {
			other.awaitKeys(plain.token());
		}
	}

}
