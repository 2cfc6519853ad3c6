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

package io.github.wsguard.authorization;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an endpoint requires of its clients.
 *
 * @param scopes the scopes, all of which must be granted
 * @param authorities the authorities, prefix included, any of which must be granted; none
 * if it does not matter
 * @param claims the values that claims must have, by claim name; <code>{room}</code> in a
 * value stands for the path variable {@code room}
 * @param authenticated whether the application's own login must stand where there is no
 * token
 */
public record Requirement(List<String> scopes, List<String> authorities, Map<String, String> claims,
		boolean authenticated) {

	/**
	 * Create a requirement.
	 * @param scopes the scopes, all of which must be granted
	 * @param authorities the authorities, any of which must be granted
	 * @param claims the values that claims must have
	 * @param authenticated whether a login must stand where there is no token
	 * @throws IllegalArgumentException if a part of it can never be met, with a message
	 * that says why
	 */
	public Requirement {
		scopes = List.copyOf(scopes);
		authorities = List.copyOf(authorities);
		claims = Map.copyOf(claims);
		for (String scope : scopes) {
			if (scope.isEmpty() || scope.chars().anyMatch((character) -> character <= ' ' || character >= 0x7f)) {
				throw new IllegalArgumentException("'" + scope
						+ "' is not a scope: it is empty or holds white space. Write one entry for each scope");
			}
		}
		for (String authority : authorities) {
			if (authority.isBlank()) {
				throw new IllegalArgumentException("An authority is blank");
			}
		}
		claims.forEach((claim, value) -> {
			if (claim.isBlank()) {
				throw new IllegalArgumentException("The name of a claim is blank");
			}
			ClaimTemplate.parse(value);
		});
	}

	/**
	 * Return whether nothing is required.
	 * @return {@code true} if any client may use the endpoint
	 */
	public boolean isEmpty() {
		return this.scopes.isEmpty() && this.authorities.isEmpty() && this.claims.isEmpty() && !this.authenticated;
	}

	/**
	 * Return the path variables that the values of claims refer to.
	 * @return the names, which the path pattern of the endpoint must have
	 */
	public Set<String> variables() {
		Set<String> variables = new TreeSet<>();
		this.claims.values().forEach((value) -> variables.addAll(ClaimTemplate.parse(value).variables()));
		return variables;
	}

}
