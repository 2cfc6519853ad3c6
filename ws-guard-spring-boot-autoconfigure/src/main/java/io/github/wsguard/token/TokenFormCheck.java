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

package io.github.wsguard.token;

import java.util.Optional;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeCheck;
import io.github.wsguard.decision.PresentedToken;
import io.github.wsguard.decision.Rejection;

/**
 * Refuses a token that came after the handshake if it is too large or cannot be one.
 */
public final class TokenFormCheck implements HandshakeCheck {

	private final TokenGrammar grammar;

	/**
	 * Create a check.
	 * @param settings what a token of the endpoint looks like
	 */
	public TokenFormCheck(TokenSettings settings) {
		this.grammar = new TokenGrammar(settings.maxSize(), settings.form());
	}

	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		Optional<Rejection> fault = attempt.token()
			.map(PresentedToken::value)
			.flatMap((token) -> this.grammar.fault(new Placement(TokenSource.FIRST_MESSAGE, token, true)));
		return fault.<Decision>map(Decision.Reject::new).orElseGet(Decision::proceed);
	}

	@Override
	public Evidence evidence() {
		return Evidence.TOKEN;
	}

	@Override
	public String name() {
		return "token form";
	}

}
