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
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.HandshakeRequest;

/**
 * The query as far as it concerns tokens.
 */
final class QueryTokens {

	private static final Set<String> COMMON_NAMES = Set.of("access_token", "accesstoken", "token", "jwt", "id_token",
			"auth_token", "auth", "bearer", "authorization", "x-auth-token");

	private final List<QueryParameter> parameters;

	private final String name;

	QueryTokens(HandshakeRequest request, String name) {
		this.parameters = QueryParameter.parse(request.query());
		this.name = name;
	}

	/**
	 * Add the values of the parameter that is named for tokens. An empty value is none,
	 * unless the parameter is repeated.
	 * @param placements where they are added
	 */
	void addTo(List<Placement> placements) {
		int count = count();
		for (QueryParameter parameter : this.parameters) {
			if (isToken(parameter) && (count > 1 || parameter.hasValue())) {
				placements.add(new Placement(TokenSource.QUERY, parameter.value(), true));
			}
		}
	}

	/**
	 * Return whether the parameter that is named for tokens is there.
	 * @return {@code true} if it is, empty or not
	 */
	boolean isPresent() {
		return count() > 0;
	}

	private int count() {
		int count = 0;
		for (QueryParameter parameter : this.parameters) {
			if (isToken(parameter)) {
				count++;
			}
		}
		return count;
	}

	private boolean isToken(QueryParameter parameter) {
		return parameter.name().equals(this.name);
	}

	/**
	 * Return whether a token stands in the query under a name that is not read.
	 * @param form what a token looks like
	 * @return {@code true} if one of the usual names has one, or a JWT stands there
	 * without a name
	 */
	boolean hasTokenElsewhere(TokenForm form) {
		for (QueryParameter parameter : this.parameters) {
			if (TokenGrammar.resembles(parameter.name())
					|| (isCommonName(parameter) && TokenGrammar.mayBe(form, stripScheme(parameter.value())))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return the query that the application sees: other parameters stay as they were
	 * sent.
	 * @return the query, or {@code null} if nothing remains
	 */
	@Nullable String withoutToken() {
		return without(this::isToken);
	}

	/**
	 * Return the query without anything that may be a token, damaged ones included.
	 * @return the query, or {@code null} if nothing remains
	 */
	@Nullable String withoutAnyToken() {
		return without((parameter) -> isToken(parameter) || isCommonName(parameter) || parameter.raw().contains("eyJ")
				|| parameter.name().contains("eyJ") || parameter.value().contains("eyJ"));
	}

	private @Nullable String without(Predicate<QueryParameter> token) {
		StringBuilder query = new StringBuilder();
		boolean first = true;
		for (QueryParameter parameter : this.parameters) {
			if (!token.test(parameter)) {
				query.append(first ? "" : "&").append(parameter.raw());
				first = false;
			}
		}
		return first ? null : query.toString();
	}

	private static boolean isCommonName(QueryParameter parameter) {
		return COMMON_NAMES.contains(parameter.name().toLowerCase(Locale.ROOT));
	}

	private static String stripScheme(String value) {
		return (value.regionMatches(true, 0, "Bearer ", 0, 7) ? value.substring(7) : value).strip();
	}

}
