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

package io.github.wsguard.stomp;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

/**
 * A token in a header of {@code CONNECT} in which nobody looks for it.
 */
final class MisplacedToken {

	/**
	 * Whatever stands in these is meant to be one.
	 */
	private static final Set<String> NAMED_FOR_IT = Set.of("token", "access_token", "access-token", "jwt",
			"x-auth-token");

	private static final Set<String> CREDENTIALS = Set.of("login", "passcode");

	private static final String JWT = "eyJ";

	private MisplacedToken() {
	}

	static boolean isIn(StompHeaderAccessor headers) {
		// Spring moves the pass code out of the headers of the frame
		if (resembles(headers.getPasscode())) {
			return true;
		}
		for (Map.Entry<String, List<String>> header : headers.toNativeHeaderMap().entrySet()) {
			String name = header.getKey().toLowerCase(Locale.ROOT);
			for (String value : header.getValue()) {
				if ((NAMED_FOR_IT.contains(name) && !value.isBlank())
						|| (CREDENTIALS.contains(name) && resembles(value))) {
					return true;
				}
			}
		}
		return false;
	}

	private static boolean resembles(@Nullable String value) {
		return value != null && (value.startsWith(JWT) || value.startsWith("Bearer "));
	}

}
