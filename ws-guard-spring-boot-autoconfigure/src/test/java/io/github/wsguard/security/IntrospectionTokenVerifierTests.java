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

package io.github.wsguard.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;
import org.springframework.web.client.RestTemplate;

import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.RetryAdvice;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.decision.Verification;
import io.github.wsguard.jwt.TokenLifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link IntrospectionTokenVerifier} with the introspector that Boot makes.
 */
class IntrospectionTokenVerifierTests {

	private static final String TOKEN = "mF_9.B5f-4.1JqM~+/==";

	private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	private final TokenLifetime lifetime = new TokenLifetime(Duration.ofSeconds(30), Duration.ofDays(31),
			Clock.fixed(this.now, ZoneOffset.UTC));

	private final KeyHost host = new KeyHost();

	private Duration patience = Duration.ofSeconds(10);

	@AfterEach
	void stopHost() {
		this.host.close();
	}

	@Test
	void makesOfAnActiveTokenWhatTheResourceServerWould() {
		this.host.answer(active(",\"iat\":" + seconds(-10) + ",\"exp\":" + seconds(300)));
		TokenPrincipal principal = ((Verification.Verified) verify()).principal();
		assertThat(principal.getName()).isEqualTo("alice");
		assertThat(principal.getIssuer()).isEqualTo("https://issuer.example");
		assertThat(principal.getAuthorities()).contains("SCOPE_chat", "SCOPE_admin");
		assertThat(principal.getExpiresAt()).isEqualTo(this.now.plusSeconds(300));
		assertThat(principal.getIssuedAt()).contains(this.now.minusSeconds(10));
		assertThat(principal.getClaims()).containsEntry("exp", this.now.plusSeconds(300))
			.containsEntry("scope", List.of("chat", "admin"))
			.containsEntry("room", "7");
		assertThat(principal.getOriginal()).get()
			.isInstanceOfSatisfying(BearerTokenAuthentication.class, (authentication) -> {
				assertThat(authentication.isAuthenticated()).isTrue();
				assertThat(authentication.getName()).isEqualTo("alice");
				assertThat(authentication.getToken().getTokenValue()).isEqualTo(TOKEN);
				assertThat(authentication.getTokenAttributes()).containsEntry("room", "7");
			});
	}

	@Test
	void refusesTokenThatIsNotActive() {
		this.host.answer("{\"active\":false}");
		assertReason(RejectionReason.TOKEN_REJECTED);
	}

	@Test
	void demandsAnExpiryAndNoLongLife() {
		this.host.answer(active(""));
		assertReason(RejectionReason.TOKEN_CLAIM_MISSING);
		this.host.answer(active(",\"exp\":" + seconds(-30)));
		assertReason(RejectionReason.TOKEN_EXPIRED);
		this.host.answer(active(",\"exp\":" + seconds(32 * 86_400)));
		assertReason(RejectionReason.TOKEN_LIFETIME_TOO_LONG);
		this.host.answer(active(",\"iat\":" + seconds(10) + ",\"exp\":" + seconds(5)));
		assertReason(RejectionReason.TOKEN_CLAIM_INVALID);
	}

	@Test
	void demandsAName() {
		this.host.answer("{\"active\":true,\"client_id\":\"batch\",\"exp\":" + seconds(300) + "}");
		assertReason(RejectionReason.TOKEN_CLAIM_MISSING);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404, 500, 503 })
	void saysThatItIsTheServerIfItAnswersWithAnError(int status) {
		this.host.answer(status, "application/json", "{\"error\":\"" + TOKEN + "\"}");
		assertUnavailable("answered with an error");
	}

	@Test
	void saysThatItIsTheServerIfItCannotBeAsked() {
		this.host.answer(200, "text/html", "<html></html>");
		assertUnavailable("gave no usable answer");
		this.host.stop();
		assertUnavailable("refused the connection");
	}

	@Test
	void saysThatItIsTheServerIfItDoesNotAnswer() {
		this.host.hang();
		this.patience = Duration.ofMillis(300);
		assertUnavailable("did not answer in time");
	}

	@Test
	void judgesTheAnswersOfAnIntrospectorOfTheApplication() {
		assertThat(verify((token) -> new DefaultOAuth2AuthenticatedPrincipal("bob",
				Map.of("exp", this.now.plusSeconds(300)), AuthorityUtils.createAuthorityList("ROLE_STAFF"))))
			.isInstanceOfSatisfying(Verification.Verified.class, (verified) -> {
				assertThat(verified.principal().getAuthorities()).containsExactly("ROLE_STAFF");
				assertThat(verified.principal().getIssuer()).isEqualTo("introspection");
			});
		assertReason(verify((token) -> new DefaultOAuth2AuthenticatedPrincipal("bob", Map.of("exp", 1), Set.of())),
				RejectionReason.TOKEN_CLAIM_INVALID);
		assertReason(verify((token) -> {
			throw new IllegalStateException(new BadOpaqueTokenException("no"));
		}), RejectionReason.TOKEN_REJECTED);
		assertThatThrownBy(() -> verify((token) -> {
			throw new IllegalStateException("no");
		})).isInstanceOf(IllegalStateException.class);
		assertThatThrownBy(() -> verify((token) -> null)).isInstanceOf(NullPointerException.class);
	}

	private String active(String dates) {
		return "{\"active\":true,\"sub\":\"alice\",\"iss\":\"https://issuer.example\",\"scope\":\"chat admin\","
				+ "\"room\":\"7\"" + dates + "}";
	}

	private long seconds(long offset) {
		return this.now.getEpochSecond() + offset;
	}

	private void assertUnavailable(String detail) {
		Rejection rejection = assertReason(RejectionReason.KEYS_UNAVAILABLE);
		assertThat(rejection.retry()).isEqualTo(RetryAdvice.LATER);
		assertThat(rejection.detail()).endsWith(detail).doesNotContain(TOKEN);
	}

	private Rejection assertReason(RejectionReason reason) {
		return assertReason(verify(), reason);
	}

	private static Rejection assertReason(Verification verification, RejectionReason reason) {
		assertThat(verification).isInstanceOf(Verification.Failed.class);
		Rejection rejection = ((Verification.Failed) verification).rejection();
		assertThat(rejection.reason()).isEqualTo(reason);
		return rejection;
	}

	private Verification verify() {
		SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
		requests.setReadTimeout(this.patience);
		return verify(new SpringOpaqueTokenIntrospector(this.host.url(), new RestTemplate(requests)));
	}

	private Verification verify(OpaqueTokenIntrospector introspector) {
		return new IntrospectionTokenVerifier(introspector, null, this.lifetime::fault).verify(TOKEN,
				HandshakeAttempts.CLIENT);
	}

}
