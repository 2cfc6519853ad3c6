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

package io.github.wsguard.token;

import java.util.List;

import io.github.wsguard.decision.HandshakeRequest;

/**
 * The {@code Authorization} header as far as it concerns tokens.
 */
final class AuthorizationHeader {

	static final String NAME = "Authorization";

	private static final String SCHEME = "Bearer";

	private final List<String> lines;

	AuthorizationHeader(HandshakeRequest request) {
		this.lines = request.headers(NAME);
	}

	/**
	 * Add the tokens in this header. Credentials of another scheme are none, unless they
	 * are a JWT without any.
	 * @param placements where they are added
	 */
	void addTo(List<Placement> placements) {
		for (String line : this.lines) {
			String credentials = line.strip();
			if (isBearer(credentials)) {
				String value = credentials.substring(SCHEME.length()).strip();
				if (!value.isEmpty()) {
					placements.add(new Placement(TokenSource.AUTHORIZATION_HEADER, value, true));
				}
			}
			else if (TokenGrammar.resembles(credentials)) {
				placements.add(new Placement(TokenSource.AUTHORIZATION_HEADER, credentials, false));
			}
		}
	}

	/**
	 * Return whether the header holds credentials that are not for us.
	 * @return {@code true} if a line has another scheme than {@code Bearer}, or none
	 */
	boolean hasOtherScheme() {
		for (String line : this.lines) {
			String credentials = line.strip();
			if (!credentials.isEmpty() && !isBearer(credentials)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isBearer(String credentials) {
		int length = SCHEME.length();
		return credentials.regionMatches(true, 0, SCHEME, 0, length) && (credentials.length() == length
				|| credentials.charAt(length) == ' ' || credentials.charAt(length) == '\t');
	}

}
