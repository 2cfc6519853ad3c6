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

package io.github.wsguard.autoconfigure;

import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.wsguard.authorization.AuthorizationCheck;
import io.github.wsguard.authorization.Requirement;
import io.github.wsguard.connection.Identity;
import io.github.wsguard.stomp.DestinationPattern;
import io.github.wsguard.stomp.DestinationRule;
import io.github.wsguard.stomp.DestinationRules;

/**
 * Makes rules about destinations of properties, which are valid.
 */
final class DestinationRulesFactory {

	private final LoginAuthorities authorities;

	/**
	 * Create a factory.
	 * @param authorities tells the authorities of whoever logged in to the application
	 */
	DestinationRulesFactory(LoginAuthorities authorities) {
		this.authorities = authorities;
	}

	DestinationRules create(StompProperties properties) {
		List<DestinationRule> rules = properties.destinations().values().stream().map(this::rule).toList();
		return new DestinationRules(rules, properties.allowsUnmatched());
	}

	private DestinationRule rule(StompProperties.Destination destination) {
		return new DestinationRule(DestinationPattern.parse(String.valueOf(destination.pattern())),
				Set.copyOf(destination.actions()), destination.wildcards(), requirement(destination.require()));
	}

	private DestinationRule.Requirement requirement(StompProperties.Require require) {
		AuthorizationCheck check = new AuthorizationCheck(
				new Requirement(Objects.requireNonNullElse(require.scopes(), List.of()),
						Objects.requireNonNullElse(require.authorities(), List.of()),
						Objects.requireNonNullElse(require.claims(), Map.of()), false));
		return (identity, variables) -> check.evaluate(identity.token(), login(identity), variables);
	}

	private Collection<String> login(Identity identity) {
		Principal principal = identity.principal();
		return (identity.token() == null && principal != null) ? this.authorities.of(principal) : List.of();
	}

}
