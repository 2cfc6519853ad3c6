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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.support.NativeMessageHeaderAccessor;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * The {@code Authorization} header of a frame. Its name is taken in any case, as in HTTP.
 */
final class BearerHeader {

	private static final String NAME = "Authorization";

	private static final String SCHEME = "Bearer";

	private static final String HINT = "Send one header Authorization:Bearer <token> in the frame.";

	private final List<String> values;

	private BearerHeader(List<String> values) {
		this.values = values;
	}

	static BearerHeader of(NativeMessageHeaderAccessor headers) {
		List<String> values = new ArrayList<>();
		for (Map.Entry<String, List<String>> header : headers.toNativeHeaderMap().entrySet()) {
			if (header.getKey().equalsIgnoreCase(NAME)) {
				values.addAll(header.getValue());
			}
		}
		return new BearerHeader(values);
	}

	/**
	 * Remove the header from a frame.
	 */
	static void removeFrom(NativeMessageHeaderAccessor headers) {
		for (String name : headers.toNativeHeaderMap().keySet()) {
			if (name.equalsIgnoreCase(NAME)) {
				headers.removeNativeHeader(name);
			}
		}
	}

	boolean isAmbiguous() {
		return this.values.size() > 1;
	}

	/**
	 * Return the token.
	 * @return the token, or {@code null} if there is not exactly one
	 */
	@Nullable String token() {
		if (this.values.size() != 1) {
			return null;
		}
		String credentials = this.values.get(0).strip();
		String token = isBearer(credentials) ? credentials.substring(SCHEME.length()).strip() : "";
		return token.isEmpty() ? null : token;
	}

	/**
	 * Return why there is no token.
	 */
	Rejection fault() {
		if (isAmbiguous()) {
			return because(RejectionReason.TOKEN_AMBIGUOUS, "The frame has more than one Authorization header");
		}
		String credentials = this.values.isEmpty() ? "" : this.values.get(0).strip();
		return (credentials.isEmpty() || isBearer(credentials))
				? because(RejectionReason.TOKEN_MISSING, "The frame has no Authorization header with a token")
				: because(RejectionReason.TOKEN_SCHEME_UNSUPPORTED,
						"The Authorization header of the frame has another scheme than Bearer");
	}

	private static Rejection because(RejectionReason reason, String detail) {
		return Rejection.because(reason, detail).hint(HINT);
	}

	private static boolean isBearer(String credentials) {
		int length = SCHEME.length();
		return credentials.regionMatches(true, 0, SCHEME, 0, length) && (credentials.length() == length
				|| credentials.charAt(length) == ' ' || credentials.charAt(length) == '\t');
	}

}
