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

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What counts in the header of a token (RFC 7515 4.1). Keys and addresses of keys that a
 * token brings along ({@code jwk}, {@code jku}, {@code x5c}, {@code x5u}) do not.
 *
 * @param algorithm {@code alg}
 * @param keyId {@code kid}, or {@code null} if there is none
 * @param type {@code typ}, or {@code null} if there is none
 * @param extended whether the header demands that an extension is understood
 * @param nested whether the payload is another token, as {@code cty} says (RFC 7519 5.2)
 */
record JoseHeader(String algorithm, @Nullable String keyId, @Nullable String type, boolean extended, boolean nested) {

	/**
	 * Read a header.
	 * @param token the token
	 * @return the header, or empty if it is no JSON object or a member has the wrong type
	 */
	static Optional<JoseHeader> of(CompactToken token) {
		Map<String, @Nullable Object> members = token.header();
		return (members != null) ? of(members) : Optional.empty();
	}

	private static Optional<JoseHeader> of(Map<String, @Nullable Object> members) {
		Object algorithm = members.get("alg");
		Object keyId = members.get("kid");
		Object type = members.get("typ");
		if (!(algorithm instanceof String name) || isMistyped(members, "kid") || isMistyped(members, "typ")) {
			return Optional.empty();
		}
		// RFC 7797: an unencoded payload is an extension, whether or not crit says so
		boolean extended = members.containsKey("crit")
				|| (members.containsKey("b64") && !Boolean.TRUE.equals(members.get("b64")));
		return Optional.of(new JoseHeader(name, (String) keyId, (String) type, extended, isJwt(members.get("cty"))));
	}

	private static boolean isJwt(@Nullable Object contentType) {
		return contentType instanceof String type
				&& (type.equalsIgnoreCase("JWT") || type.equalsIgnoreCase("application/jwt"));
	}

	/**
	 * A {@code null} is present, and no string.
	 */
	private static boolean isMistyped(Map<String, @Nullable Object> members, String name) {
		return members.containsKey(name) && !(members.get(name) instanceof String);
	}

}
