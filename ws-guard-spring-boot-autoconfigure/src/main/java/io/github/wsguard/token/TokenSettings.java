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

/**
 * Where one endpoint looks for a token.
 *
 * @param required whether an attempt without a token is refused
 * @param sources the places that are read
 * @param queryParameter the name of the query parameter
 * @param cookieName the name of the cookie
 * @param subprotocolMarker the sub-protocol that announces a token
 * @param maxSize the most bytes a token may have
 * @param hide whether the application sees query and cookies without the token
 * @param form what a token looks like
 */
public record TokenSettings(boolean required, List<TokenSource> sources, String queryParameter, String cookieName,
		String subprotocolMarker, int maxSize, boolean hide, TokenForm form) {

	/**
	 * Create the settings.
	 */
	public TokenSettings {
		sources = List.copyOf(sources);
		if (sources.isEmpty()) {
			throw new IllegalArgumentException("'sources' must not be empty");
		}
		if (maxSize <= 0) {
			throw new IllegalArgumentException("'maxSize' must be positive");
		}
	}

	boolean reads(TokenSource source) {
		return this.sources.contains(source);
	}

}
