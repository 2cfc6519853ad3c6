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

package io.github.wsguard.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializerBeans;

/**
 * The filters as Spring Boot declares them to a container that does not tell its own
 * order. Filters that code of the application registers with the container are missing.
 */
final class DeclaredFilters implements ContainerFilters {

	private final ListableBeanFactory beans;

	DeclaredFilters(ListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public List<ContainerFilter> inFrontOf(String path) {
		List<AbstractFilterRegistrationBean<?>> registrations = new ArrayList<>();
		new ServletContextInitializerBeans(this.beans).forEach((initializer) -> {
			if (initializer instanceof AbstractFilterRegistrationBean<?> registration && registration.isEnabled()
					&& registration.determineDispatcherTypes().contains(DispatcherType.REQUEST)
					&& isMapped(registration, path)) {
				registrations.add(registration);
			}
		});
		return Stream
			.concat(registrations.stream().filter((registration) -> !registration.isMatchAfter()),
					registrations.stream().filter(AbstractFilterRegistrationBean::isMatchAfter))
			.map(DeclaredFilters::describe)
			.toList();
	}

	private static boolean isMapped(AbstractFilterRegistrationBean<?> registration, String path) {
		return registration.getUrlPatterns().isEmpty()
				|| registration.getUrlPatterns().stream().anyMatch((pattern) -> matches(pattern, path));
	}

	private static boolean matches(String pattern, String path) {
		if (pattern.endsWith("/*")) {
			String prefix = pattern.substring(0, pattern.length() - 2);
			return path.equals(prefix) || path.startsWith(prefix + "/");
		}
		return pattern.startsWith("*.") ? path.endsWith(pattern.substring(1)) : pattern.equals(path);
	}

	private static ContainerFilter describe(AbstractFilterRegistrationBean<?> registration) {
		Filter filter = registration.getFilter();
		String type = (filter != null) ? filter.getClass().getName() : "";
		return new ContainerFilter(registration.getFilterName(), type, filter,
				registration.getUrlPatterns().isEmpty() ? "/*" : String.join(", ", registration.getUrlPatterns()),
				registration.isAsyncSupported());
	}

}
