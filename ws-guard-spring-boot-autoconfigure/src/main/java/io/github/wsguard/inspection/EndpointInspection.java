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

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.support.AopUtils;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
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
 * One endpoint and what can be asked about the way to it.
 */
public final class EndpointInspection {

	private static final Logger logger = LoggerFactory.getLogger(EndpointInspection.class);

	private static final String SOCKJS_WEBSOCKET = "/websocket";

	private final RegisteredEndpoint endpoint;

	private final String path;

	private final List<ContainerFilter> filters;

	private final Place place;

	private final SecurityInspector security;

	EndpointInspection(RegisteredEndpoint endpoint, String path, List<ContainerFilter> filters, Place place,
			SecurityInspector security) {
		this.endpoint = endpoint;
		this.path = path;
		this.filters = filters;
		this.place = place;
		this.security = security;
	}

	/**
	 * Return the path of a handshake at an endpoint, or an empty one if none can be made
	 * up.
	 */
	static String path(RegisteredEndpoint endpoint) {
		String pattern = endpoint.endpoint().pattern();
		if (endpoint.endpoint().sockJs() && pattern.endsWith("/**")) {
			return SamplePath.of(pattern.substring(0, pattern.length() - 3))
				.map((base) -> base + SOCKJS_WEBSOCKET)
				.orElse("");
		}
		return SamplePath.of(pattern).orElse("");
	}

	/**
	 * Return the endpoint that is inspected.
	 * @return the endpoint
	 */
	public RegisteredEndpoint endpoint() {
		return this.endpoint;
	}

	/**
	 * Return the servlet filters that a handshake meets.
	 * @return the filters, in order; none if the pattern of the endpoint allows no path
	 * to be made up
	 */
	public List<ContainerFilter> filters() {
		return this.filters;
	}

	/**
	 * Return what Spring Security would do with a handshake.
	 * @param authorities the authorities that a principal of the guard would have
	 * @return the verdict, empty if no chain of Spring Security matches
	 */
	public Optional<SecurityVerdict> handshake(Collection<String> authorities) {
		return examine(HandshakeProbe.handshake(this.place, this.path), authorities);
	}

	/**
	 * Return what Spring Security would do with a request of a SockJS client.
	 * @param method the method
	 * @param suffix the part of the path behind the endpoint
	 * @return the verdict, empty if no chain of Spring Security matches
	 */
	public Optional<SecurityVerdict> sockJs(String method, String suffix) {
		String base = this.path.endsWith(SOCKJS_WEBSOCKET)
				? this.path.substring(0, this.path.length() - SOCKJS_WEBSOCKET.length()) : this.path;
		return examine(HandshakeProbe.plain(this.place, method, base + suffix), List.of());
	}

	private Optional<SecurityVerdict> examine(HandshakeProbe probe, Collection<String> authorities) {
		return this.filters.stream()
			.flatMap((filter) -> this.security.examine(filter, probe, authorities).stream())
			.findFirst();
	}

	/**
	 * Return who refuses a handshake for its origin before it reaches the endpoint.
	 * @param origin the origin of the page
	 * @return the name of a filter or handler mapping, empty if none refuses
	 */
	public Optional<String> corsRefusal(String origin) {
		HandshakeProbe probe = HandshakeProbe.handshake(this.place, this.path).with("Origin", origin);
		return this.filters.stream()
			.filter((filter) -> corsFilters(filter, probe).anyMatch((cors) -> !passes(cors, probe)))
			.map(ContainerFilter::name)
			.findFirst()
			.or(() -> mappingRefuses(probe, origin) ? Optional.of("the handler mapping") : Optional.empty());
	}

	private Stream<CorsFilter> corsFilters(ContainerFilter filter, HandshakeProbe probe) {
		Stream<Filter> itself = Stream.ofNullable(filter.filter());
		return Stream.concat(itself, this.security.filters(filter, probe).stream())
			.filter(CorsFilter.class::isInstance)
			.map(CorsFilter.class::cast);
	}

	private static boolean passes(CorsFilter filter, HandshakeProbe probe) {
		AtomicBoolean passed = new AtomicBoolean();
		try {
			filter.doFilter(probe.request(), probe.response(), (request, response) -> passed.set(true));
			return passed.get();
		}
		catch (IOException | ServletException | RuntimeException ex) {
			logger.debug("A CORS filter cannot be asked", ex);
			return true;
		}
	}

