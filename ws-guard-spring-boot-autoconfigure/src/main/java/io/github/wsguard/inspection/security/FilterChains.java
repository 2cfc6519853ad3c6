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

package io.github.wsguard.inspection.security;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.debug.DebugFilter;
import org.springframework.web.filter.DelegatingFilterProxy;

import io.github.wsguard.inspection.ContainerFilter;
import io.github.wsguard.inspection.HandshakeProbe;
import io.github.wsguard.inspection.SecurityInspector;
import io.github.wsguard.inspection.SecurityVerdict;
import io.github.wsguard.inspection.Station;
import io.github.wsguard.inspection.Station.Kind;

/**
 * Finds the chain of Spring Security that a handshake meets. A chain that matches by
 * something else than path and method may be missed.
 */
public final class FilterChains implements SecurityInspector {

	private static final Logger logger = LoggerFactory.getLogger(FilterChains.class);

	private final ApplicationContext context;

	/**
	 * Create an inspector.
	 * @param context the application
	 */
	public FilterChains(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public List<Station> stations(ContainerFilter filter, HandshakeProbe probe) {
		return chain(filter, probe.request()).map(this::stations).orElse(List.of());
	}

	private List<Station> stations(SecurityFilterChain chain) {
		Station itself = new Station(Kind.SECURITY_CHAIN, name(chain), chain.getClass().getName(), false,
				matcher(chain));
		return Stream
			.concat(Stream.of(itself),
					chain.getFilters().stream().map((filter) -> Station.of(Kind.SECURITY_FILTER, filter, false)))
			.toList();
	}

	@Override
	public Optional<SecurityVerdict> examine(ContainerFilter filter, HandshakeProbe probe,
			Collection<String> authorities) {
		return chain(filter, probe.request())
			.map((chain) -> new ChainExamination(name(chain), chain.getFilters(), probe, holder(), authorities)
				.verdict());
	}

	@Override
	public List<Filter> filters(ContainerFilter filter, HandshakeProbe probe) {
		return chain(filter, probe.request()).map(SecurityFilterChain::getFilters).orElse(List.of());
	}

	private SecurityContextHolderStrategy holder() {
		return this.context.getBeanProvider(SecurityContextHolderStrategy.class)
			.getIfUnique(SecurityContextHolder::getContextHolderStrategy);
	}

	private Optional<SecurityFilterChain> chain(ContainerFilter filter, HttpServletRequest request) {
		FilterChainProxy proxy = proxy(filter.name(), filter.filter());
		if (proxy == null) {
			return Optional.empty();
		}
		try {
			return proxy.getFilterChains().stream().filter((chain) -> chain.matches(request)).findFirst();
		}
		catch (RuntimeException ex) {
			logger.debug("The chain that a handshake meets cannot be told", ex);
			return Optional.empty();
		}
	}

	private @Nullable FilterChainProxy proxy(String name, @Nullable Filter filter) {
		if (filter instanceof DelegatingFilterProxy) {
			return this.context.containsBean(name) ? proxy(name, this.context.getBean(name, Filter.class)) : null;
		}
		if (filter instanceof DebugFilter debug) {
			return debug.getFilterChainProxy();
		}
		return (filter instanceof FilterChainProxy proxy) ? proxy : null;
	}

	@SuppressWarnings("ReferenceEquality") // chains have no equality of their own
	private String name(SecurityFilterChain chain) {
		return this.context.getBeansOfType(SecurityFilterChain.class, false, false)
			.entrySet()
			.stream()
			.filter((bean) -> bean.getValue() == chain)
			.map(Map.Entry::getKey)
			.findFirst()
			.orElseGet(() -> chain.getClass().getSimpleName());
	}

	private static String matcher(SecurityFilterChain chain) {
		return (chain instanceof DefaultSecurityFilterChain known) ? known.getRequestMatcher().toString() : "";
	}

}
