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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.wsguard.findings.Finding;
import io.github.wsguard.inspection.ContainerFilter;
import io.github.wsguard.inspection.EndpointInspection;

/**
 * What servlet filters do to handshakes: those that run before the guard, and those that
 * SockJS does not survive. A filter that wraps responses cannot be told from one that
 * does not, and Spring's own {@code ShallowEtagHeaderFilter} does no harm. Nothing here
 * is an error: even without the guard's filter most endpoints refuse, and whoever
 * disabled it did so by name.
 */
final class FilterFindings {

	private static final String SPRING = "org.springframework.";

	private static final String SECURITY_FILTER_CHAIN = "springSecurityFilterChain";

	private FilterFindings() {
	}

	static List<Finding> about(EndpointInspection inspection) {
		List<ContainerFilter> filters = inspection.filters();
		String place = inspection.endpoint().endpoint().pattern();
		List<Finding> findings = new ArrayList<>();
		if (filters.isEmpty()) {
			return findings;
		}
		if (filters.stream().noneMatch(EndpointInspection::isGuard)) {
			findings.add(Finding.warning("GUARD_FILTER_MISSING", place,
					"The filter of ws-guard is not in the way of handshakes"
							+ (inspection.endpoint().jakarta() ? ", so that nothing guards this endpoint" : ""),
					"Do not disable the bean 'wsGuardFilter', nor change its URL patterns"));
		}
		else {
			filters.stream()
				.takeWhile((filter) -> !EndpointInspection.isGuard(filter))
				.flatMap((filter) -> ahead(filter, place))
				.forEach(findings::add);
		}
		for (ContainerFilter filter : filters) {
			if (inspection.endpoint().endpoint().sockJs() && !filter.asyncSupported()) {
				findings.add(Finding.warning("FILTER_WITHOUT_ASYNC", place,
						"The filter '" + filter.name() + "' does not support asynchronous requests, "
								+ "without which the HTTP transports of SockJS fail",
						"Set 'asyncSupported' where the filter is registered"));
			}
		}
		return findings;
	}

	private static Stream<Finding> ahead(ContainerFilter filter, String place) {
		if (filter.name().equals(SECURITY_FILTER_CHAIN)) {
			return Stream.of(Finding.warning("SECURITY_AHEAD_OF_GUARD", place,
					"Spring Security answers before the guard has looked, and knows no principal of the guard",
					"Remove 'spring.security.filter.order', or set it above " + WsGuardAutoConfiguration.FILTER_ORDER));
		}
		if (filter.type().startsWith(SPRING)) {
			return Stream.empty();
		}
		return Stream.of(Finding.warning("FILTER_AHEAD_OF_GUARD", place,
				"The filter '" + filter.name() + "' runs before the guard has looked", "Give the filter an order above "
						+ WsGuardAutoConfiguration.FILTER_ORDER + ", unless it has to see what the guard refuses"));
	}

}
