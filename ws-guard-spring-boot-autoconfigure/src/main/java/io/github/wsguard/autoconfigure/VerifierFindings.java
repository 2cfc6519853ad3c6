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

import io.github.wsguard.findings.Finding;

/**
 * What the owner of the configuration should know of who verifies tokens.
 */
final class VerifierFindings {

	private static final String AUDIENCES = "spring.security.oauth2.resourceserver.jwt.audiences";

	private VerifierFindings() {
	}

	/**
	 * Several beans could verify tokens, and nothing says which.
	 */
	static Finding ambiguous(Class<?> type, List<String> names) {
		return Finding.error("VERIFIER_AMBIGUOUS", type.getSimpleName(),
				"Tokens could be verified by each of the beans %s, and none of them is primary"
					.formatted(String.join(", ", names)),
				"Mark one of them with @Primary, name issuers in 'ws-guard.jwt.issuers', "
						+ "or define one bean of type HandshakeTokenVerifier");
	}

	/**
	 * Issuers are configured, and a bean of the application verifies tokens.
	 */
	static Finding issuersNotAsked(String bean) {
		return Finding.warning("ISSUERS_NOT_ASKED", "ws-guard.jwt.issuers",
				"The bean '%s' verifies tokens, so the issuers count for nothing".formatted(bean),
				"Remove the issuers, or the bean");
	}

	/**
	 * The decoder that Boot makes demands an audience only if it is told to.
	 */
	static Finding noAudience() {
		return Finding.warning("NO_AUDIENCE", AUDIENCES, "A token that was issued for any other service is accepted",
				"Set the property to your audience");
	}

	/**
	 * Code of the application decides.
	 */
	static Finding audienceUnknown(String bean) {
		return Finding.info("AUDIENCE_UNKNOWN", bean,
				"Whether the bean refuses tokens that were issued for other services cannot be seen from here",
				"Make sure that it does");
	}

}
