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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.HandshakeRequest;

/**
 * Everything in one request that concerns its token.
 */
final class PlacedTokens {

	private static final List<String> OTHER_HEADERS = List.of("X-Auth-Token", "X-Access-Token");

	private final HandshakeRequest request;

	private final TokenSettings settings;

	private final AuthorizationHeader authorization;

	private final Subprotocols subprotocols;

	private final QueryTokens query;

	private final List<Placement> explicit = new ArrayList<>(2);

	private @Nullable CookieTokens cookies;

	PlacedTokens(HandshakeRequest request, TokenSettings settings) {
		this.request = request;
		this.settings = settings;
		this.authorization = new AuthorizationHeader(request);
		this.subprotocols = new Subprotocols(request, settings.subprotocolMarker());
		this.query = new QueryTokens(request, settings.queryParameter());
		this.authorization.addTo(this.explicit);
		this.subprotocols.addTo(this.explicit);
		this.query.addTo(this.explicit);
	}

	/**
	 * Return what the client itself placed, whether or not the endpoint reads that place.
	 * @return the placements, one at most in a good request
	 */
	List<Placement> explicit() {
		return this.explicit;
	}

	/**
	 * Return whether one of the explicit placements is in a place that the endpoint
	 * reads.
	 * @return {@code true} if so
	 */
	boolean isReadSomewhere() {
		for (Placement placement : this.explicit) {
			if (this.settings.reads(placement.source())) {
				return true;
			}
		}
		return false;
	}

	AuthorizationHeader authorization() {
		return this.authorization;
	}

	Subprotocols subprotocols() {
		return this.subprotocols;
	}

	QueryTokens query() {
		return this.query;
	}

	CookieTokens cookies() {
		if (this.cookies == null) {
			this.cookies = new CookieTokens(this.request, this.settings.cookieName());
		}
		return this.cookies;
	}

	/**
	 * Return whether a header that nobody reads holds a token.
	 * @return {@code true} if so
	 */
	boolean isInOtherHeader() {
		for (String name : OTHER_HEADERS) {
			for (String value : this.request.headers(name)) {
				if (TokenGrammar.mayBe(this.settings.form(), value.strip())) {
					return true;
				}
			}
		}
		return false;
	}

}
