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
import java.util.Locale;
import java.util.Map;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

import io.github.wsguard.origin.HostCheck;

/**
 * Judges the properties at start-up: what cannot work is refused before the first
 * handshake finds out.
 */
final class PropertiesValidation {

	private final WsGuardProperties properties;

	private final Environment environment;

	PropertiesValidation(WsGuardProperties properties, Environment environment) {
		this.properties = properties;
		this.environment = environment;
	}

	/**
	 * Judge all properties.
	 * @throws InvalidPropertyException if one of them cannot work
	 */
	void validate() {
		systemPropertiesAreKnown();
		new ProxyValidation(this.properties, this.environment).validate();
		hostsAreNamed();
		new JwtValidation(this.properties.jwt()).validate();
		new ConnectionValidation(this.properties).validate();
		defaultPolicyWorks();
		this.properties.endpoints().forEach(this::endpointWorks);
		pathsDiffer();
		new StompValidation(this.properties.stomp(), this.environment).validate();
	}

	/*
	 * Binding fails for unknown names in all sources but the system properties and
	 * environment variables. Nobody but the user sets the former; the latter may name
	 * services of that name.
	 */
	private void systemPropertiesAreKnown() {
		if (this.environment instanceof ConfigurableEnvironment configurable && configurable.getPropertySources()
			.get(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME) instanceof EnumerablePropertySource<?> source) {
			KnownProperties known = KnownProperties.read();
			for (String name : source.getPropertyNames()) {
				requireKnown(ConfigurationPropertyName.adapt(name, '.'), known);
			}
		}
	}

	private static void requireKnown(ConfigurationPropertyName name, KnownProperties known) {
		if (ConfigurationPropertyName.of(WsGuardProperties.PREFIX).isAncestorOf(name) && !known.contains(name)) {
			throw new InvalidPropertyException(name.toString(), "there is no property of that name",
					"Write '%s' instead of '%s', or remove it.".formatted(known.nearestTo(name), name));
		}
	}

	private void hostsAreNamed() {
		PropertyName allowed = PropertyName.ROOT.property("hosts.allowed");
		List<String> hosts = this.properties.hosts().allowed();
		allowed.requireEntries(hosts, "any host is accepted then", "api.example.com");
		if (hosts != null) {
			allowed.make(() -> new HostCheck(hosts), "Write hosts as in api.example.com or api.example.com:8443.");
		}
	}

	private void defaultPolicyWorks() {
		PropertyName.ROOT.property("network.allowed")
			.requireEntries(this.properties.network().allowed(), "any client is accepted then", "10.0.0.0/8");
		PropertyName.ROOT.property("origin.allow-any")
			.require(!this.properties.origin().allowAny() || this.properties.origin().allowed().isEmpty(),
					"it contradicts 'ws-guard.origin.allowed', which lists origins",
					"Remove 'ws-guard.origin.allow-any' to accept only the listed origins.");
		new PolicyValidation(PropertyName.ROOT, ResolvedPolicy.defaultOf(this.properties), this.properties.jwt())
			.validate();
	}

	private void endpointWorks(String name, EndpointProperties endpoint) {
		PropertyName require = PropertyName.ROOT.property("endpoints").named(name).property("require");
		require.require(!this.environment.containsProperty(require.value()), "it is set but empty",
				"Add what is demanded, such as '%s: chat:read', or remove it.".formatted(require.property("scopes")));
		new EndpointValidation(name, endpoint, this.properties).validate();
	}

	private void pathsDiffer() {
		Map<String, String> names = new HashMap<>();
		this.properties.endpoints().forEach((name, endpoint) -> {
			String other = names.putIfAbsent(matched(String.valueOf(endpoint.path())), name);
			PropertyName.ROOT.property("endpoints")
				.named(name)
				.property("path")
				.require(other == null, "endpoint '%s' has the same path".formatted(other),
						"Give each endpoint a path of its own, such as /ws/%s, or merge the two.".formatted(name));
		});
	}

	/*
	 * Neither case nor a trailing slash tells two paths of the guard apart, but for the
	 * case of a regular expression.
	 */
	private static String matched(String path) {
		String pattern = PathVariables.withoutNames(PathVariables.withoutTrailingSlash(path));
		return (pattern.indexOf(':') < 0) ? pattern.toLowerCase(Locale.ROOT) : pattern;
	}

}
