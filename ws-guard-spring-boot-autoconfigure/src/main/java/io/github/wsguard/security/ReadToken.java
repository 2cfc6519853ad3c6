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

package io.github.wsguard.security;

import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a signed JWT says of itself, whether it is true or not.
 *
 * @param header its header
 * @param claims its claims
 */
record ReadToken(Map<String, Object> header, Map<String, Object> claims) {

	/**
	 * Read a token again that was refused.
	 * @param token the token, in compact form
	 * @return what it says, or empty if a part is no JSON object
	 */
	static Optional<ReadToken> parse(String token) {
		String[] parts = token.split("\\.", -1);
		if (parts.length != 3) {
			return Optional.empty();
		}
		try {
			return Optional.of(new ReadToken(object(parts[0]), object(parts[1])));
		}
		catch (ParseException ex) {
			return Optional.empty();
		}
	}

	private static Map<String, Object> object(String part) throws ParseException {
		return JSONObjectUtils.parse(new Base64URL(part).decodeToString());
	}

	boolean isUnsigned() {
		return algorithm() instanceof String name && name.equalsIgnoreCase("none");
	}

	boolean demandsExtension() {
		return this.header.containsKey("crit");
	}

	@Nullable Object algorithm() {
		return this.header.get("alg");
	}

	/**
	 * Return whether the token is of the type that everybody accepts.
	 * @return {@code true} if {@code typ} is absent or {@code JWT}
	 */
	boolean isPlainJwt() {
		Object type = this.header.get("typ");
		return type == null || (type instanceof String name && (name.isEmpty() || name.equalsIgnoreCase("JWT")));
	}

}
