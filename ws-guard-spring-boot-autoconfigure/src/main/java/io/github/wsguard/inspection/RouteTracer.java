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
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.support.AopUtils;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;
import org.springframework.web.util.ServletRequestPathUtils;

import io.github.wsguard.inspection.HandshakeProbe.Place;
import io.github.wsguard.inspection.HandshakeRoute.Protocol;
import io.github.wsguard.inspection.Station.Kind;
import io.github.wsguard.servlet.GuardFilter;
import io.github.wsguard.servlet.RegisteredEndpoint;
import io.github.wsguard.servlet.SockJsRequestGate;

/**
 * Follows handshakes that nobody sent through the application.
 */
public final class RouteTracer implements HandshakeRoutes {

	private static final Logger logger = LoggerFactory.getLogger(RouteTracer.class);

	private final Supplier<List<RegisteredEndpoint>> endpoints;

	private final Supplier<ContainerFilters> filters;

	private final SecurityStations security;

	private final Supplier<Place> place;

	/**
	 * Create a tracer.
	 * @param endpoints the endpoints to lead to
	 * @param filters the servlet filters
	 * @param security shows what is within the filter of Spring Security
	 * @param place where the application is
	 */
	public RouteTracer(Supplier<List<RegisteredEndpoint>> endpoints, Supplier<ContainerFilters> filters,
			SecurityStations security, Supplier<Place> place) {
		this.endpoints = endpoints;
		this.filters = filters;
		this.security = security;
		this.place = place;
	}

	@Override
	public List<HandshakeRoute> all() {
		return this.endpoints.get().stream().map(this::trace).toList();
	}

	private HandshakeRoute trace(RegisteredEndpoint endpoint) {
		String path = path(endpoint);
		List<Station> stations = new ArrayList<>();
		if (!path.isEmpty()) {
			HandshakeProbe probe = HandshakeProbe.handshake(this.place.get(), path);
			this.filters.get().inFrontOf(path).forEach((filter) -> addFilter(filter, probe, stations));
			addHandlerInterceptors(endpoint, probe.request(), stations);
		}
		for (HandshakeInterceptor interceptor : endpoint.interceptors()) {
			stations.add(Station.of(Kind.HANDSHAKE_INTERCEPTOR, interceptor, RegisteredEndpoint.isGuard(interceptor)));
		}
		if (endpoint.handler() != null) {
			addHandlers(endpoint.handler(), stations);
		}
		return new HandshakeRoute(endpoint.endpoint().pattern(), protocol(endpoint),
				endpoint.endpoint().policy().name(), path, stations);
	}

	/**
	 * Return the path of a handshake at an endpoint, or an empty one if none can be made
	 * up.
	 */
	static String path(RegisteredEndpoint endpoint) {
		String pattern = endpoint.endpoint().pattern();
		if (endpoint.endpoint().sockJs() && pattern.endsWith("/**")) {
			return SamplePath.of(pattern.substring(0, pattern.length() - 3))
				.map((base) -> base + "/websocket")
				.orElse("");
		}
		return SamplePath.of(pattern).orElse("");
	}

	private static Protocol protocol(RegisteredEndpoint endpoint) {
		if (endpoint.jakarta()) {
			return Protocol.JAKARTA;
		}
		return endpoint.endpoint().sockJs() ? Protocol.SOCKJS : Protocol.WEBSOCKET;
	}

	private void addFilter(ContainerFilter filter, HandshakeProbe probe, List<Station> stations) {
		boolean guard = filter.type().equals(GuardFilter.class.getName());
		stations.add(new Station(Kind.FILTER, filter.name(), filter.type(), guard, filter.patterns()));
		if (filter.filter() != null) {
			stations.addAll(this.security.within(filter.filter(), probe));
		}
	}

	private static void addHandlerInterceptors(RegisteredEndpoint endpoint, HttpServletRequest request,
			List<Station> stations) {
		HandlerExecutionChain chain = executionChain(endpoint, request);
		if (chain == null) {
			return;
		}
		for (HandlerInterceptor interceptor : chain.getInterceptorList()) {
			HandlerInterceptor actual = (interceptor instanceof MappedInterceptor mapped) ? mapped.getInterceptor()
					: interceptor;
			stations.add(Station.of(Kind.HANDLER_INTERCEPTOR, actual, actual instanceof SockJsRequestGate));
		}
	}

	private static @Nullable HandlerExecutionChain executionChain(RegisteredEndpoint endpoint,
			HttpServletRequest request) {
		if (endpoint.mapping() == null) {
			return null;
		}
		try {
			ServletRequestPathUtils.parseAndCache(request);
			return endpoint.mapping().getHandler(request);
		}
		catch (Exception ex) {
			logger.debug("The interceptors in front of {} cannot be told", endpoint.endpoint().pattern(), ex);
			return null;
		}
	}

	private static void addHandlers(Object handler, List<Station> stations) {
		if (handler instanceof WebSocketHttpRequestHandler webSocket) {
			stations.add(Station.of(Kind.HANDSHAKE_HANDLER, webSocket.getHandshakeHandler(), false));
			stations.add(handlerStation(WebSocketHandlerDecorator.unwrap(webSocket.getWebSocketHandler())));
		}
		else if (handler instanceof SockJsHttpRequestHandler sockJs) {
			stations.add(Station.of(Kind.HANDSHAKE_HANDLER, sockJs.getSockJsService(), false));
			stations.add(handlerStation(WebSocketHandlerDecorator.unwrap(sockJs.getWebSocketHandler())));
		}
	}

	private static Station handlerStation(Object handler) {
		Class<?> type = AopUtils.getTargetClass(handler);
		return new Station(Kind.WEBSOCKET_HANDLER, type.getSimpleName(), type.getName(), false, "");
	}

}
