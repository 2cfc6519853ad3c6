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

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The issuers whose tokens are verified, by their {@code iss}.
 */
final class Issuers {

	private final Map<String, Issuer> expected = new HashMap<>();

	private final Set<SignatureAlgorithm> algorithms = EnumSet.noneOf(SignatureAlgorithm.class);

	private final @Nullable Issuer any;

	Issuers(List<IssuerSettings> issuers) {
		if (issuers.isEmpty()) {
			throw new IllegalArgumentException("'issuers' must not be empty");
		}
		Issuer any = null;
		for (IssuerSettings settings : issuers) {
			Issuer issuer = new Issuer(settings, issuers);
			this.algorithms.addAll(issuer.algorithms());
			if (settings.issuer() != null) {
				Issuer twin = this.expected.put(settings.issuer(), issuer);
				rejectTwin(twin, settings, "have the same issuer-uri");
			}
			else {
				rejectTwin(any, settings, "have no issuer-uri");
				any = issuer;
			}
		}
		this.any = any;
	}

	private static void rejectTwin(@Nullable Issuer twin, IssuerSettings settings, String both) {
		if (twin != null) {
			throw new IllegalArgumentException("Issuers '%s' and '%s' %s, so none of them can be told by its tokens"
				.formatted(twin.settings().name(), settings.name(), both));
		}
	}

	/**
	 * Return whether any issuer admits an algorithm.
	 * @param algorithm the algorithm
	 * @return {@code false} if no token by it can be good
	 */
	boolean admit(SignatureAlgorithm algorithm) {
		return this.algorithms.contains(algorithm);
	}

	/**
	 * Return the issuer of a token.
	 * @param iss the {@code iss} of the token, or {@code null} if it has none
	 * @return the issuer that expects it, else the one that expects none; {@code null} if
	 * there is neither
	 */
	@Nullable Issuer find(@Nullable String iss) {
		Issuer issuer = (iss != null) ? this.expected.get(iss) : null;
		return (issuer != null) ? issuer : this.any;
	}

}
