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
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens and keys of Keycloak.
 */
@Tag("keycloak")
@Testcontainers
@ExtendWith(OutputCaptureExtension.class)
class KeycloakIT {

	private static final String ISSUER = "jwt.issuers.main.";

	private static final String ANNOUNCERS = "endpoints.announcements.require.authorities=ROLE_announcer";

	private static final String CLIENT = "chat-client";

	@Container
	private static final Keycloak KEYCLOAK = new Keycloak();

	@Test
	void admitsUserByTheNameOfTheAccount() {
		try (GuardedServer application = guard("principal-claim-name=preferred_username")) {
			Answer answer = application.handshake(KEYCLOAK.tokenOfUser("alice", "access_token"));
			assertThat(answer).matches(Answer::isAdmitted);
			assertThat(answer.content()).isEqualTo("alice");
		}
	}

	@Test
	void refusesTokenOfClientWithoutAudienceMapper() {
		try (GuardedServer application = guard()) {
			assertThat(application.handshake(KEYCLOAK.token("mail-client")))
				.matches((answer) -> answer.isRefusal(401, "TOKEN_AUDIENCE_INVALID", "new-token"));
		}
	}

	@Test
	void admitsIdTokenOnlyWhereTheClientItselfIsAnAudience() {
		String token = KEYCLOAK.tokenOfUser("alice", "id_token");
		try (GuardedServer application = guard(); GuardedServer careless = guard("audiences=chat-api," + CLIENT)) {
			assertThat(application.handshake(token))
				.matches((answer) -> answer.isRefusal(401, "TOKEN_AUDIENCE_INVALID", "new-token"));
			assertThat(careless.handshake(token)).matches(Answer::isAdmitted);
		}
	}

	@Test
	void grantsAuthoritiesByMappedRoles() {
		try (GuardedServer application = guard("authorities-claim-name=roles", "authority-prefix=ROLE_")) {
			String user = KEYCLOAK.tokenOfUser("alice", "access_token");
			assertThat(application.handshake(GuardedServer.ANNOUNCEMENTS, user)).matches(Answer::isAdmitted);
			assertThat(application.handshake(GuardedServer.ANNOUNCEMENTS, KEYCLOAK.token(CLIENT)))
				.matches((answer) -> answer.isRefusal(403, "AUTHORITY_MISSING", "never"));
		}
	}

	@Test
	void grantsAuthoritiesByRolesInsideAnotherClaim() {
		try (GuardedServer application = guard("authorities-claim-name=realm_access.roles", "authority-prefix=ROLE_")) {
			String user = KEYCLOAK.tokenOfUser("alice", "access_token");
			assertThat(application.handshake(GuardedServer.ANNOUNCEMENTS, user)).matches(Answer::isAdmitted);
			assertThat(application.handshake(GuardedServer.ANNOUNCEMENTS, KEYCLOAK.token(CLIENT)))
				.matches((answer) -> answer.isRefusal(403, "AUTHORITY_MISSING", "never"));
		}
	}

	@Test
	void admitsEllipticSignatureWhereItIsConfigured() {
		String token = KEYCLOAK.token("elliptic-client");
		try (GuardedServer application = guard("jws-algorithms=RS256,ES256"); GuardedServer rsaOnly = guard()) {
			assertThat(application.handshake(token)).matches(Answer::isAdmitted);
			assertThat(rsaOnly.handshake(token))
				.matches((answer) -> answer.isRefusal(401, "TOKEN_ALG_NOT_ALLOWED", "new-token"));
		}
	}

	@Test
	void refusesTokenAfterItsEnd() {
		try (GuardedServer application = guard()) {
			String token = KEYCLOAK.token(CLIENT);
			assertThat(application.handshake(token)).matches(Answer::isAdmitted);
			application.clock().differBy(Duration.ofMinutes(6));
			assertThat(application.handshake(token))
				.matches((answer) -> answer.isRefusal(401, "TOKEN_EXPIRED", "new-token"));
		}
	}

	@Test
	void admitsOldAndNewTokensUntilTheOldKeyIsDisabled() {
		try (GuardedServer application = guard("keys.refresh-interval=4m")) {
			String oldToken = KEYCLOAK.token(CLIENT);
			assertThat(application.handshake(oldToken)).matches(Answer::isAdmitted);
			KEYCLOAK.addSigningKey();
			String newToken = KEYCLOAK.token(CLIENT);
			assertThat(application.refusalsUntilAdmitted(newToken))
				.allMatch((answer) -> answer.isRefusal(401, "TOKEN_KEY_UNKNOWN", "later"));
			assertThat(application.handshake(oldToken)).matches(Answer::isAdmitted);
			KEYCLOAK.disableFirstSigningKey();
			assertThat(application.handshake(oldToken)).matches(Answer::isAdmitted);
			application.clock().differBy(Duration.ofMinutes(2));
			assertThat(application.refusalInTheEnd(oldToken))
				.matches((answer) -> answer.isRefusal(401, "TOKEN_KEY_UNKNOWN", "later"));
			assertThat(application.handshake(newToken)).matches(Answer::isAdmitted);
		}
	}

	@Test
	void reportsNothingWrongWithThePublishedKeys(CapturedOutput output) {
		guard().close();
		assertThat(output).doesNotContain("publishes keys that are skipped");
	}

	private static GuardedServer guard(String... properties) {
		Stream<String> issuer = Stream.concat(Stream.of("issuer-uri=" + KEYCLOAK.issuer(), "audiences=chat-api"),
				Stream.of(properties));
		return GuardedServer
			.with(Stream.concat(issuer.map(ISSUER::concat), Stream.of(ANNOUNCERS)).toArray(String[]::new))
			.awaitKeys(KEYCLOAK.token(CLIENT));
	}

}
