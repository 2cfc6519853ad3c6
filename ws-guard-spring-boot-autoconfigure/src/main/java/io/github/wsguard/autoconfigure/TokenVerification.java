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

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.HandshakeTokenVerifier;
import io.github.wsguard.findings.Finding;
import io.github.wsguard.token.TokenForm;

/**
 * Who verifies the tokens of all endpoints.
 */
sealed interface TokenVerification {

	/**
	 * Return who verifies tokens, in words that follow "by".
	 * @return one phrase
	 */
	String verifier();

	/**
	 * Return what tokens look like.
	 * @return the form
	 */
	default TokenForm form() {
		return TokenForm.SIGNED_JWT;
	}

	/**
	 * Return who verifies tokens in place of our own verifier.
	 * @return the verifier, or empty if ours does, or nobody
	 */
	default Optional<HandshakeTokenVerifier> foreign() {
		return Optional.empty();
	}

	/**
	 * Return what the owner of the configuration should know.
	 * @return the findings
	 */
	default List<Finding> findings() {
		return List.of();
	}

	/**
	 * Our own verifier does, with the keys of the configured issuers.
	 */
	record ByIssuers() implements TokenVerification {

		@Override
		public String verifier() {
			return "the keys of ws-guard.jwt.issuers";
		}

	}

	/**
	 * A bean of the application does.
	 *
	 * @param type the type by which it was found
	 * @param name the name of the bean
	 * @param form what tokens look like
	 * @param bean asks the bean, and demands what is demanded of every token
	 * @param findings what the owner of the configuration should know
	 */
	record ByBean(Class<?> type, String name, TokenForm form, HandshakeTokenVerifier bean,
			List<Finding> findings) implements TokenVerification {

		@Override
		public String verifier() {
			return "the %s bean '%s'".formatted(this.type.getSimpleName(), this.name);
		}

		@Override
		public Optional<HandshakeTokenVerifier> foreign() {
			return Optional.of(this.bean);
		}

	}

	/**
	 * Nobody does.
	 *
	 * @param obstacle why none of several could be taken, or {@code null} if there is
	 * none
	 */
	record ByNobody(@Nullable Finding obstacle) implements TokenVerification {

		@Override
		public String verifier() {
			return "nobody";
		}

	}

}
