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

import java.util.function.Predicate;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;

/**
 * Tells from which property an endpoint has a value: its own, the inherited one, or none.
 */
final class PropertySources {

	private static final String DEFAULT = "default";

	private final Predicate<PropertyName> set;

	PropertySources(Environment environment) {
		Iterable<ConfigurationPropertySource> sources = ConfigurationPropertySources.get(environment);
		this.set = (name) -> isSet(sources, ConfigurationPropertyName.adapt(name.value(), '.'));
	}

	private static boolean isSet(Iterable<ConfigurationPropertySource> sources, ConfigurationPropertyName name) {
		for (ConfigurationPropertySource source : sources) {
			if (source.getConfigurationProperty(name) != null
					|| source.getConfigurationProperty(name.append("[0]")) != null
					|| source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return where a value comes from.
	 * @param candidates the properties that may hold it, the one that wins first
	 * @return the full name of the property, or {@code default}
	 */
	String of(PropertyName... candidates) {
		for (PropertyName candidate : candidates) {
			if (this.set.test(candidate)) {
				return candidate.value();
			}
		}
		return DEFAULT;
	}

}
