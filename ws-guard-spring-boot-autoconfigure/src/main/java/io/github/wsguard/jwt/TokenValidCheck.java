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

package io.github.wsguard.jwt;

import java.util.Optional;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeCheck;
import io.github.wsguard.decision.HandshakeTokenVerifier;
import io.github.wsguard.decision.PresentedToken;
import io.github.wsguard.decision.Verification;

/**
 * Verifies the token that the attempt presents. An attempt that presents none proceeds as
 * nobody: whether it needs one was asked before.
 */
public final class TokenValidCheck implements HandshakeCheck {

	private final HandshakeTokenVerifier verifier;

	/**
	 * Create a check.
	 * @param verifier verifies the token
	 */
	public TokenValidCheck(HandshakeTokenVerifier verifier) {
		this.verifier = verifier;
	}

	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		Optional<PresentedToken> token = attempt.token();
		if (token.isEmpty()) {
			return Decision.proceed();
		}
		Verification verification = this.verifier.verify(token.get().value(), attempt.client());
		if (verification instanceof Verification.Verified verified) {
			attempt.authenticate(verified.principal());
			return Decision.proceed();
		}
		return new Decision.Reject(((Verification.Failed) verification).rejection());
	}

	@Override
	public Evidence evidence() {
		return Evidence.TOKEN;
	}

	@Override
	public String name() {
		return "token valid";
	}

}
