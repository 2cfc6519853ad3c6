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

package io.github.wsguard.sample.order;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import io.github.wsguard.sample.RawWebSocket;
import io.github.wsguard.sample.SampleTest;
import io.github.wsguard.sample.issuer.DevelopmentIssuer;
import io.github.wsguard.sample.issuer.TokenKind;

import static org.assertj.core.api.Assertions.assertThat;

@SampleTest
class RightOrderIT {

	@LocalServerPort
	private int port;

	@Autowired
	private DevelopmentIssuer issuer;

	@ParameterizedTest
	@EnumSource(TokenKind.class)
	void hostilePageHearsTheSameOfEveryToken(TokenKind kind) throws IOException {
		try (VerifiedSignatures verified = new VerifiedSignatures();
				RawWebSocket socket = connect(kind, "Origin: https://evil.example")) {
			assertThat(socket.status()).isEqualTo(403);
			assertThat(socket.reason()).hasValue("ORIGIN_NOT_ALLOWED");
			assertThat(verified.count()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "EXPIRED", "NOT_YET_VALID", "WRONG_AUDIENCE", "WRONG_ISSUER", "ALG_NONE" })
	void spendsNoSignatureOnATokenThatItsClaimsRuleOut(TokenKind kind) throws IOException {
		try (VerifiedSignatures verified = new VerifiedSignatures(); RawWebSocket socket = connect(kind)) {
			assertThat(socket.status()).isEqualTo(401);
			assertThat(verified.count()).isZero();
		}
	}

	@Test
	void verifiesOneSignatureForAGoodHandshake() throws IOException {
		try (VerifiedSignatures verified = new VerifiedSignatures(); RawWebSocket socket = connect(TokenKind.GOOD)) {
			assertThat(socket.status()).isEqualTo(101);
			assertThat(verified.count()).isOne();
		}
	}

	@Test
	void bannedUserIsRefusedByTheApplicationWithTheStatusOfItsChoice() throws IOException {
		try (RawWebSocket socket = connect(TokenKind.BANNED)) {
			assertThat(socket.status()).isEqualTo(423);
			assertThat(socket.body()).contains("\"layer\":\"interceptor\"");
		}
	}

	private RawWebSocket connect(TokenKind kind, String... headers) throws IOException {
		return RawWebSocket.connect(this.port, "/ws/chat?access_token=" + this.issuer.issue(kind), headers);
	}

}
