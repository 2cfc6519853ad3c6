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

package io.github.wsguard.authorization;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.FakeHandshakeRequest;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeAttempts;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.RejectionReason;

import static io.github.wsguard.decision.DecisionAssert.assertThat;
import static io.github.wsguard.decision.HandshakeAttempts.handshake;

/**
 * Tests for {@link LoginCheck}.
 */
class LoginCheckTests {

	private static final Requirement LOGIN = new Requirement(List.of(), List.of(), Map.of(), true);

	private static final Requirement ROLE = new Requirement(List.of(), List.of("ROLE_A", "ROLE_B"), Map.of(), true);

	@Test
	void rejectsClientWithoutLogin() {
		assertThat(evaluate(LOGIN, handshake())).isRejectedBecause(RejectionReason.LOGIN_REQUIRED);
		assertThat(evaluate(ROLE, handshake())).isRejectedBecause(RejectionReason.LOGIN_REQUIRED);
	}

	@Test
	void acceptsLoginEvenWithoutAuthorities() {
		assertThat(evaluate(LOGIN, handshake().loggedIn())).proceeds();
	}

	@Test
	void demandsAnyAuthorityOfTheLogin() {
		assertThat(evaluate(ROLE, handshake().loggedIn("ROLE_B"))).proceeds();
		assertThat(evaluate(ROLE, handshake().loggedIn("ROLE_C"))).isRejectedBecause(RejectionReason.AUTHORITY_MISSING);
		assertThat(evaluate(ROLE, handshake().loggedIn())).isRejectedBecause(RejectionReason.AUTHORITY_MISSING);
	}

	@Test
	void acceptsTokenInPlaceOfLogin() {
		assertThat(evaluateWithToken(LOGIN, handshake())).proceeds();
		assertThat(evaluateWithToken(ROLE, handshake(), "ROLE_A")).proceeds();
		assertThat(evaluateWithToken(ROLE, handshake().loggedIn("ROLE_A"))).proceeds();
		assertThat(evaluateWithToken(ROLE, handshake())).isRejectedBecause(RejectionReason.AUTHORITY_MISSING);
	}

	@Test
	void asksNobodyWhereNoLoginIsRequired() {
		Requirement requirement = new Requirement(List.of(), List.of("ROLE_A"), Map.of(), false);
		assertThat(evaluate(requirement, handshake())).proceeds();
	}

	@Test
	void passesSockJsResource() {
		assertThat(evaluate(LOGIN, HandshakeAttempts.sockJs(HandshakeRequest.Kind.SOCKJS_RESOURCE, "GET"))).proceeds();
		assertThat(evaluate(LOGIN, HandshakeAttempts.sockJs(HandshakeRequest.Kind.SOCKJS_TRANSPORT, "GET")))
			.isRejectedBecause(RejectionReason.LOGIN_REQUIRED);
	}

	private static Decision evaluate(Requirement requirement, FakeHandshakeRequest request) {
		return new LoginCheck(requirement).evaluate(request.attempt());
	}

	private static Decision evaluateWithToken(Requirement requirement, FakeHandshakeRequest request,
			String... authorities) {
		HandshakeAttempt attempt = request.attempt();
		attempt.authenticate(HandshakeAttempts.principal(Map.of(), authorities));
		return new LoginCheck(requirement).evaluate(attempt);
	}

}
