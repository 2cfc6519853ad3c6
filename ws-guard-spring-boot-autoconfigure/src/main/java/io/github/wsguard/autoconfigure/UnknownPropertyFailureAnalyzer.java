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

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains a property that does not exist and names the one that was probably meant. Its
 * value is not shown: a mistyped name may hold a secret.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownPropertyFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(WsGuardProperties.PREFIX);

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
		List<ConfigurationProperty> unknown = cause.getUnboundProperties()
			.stream()
			.filter((property) -> PREFIX.isAncestorOf(property.getName()) && !isFurtherElement(property.getName()))
			.toList();
		return unknown.isEmpty() ? null : new FailureAnalysis(description(unknown), action(unknown), cause);
	}

	private static boolean isFurtherElement(ConfigurationPropertyName name) {
		return name.isLastElementIndexed() && name.isNumericIndex(name.getNumberOfElements() - 1)
				&& !"0".equals(name.getLastElement(Form.ORIGINAL));
	}

	private static String description(List<ConfigurationProperty> unknown) {
		return unknown.stream()
			.map((property) -> "There is no property '%s'%s.".formatted(property.getName(), origin(property)))
			.collect(Collectors.joining(System.lineSeparator()));
	}

	private static String origin(ConfigurationProperty property) {
		return (property.getOrigin() != null) ? " (set in " + property.getOrigin() + ")" : "";
	}

	private static String action(List<ConfigurationProperty> unknown) {
		KnownProperties known = KnownProperties.read();
		return unknown.stream()
			.map((property) -> "Write '%s' instead of '%s', or remove it."
				.formatted(known.nearestTo(property.getName()), property.getName()))
			.collect(Collectors.joining(System.lineSeparator()));
	}

}
