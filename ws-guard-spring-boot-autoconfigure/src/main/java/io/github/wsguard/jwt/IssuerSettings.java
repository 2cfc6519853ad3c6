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

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * What a token of one issuer must be like.
 *
 * @param name the name in the configuration
 * @param issuer the {@code iss} of its tokens, or {@code null} if that does not matter
 * @param keys where its keys come from
 * @param audiences the audiences that are admitted
 * @param anyAudience whether the audience does not matter
 * @param algorithms the names of the algorithms that are admitted
 * @param types the types ({@code typ}) that are admitted, {@code application/} optional
 * @param principalClaim the claim that names the principal
 * @param principalPrefix what is put before the principal's name
 * @param authoritiesClaim the claim that holds the authorities, or the way to it, or
 * {@code null} for {@code scope} and else {@code scp}
 * @param authorityPrefix what is put before each authority
 */
public record IssuerSettings(String name, @Nullable String issuer, KeySource keys, Set<String> audiences,
		boolean anyAudience, Set<String> algorithms, Set<String> types, String principalClaim, String principalPrefix,
		@Nullable String authoritiesClaim, String authorityPrefix) {

	/**
	 * Create the settings.
	 * @throws IllegalArgumentException if no token could be good under them, or every one
	 * for an audience
	 */
	public IssuerSettings {
		audiences = Set.copyOf(audiences);
		algorithms = Set.copyOf(algorithms);
		types = normalized(types);
		if (audiences.isEmpty() && !anyAudience) {
			throw new IllegalArgumentException("Issuer '%s' names no audience".formatted(name));
		}
		if (algorithms.isEmpty()) {
			throw new IllegalArgumentException("Issuer '%s' admits no algorithm".formatted(name));
		}
		if (types.isEmpty()) {
			throw new IllegalArgumentException("Issuer '%s' admits no type".formatted(name));
		}
		if (principalClaim.isBlank()) {
			throw new IllegalArgumentException("Issuer '%s' names no claim for the principal".formatted(name));
		}
		for (String algorithm : algorithms) {
			objectionTo(algorithm, keys).ifPresent((objection) -> {
				throw new IllegalArgumentException(
						"Issuer '%s' cannot use the algorithm '%s': %s".formatted(name, algorithm, objection));
			});
		}
	}

	private static Optional<String> objectionTo(String name, KeySource keys) {
		return SignatureAlgorithm.named(name)
			.map(keys::objectionTo)
			.orElseGet(() -> Optional.of("it must be one of " + new TreeSet<>(SignatureAlgorithm.names())));
	}

	private static Set<String> normalized(Set<String> types) {
		Set<String> normalized = new HashSet<>();
		types.forEach((type) -> normalized.add(normalized(type)));
		return Set.copyOf(normalized);
	}

	private static String normalized(String type) {
		String lower = type.toLowerCase(Locale.ROOT);
		// RFC 7515 4.1.9: the prefix may be left out if no other slash follows
		return (lower.startsWith("application/") && lower.indexOf('/', 12) < 0) ? lower.substring(12) : lower;
	}

	boolean admitsType(@Nullable String type) {
		return this.types.contains((type != null) ? normalized(type) : "jwt");
	}

}
