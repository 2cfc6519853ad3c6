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

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The claims of a token (RFC 7519 4). A claim that is {@code null} is absent.
 */
final class Claims {

	private final Map<String, ? extends @Nullable Object> values;

	private Claims(Map<String, ? extends @Nullable Object> values) {
		this.values = values;
	}

	/**
	 * Read the claims.
	 * @param token the token
	 * @return the claims, or empty if the payload is no JSON object or repeats a claim
	 */
	static Optional<Claims> of(CompactToken token) {
		Map<String, @Nullable Object> members = token.payload();
		return (members != null) ? Optional.of(new Claims(members)) : Optional.empty();
	}

	/**
	 * Return claims that somebody else read.
	 * @param values the claims, in the types of JSON
	 * @return the claims
	 */
	static Claims of(Map<String, ? extends @Nullable Object> values) {
		return new Claims(values);
	}

	@Nullable Object get(String name) {
		return this.values.get(name);
	}

	/**
	 * Return whether a claim is there, be it {@code null}.
	 * @param name the name of the claim
	 * @return {@code true} if it is there
	 */
	boolean has(String name) {
		return this.values.containsKey(name);
	}

	/**
	 * Return the claims in the types that a principal shows.
	 * @param times the dates of the token
	 * @return an immutable map, nested lists and objects included
	 */
	Map<String, Object> verified(TokenTimes times) {
		Map<String, Object> verified = new HashMap<>();
		this.values.forEach((name, value) -> {
			if (value != null) {
				verified.put(name, immutable(value));
			}
		});
		verified.put("exp", times.expiresAt());
		putIfPresent(verified, "iat", times.issuedAt());
		putIfPresent(verified, "nbf", times.notBefore());
		return Map.copyOf(verified);
	}

	private static void putIfPresent(Map<String, Object> claims, String name, @Nullable Instant date) {
		if (date != null) {
			claims.put(name, date);
		}
	}

	private static @Nullable Object immutable(@Nullable Object value) {
		if (value instanceof List<?> list) {
			List<@Nullable Object> copy = new ArrayList<>(list.size());
			list.forEach((element) -> copy.add(immutable(element)));
			return Collections.unmodifiableList(copy);
		}
		if (value instanceof Map<?, ?> map) {
			Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
			map.forEach((name, member) -> copy.put(name, immutable(member)));
			return Collections.unmodifiableMap(copy);
		}
		return value;
	}

}
