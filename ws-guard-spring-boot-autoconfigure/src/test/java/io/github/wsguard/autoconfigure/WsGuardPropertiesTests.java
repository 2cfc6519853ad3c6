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

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import io.github.wsguard.decision.GuardMode;
import io.github.wsguard.decision.RejectionDetail;
import io.github.wsguard.network.ForwardingHeaders;
import io.github.wsguard.origin.OriginCheck.MissingOrigin;
import io.github.wsguard.origin.OriginCheck.RegisteredOrigins;
import io.github.wsguard.token.TokenSource;

import static org.assertj.core.api.Assertions.assertThat;

class WsGuardPropertiesTests {

	@Test
	void guardsStrictlyWhenNothingIsSet() {
		WsGuardProperties properties = Properties.bind();
		assertThat(properties.enabled()).isTrue();
		assertThat(properties.mode()).isEqualTo(GuardMode.ENFORCE);
		assertThat(properties.origin().allowed()).isEmpty();
		assertThat(properties.origin().allowAny()).isFalse();
		assertThat(properties.origin().allowNull()).isFalse();
		assertThat(properties.origin().sameOrigin()).isTrue();
		assertThat(properties.origin().missing()).isEqualTo(MissingOrigin.REQUIRE_TOKEN);
		assertThat(properties.origin().registeredInCode()).isEqualTo(RegisteredOrigins.STRICTEST);
		assertThat(properties.proxy().trusted()).isEmpty();
		assertThat(properties.proxy().headers()).isEqualTo(ForwardingHeaders.X_FORWARDED);
		assertThat(properties.token().required()).isTrue();
		assertThat(properties.token().sources()).containsExactly(TokenSource.AUTHORIZATION_HEADER,
				TokenSource.SUBPROTOCOL);
		assertThat(properties.token().maxSize()).isEqualTo(DataSize.ofKilobytes(8));
		assertThat(properties.token().hide()).isTrue();
		assertThat(properties.jwt().clockSkew()).isEqualTo(Duration.ofSeconds(30));
		assertThat(properties.jwt().maxLifetime()).isEqualTo(Duration.ofDays(31));
		assertThat(properties.rejection().detail()).isEqualTo(RejectionDetail.CODE);
	}

	@Test
	void tellsAbsentListFromEmptyOne() {
		assertThat(Properties.bind().hosts().allowed()).isNull();
		assertThat(Properties.bind("ws-guard.hosts.allowed=").hosts().allowed()).isEmpty();
	}

	@Test
	void bindsIssuerWithDefaults() {
		JwtProperties.Issuer issuer = Properties.bind("ws-guard.jwt.issuers.main.issuer-uri=https://login.example.com")
			.jwt()
			.issuers()
			.get("main");
		assertThat(issuer.types()).containsExactly("JWT", "at+jwt");
		assertThat(issuer.principalClaimName()).isEqualTo("sub");
		assertThat(issuer.authorityPrefix()).isEqualTo("SCOPE_");
		assertThat(issuer.keys().refreshInterval()).isEqualTo(Duration.ofMinutes(15));
		assertThat(issuer.keys().maxSize()).isEqualTo(DataSize.ofKilobytes(512));
	}

	@Test
	void keepsSecretOutOfText() {
		assertThat(Properties.bind("ws-guard.jwt.issuers.main.secret=do-not-show-me").toString())
			.doesNotContain("do-not-show-me");
	}

	@Test
	void keepsNamesOfClaimsAsWritten() {
		WsGuardProperties properties = Properties.bind("ws-guard.endpoints.chat.require.claims.realm.orgId=a",
				"ws-guard.endpoints.chat.require.claims.room_id=b",
				"ws-guard.endpoints.chat.require.claims[https://example.com/tenant]=c");
		assertThat(properties.endpoints().get("chat").require().claims()).containsEntry("realm.orgId", "a")
			.containsEntry("room_id", "b")
			.containsEntry("https://example.com/tenant", "c");
	}

}