	private boolean mappingRefuses(HandshakeProbe probe, String origin) {
		HttpServletRequest request = probe.request();
		return interceptors(request).stream()
			.filter(CorsConfigurationSource.class::isInstance)
			.map((source) -> ((CorsConfigurationSource) source).getCorsConfiguration(request))
			.anyMatch((configuration) -> refuses(configuration, origin));
	}

	private static boolean refuses(@Nullable CorsConfiguration configuration, String origin) {
		return configuration != null && configuration.checkOrigin(origin) == null;
	}

	/**
	 * Return the whole way.
	 * @return the way as it is now
	 */
	public HandshakeRoute route() {
		List<Station> stations = new ArrayList<>();
		HandshakeProbe probe = HandshakeProbe.handshake(this.place, this.path);
		this.filters.forEach((filter) -> {
			boolean guard = isGuard(filter);
			stations.add(new Station(Kind.FILTER, filter.name(), filter.type(), guard, filter.patterns()));
			stations.addAll(this.security.stations(filter, probe));
		});
		interceptors(probe.request()).forEach((interceptor) -> stations
			.add(Station.of(Kind.HANDLER_INTERCEPTOR, interceptor, interceptor instanceof SockJsRequestGate)));
		for (HandshakeInterceptor interceptor : this.endpoint.interceptors()) {
			stations.add(Station.of(Kind.HANDSHAKE_INTERCEPTOR, interceptor, RegisteredEndpoint.isGuard(interceptor)));
		}
		addHandlers(stations);
		return new HandshakeRoute(this.endpoint.endpoint().pattern(), protocol(),
				this.endpoint.endpoint().policy().name(), this.path, stations);
	}

	/**
	 * Return whether a filter is the guard's.
	 * @param filter one of the filters
	 * @return whether it belongs to ws-guard
	 */
	public static boolean isGuard(ContainerFilter filter) {
		return filter.type().equals(GuardFilter.class.getName());
	}

	private Protocol protocol() {
		if (this.endpoint.jakarta()) {
			return Protocol.JAKARTA;
		}
		return this.endpoint.endpoint().sockJs() ? Protocol.SOCKJS : Protocol.WEBSOCKET;
	}

	private List<HandlerInterceptor> interceptors(HttpServletRequest request) {
		if (this.endpoint.mapping() == null || this.path.isEmpty()) {
			return List.of();
		}
		try {
			ServletRequestPathUtils.parseAndCache(request);
			HandlerExecutionChain chain = this.endpoint.mapping().getHandler(request);
			return (chain != null) ? chain.getInterceptorList().stream().map(EndpointInspection::unwrap).toList()
					: List.of();
		}
		// What a mapping declares. One that cannot be asked shows no interceptors, and
		// must not keep the application from starting
		catch (Exception ex) {
			logger.debug("The interceptors in front of {} cannot be told", this.path, ex);
			return List.of();
		}
	}

	private static HandlerInterceptor unwrap(HandlerInterceptor interceptor) {
		return (interceptor instanceof MappedInterceptor mapped) ? mapped.getInterceptor() : interceptor;
	}

	private void addHandlers(List<Station> stations) {
		if (this.endpoint.handler() instanceof WebSocketHttpRequestHandler webSocket) {
			stations.add(Station.of(Kind.HANDSHAKE_HANDLER, webSocket.getHandshakeHandler(), false));
			stations.add(webSocketHandler(WebSocketHandlerDecorator.unwrap(webSocket.getWebSocketHandler())));
		}
		else if (this.endpoint.handler() instanceof SockJsHttpRequestHandler sockJs) {
			stations.add(Station.of(Kind.HANDSHAKE_HANDLER, sockJs.getSockJsService(), false));
			stations.add(webSocketHandler(WebSocketHandlerDecorator.unwrap(sockJs.getWebSocketHandler())));
		}
		else if (this.endpoint.handler() instanceof Class<?> type) {
			stations.add(webSocketHandler(type));
		}
	}

	private static Station webSocketHandler(Object handler) {
		return webSocketHandler(AopUtils.getTargetClass(handler));
	}

	private static Station webSocketHandler(Class<?> type) {
		return new Station(Kind.WEBSOCKET_HANDLER, type.getSimpleName(), type.getName(), false, "");
	}

}
