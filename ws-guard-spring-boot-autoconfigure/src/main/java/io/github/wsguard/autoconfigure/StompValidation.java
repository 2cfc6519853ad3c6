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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.springframework.core.env.Environment;

import io.github.wsguard.authorization.Requirement;
import io.github.wsguard.stomp.DestinationAction;
import io.github.wsguard.stomp.DestinationPattern;

/**
 * Judges the rules about STOMP destinations.
 */
final class StompValidation {

	private static final PropertyName DESTINATIONS = PropertyName.ROOT.property("stomp.destinations");

	private final StompProperties properties;

	private final Environment environment;

	private final Map<DestinationPattern, Map<DestinationAction, String>> rules = new HashMap<>();

	StompValidation(StompProperties properties, Environment environment) {
		this.properties = properties;
		this.environment = environment;
	}

	/**
	 * Judge the rules.
	 * @throws InvalidPropertyException if one of them cannot work
	 */
	void validate() {
		this.properties.destinations().forEach(this::ruleWorks);
	}

	private void ruleWorks(String name, StompProperties.Destination destination) {
		PropertyName scope = DESTINATIONS.named(name);
		DestinationPattern pattern = pattern(scope.property("pattern"), destination);
		scope.property("actions").requireEntries(destination.actions(), "clients may send and subscribe then", "send");
		wildcardsAreForSubscribers(scope, destination);
		requirementsAreNotEmpty(scope.property("require"), destination.require());
		requirementsCanBeMet(scope.property("require"), destination.require(), pattern);
		rulesDiffer(name, pattern, destination.actions());
	}

	private static DestinationPattern pattern(PropertyName name, StompProperties.Destination destination) {
		String remedy = "Set '%s' to destinations such as /topic/news, /topic/room/{room} or /app/**.".formatted(name);
		String pattern = destination.pattern();
		if (pattern == null) {
			throw name.cannotWork("it is missing, so the rule would be about nothing", remedy);
		}
		return name.make(() -> DestinationPattern.parse(pattern), remedy);
	}

	private static void wildcardsAreForSubscribers(PropertyName scope, StompProperties.Destination destination) {
		PropertyName wildcards = scope.property("wildcards");
		wildcards.require(!destination.wildcards() || destination.actions().contains(DestinationAction.SUBSCRIBE),
				"clients may not subscribe",
				"Add subscribe to '%s', or remove '%s'.".formatted(scope.property("actions"), wildcards));
	}

	private void requirementsAreNotEmpty(PropertyName name, StompProperties.Require require) {
		name.require(!this.environment.containsProperty(name.value()), "it is set but empty",
				"Add what is demanded, such as '%s: chat:read', or remove it.".formatted(name.property("scopes")));
		name.property("scopes").requireEntries(require.scopes(), "none is demanded then", "chat:read");
		name.property("authorities").requireEntries(require.authorities(), "none is demanded then", "ROLE_CHAT");
		name.property("claims")
			.requireEntries((require.claims() != null) ? require.claims().keySet() : null, "none is demanded then",
					"room: \"{room}\"");
	}

	private static void requirementsCanBeMet(PropertyName name, StompProperties.Require require,
			DestinationPattern pattern) {
		List<String> scopes = Objects.requireNonNullElse(require.scopes(), List.of());
		name.property("scopes")
			.make(() -> new Requirement(scopes, List.of(), Map.of(), false), "Write scopes such as chat:read.");
		List<String> authorities = Objects.requireNonNullElse(require.authorities(), List.of());
		name.property("authorities")
			.make(() -> new Requirement(List.of(), authorities, Map.of(), false),
					"Write authorities such as ROLE_CHAT.");
		Map<String, String> claims = Objects.requireNonNullElse(require.claims(), Map.of());
		claims.forEach((claim, value) -> claimIsFoundInPattern(name.property("claims").named(claim),
				Map.of(claim, value), pattern));
	}

	private static void claimIsFoundInPattern(PropertyName name, Map<String, String> claim,
			DestinationPattern pattern) {
		Requirement requirement = name.make(() -> new Requirement(List.of(), List.of(), claim, false),
				"Write a value such as acme, or a variable of the pattern such as {room}.");
		Set<String> known = pattern.variables();
		for (String variable : requirement.variables()) {
			name.require(known.contains(variable),
					"it refers to {%s}, and the pattern has no such variable".formatted(variable),
					"Use a variable of the pattern, as in /topic/room/{%s}.".formatted(variable));
		}
	}

	private void rulesDiffer(String name, DestinationPattern pattern, List<DestinationAction> actions) {
		Map<DestinationAction, String> names = this.rules.computeIfAbsent(pattern, (key) -> new HashMap<>());
		for (DestinationAction action : Set.copyOf(actions)) {
			String other = names.putIfAbsent(action, name);
			DESTINATIONS.named(name)
				.property("pattern")
				.require(other == null, "rule '%s' is about the same destinations and actions".formatted(other),
						"Give each rule a pattern or actions of its own, or merge the two.");
		}
	}

}
