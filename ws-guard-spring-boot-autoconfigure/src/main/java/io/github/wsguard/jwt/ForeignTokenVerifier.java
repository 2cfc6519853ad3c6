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

import java.util.Objects;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.HandshakeTokenVerifier;
import io.github.wsguard.decision.Verification;

/**
 * Lets somebody else verify tokens, and demands of those that he accepts what is demanded
 * of every token: an expiry, and not too long a life. His reasons go through as they are.
 * Nothing that he said is remembered. If he fails or says nothing, an exception without
 * his words is thrown.
 */
public final class ForeignTokenVerifier implements HandshakeTokenVerifier {

	private final HandshakeTokenVerifier verifier;

	private final TokenLifetime lifetime;

	/**
	 * Create a verifier.
	 * @param verifier who verifies
	 * @param lifetime what is demanded besides
	 */
	public ForeignTokenVerifier(HandshakeTokenVerifier verifier, TokenLifetime lifetime) {
		this.verifier = verifier;
		this.lifetime = lifetime;
	}

	@Override
	public Verification verify(String token, ClientConnection client) {
		Verification verification = ask(token, client);
		if (verification instanceof Verification.Verified verified) {
			return this.lifetime.fault(verified.principal())
				.<Verification>map(Verification.Failed::new)
				.orElse(verification);
		}
		return verification;
	}

	private Verification ask(String token, ClientConnection client) {
		try {
			return complete(this.verifier.verify(token, client));
		}
		// Be it a checked exception that Kotlin or a proxy throws undeclared
		catch (Exception ex) {
			throw new ForeignVerifierException(ex);
		}
	}

	/**
	 * Types promise that nothing is {@code null}, but nobody checks that outside.
	 */
	private static Verification complete(Verification verification) {
		if (verification instanceof Verification.Failed failed) {
			Objects.requireNonNull(failed.rejection().reason());
			Objects.requireNonNull(failed.rejection().detail());
		}
		else {
			Objects.requireNonNull(((Verification.Verified) Objects.requireNonNull(verification)).principal());
		}
		return verification;
	}

}
