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

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

/**
 * Explains a value that is not of the type of its property.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnusableValueFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(WsGuardProperties.PREFIX);

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		if (!PREFIX.isAncestorOf(cause.getName())
				|| findCause(cause, UnboundConfigurationPropertiesException.class) != null) {
			return null;
		}
		ResolvableType type = cause.getTarget().getType();
		return new FailureAnalysis("The property '%s'%s cannot work: %s.".formatted(cause.getName(),
				origin(cause.getProperty()), problem(cause, type)), remedy(cause.getName(), type), cause);
	}

	private static String origin(@Nullable ConfigurationProperty property) {
		return (property != null && property.getOrigin() != null) ? " (set in " + property.getOrigin() + ")" : "";
	}

	private static String problem(BindException cause, ResolvableType type) {
		if (isGroup(type)) {
			return "it is a group of properties and has no value of its own";
		}
		ConfigurationProperty property = cause.getProperty();
		if (property == null) {
			return "it cannot be read";
		}
		return "'%s' is not %s".formatted(property.getValue(), expectation(type));
	}

	private static String remedy(ConfigurationPropertyName name, ResolvableType type) {
		if (isGroup(type)) {
			return "Set one of its properties, such as '%s'.".formatted(KnownProperties.read().firstBelow(name));
		}
		return "Set '%s' to %s.".formatted(name, expectation(type));
	}

	private static boolean isGroup(ResolvableType type) {
		return type.toClass().isRecord() || Map.class.isAssignableFrom(type.toClass());
	}

	private static String expectation(ResolvableType type) {
		Class<?> element = (!ResolvableType.NONE.equals(type.asCollection()))
				? type.asCollection().getGeneric().toClass() : type.toClass();
		if (element.isEnum()) {
			return "one of " + constants(element);
		}
		if (element == boolean.class || element == Boolean.class) {
			return "true or false";
		}
		if (element == Duration.class) {
			return "a duration such as 30s or 15m";
		}
		if (element == DataSize.class) {
			return "a size such as 8KB";
		}
		return "a " + element.getSimpleName().toLowerCase(Locale.ROOT);
	}

	private static String constants(Class<?> type) {
		return Arrays.stream(type.getEnumConstants())
			.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.collect(Collectors.joining(", "));
	}

}
