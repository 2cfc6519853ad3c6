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

package io.github.wsguard.servlet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.PathContainer;
import org.springframework.util.ClassUtils;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.server.support.AbstractHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Finds the endpoints of the application in its handler mappings and among its beans, and
 * guards them.
 */
public final class EndpointDiscovery {

	private static final Logger logger = LoggerFactory.getLogger(EndpointDiscovery.class);

	private static final boolean JAKARTA_WEBSOCKET = ClassUtils.isPresent("jakarta.websocket.server.ServerEndpoint",
			EndpointDiscovery.class.getClassLoader());

	private final ApplicationContext context;

	private final MappedEndpoints endpoints;

	private final EndpointPolicies policies;

	private final GuardInstaller installer;

	private final Supplier<String> dispatcherPrefix;

	private volatile List<RegisteredEndpoint> registered = List.of();

	/**
	 * Create a discovery.
	 * @param context where to look
	 * @param endpoints where to note what was found
	 * @param policies tell whether an endpoint's own origin check gives way to the
	 * guard's
	 * @param guard decides at the endpoints
	 * @param naming names what endpoints refuse
	 * @param handover makes of a principal what the application shall see
	 * @param followed tells whether the sessions of a handler are guarded
	 * @param dispatcherPrefix the path in front of the patterns of handler mappings
	 */
	public EndpointDiscovery(ApplicationContext context, MappedEndpoints endpoints, EndpointPolicies policies,
			HandshakeGuard guard, RefusalNaming naming, PrincipalHandover handover,
			Predicate<WebSocketHandler> followed, Supplier<String> dispatcherPrefix) {
		this.context = context;
		this.endpoints = endpoints;
		this.policies = policies;
		this.installer = new GuardInstaller(guard, naming, handover, followed);
		this.dispatcherPrefix = dispatcherPrefix;
	}

	void guard(Object handler) {
		this.installer.install(handler);
	}

	/**
	 * Find and guard every endpoint, once all registrations are done.
	 * @return the endpoints that were found
	 */
	List<GuardedEndpoint> discover() {
		Map<MappedEndpoint, Object> handlers = new LinkedHashMap<>();
		Map<MappedEndpoint, HandlerMapping> mappings = new HashMap<>();
		BeanFactoryUtils.beansOfTypeIncludingAncestors(this.context, HandlerMapping.class, true, false)
			.values()
			.stream()
			.filter(AbstractUrlHandlerMapping.class::isInstance)
			.map(AbstractUrlHandlerMapping.class::cast)
			.forEach((mapping) -> {
				discover(mapping, handlers);
				handlers.keySet().forEach((endpoint) -> mappings.putIfAbsent(endpoint, mapping));
			});
		openOrigins(handlers);
		if (JAKARTA_WEBSOCKET) {
			handlers.putAll(new JakartaEndpoints(this.context).find());
		}
		this.endpoints.replaceAll(handlers.keySet());
		this.registered = this.endpoints.all()
			.stream()
			.map((endpoint) -> new RegisteredEndpoint(describe(endpoint),
					endpoint.type() == MappedEndpoint.Type.JAKARTA, mappings.get(endpoint),
					Objects.requireNonNull(handlers.get(endpoint))))
			.toList();
		return this.registered.stream().map(RegisteredEndpoint::endpoint).toList();
	}

	/**
	 * Return the endpoints that were found when the application started.
	 * @return the endpoints, the most specific first; none before the start
	 */
	public List<RegisteredEndpoint> registered() {
		return this.registered;
	}

	private GuardedEndpoint describe(MappedEndpoint endpoint) {
		List<String> origins = new ArrayList<>();
		CorsConfiguration registered = endpoint.registeredOrigins();
		if (registered != null && registered.getAllowedOrigins() != null) {
			origins.addAll(registered.getAllowedOrigins());
		}
		if (registered != null && registered.getAllowedOriginPatterns() != null) {
			origins.addAll(registered.getAllowedOriginPatterns());
		}
		return new GuardedEndpoint(endpoint.toString(), endpoint.isSockJs(), policy(endpoint.pattern()), origins);
	}

	private EndpointPolicy policy(PathPattern pattern) {
		PathContainer path = PathContainer.parsePath(pattern.getPatternString());
		PathContainer base = PathContainer.parsePath(pattern.getPatternString().replace("/**", ""));
		return this.policies.find(path, base);
	}

	private void discover(AbstractUrlHandlerMapping mapping, Map<MappedEndpoint, Object> found) {
		Map<String, Object> handlers = new LinkedHashMap<>(mapping.getHandlerMap());
		if (mapping instanceof SimpleUrlHandlerMapping simple) {
			simple.getUrlMap()
				.forEach((path, handler) -> handlers.putIfAbsent(path.startsWith("/") ? path : "/" + path, handler));
		}
		if (mapping.getRootHandler() != null) {
			handlers.putIfAbsent("/", mapping.getRootHandler());
		}
		PathPatternParser parser = (mapping.getPatternParser() != null) ? mapping.getPatternParser()
				: PathPatternParser.defaultInstance;
		handlers.forEach((path, handler) -> {
			Class<?> type = (handler instanceof String beanName) ? this.context.getType(beanName) : handler.getClass();
			if (type != null && isWebSocketHandler(type)) {
				Object instance = (handler instanceof String beanName) ? this.context.getBean(beanName) : handler;
				this.installer.install(instance);
				parse(parser, this.dispatcherPrefix.get() + path)
					.ifPresent((pattern) -> found.put(endpoint(pattern, instance), instance));
			}
		});
	}

	private static boolean isWebSocketHandler(Class<?> type) {
		return WebSocketHttpRequestHandler.class.isAssignableFrom(type)
				|| SockJsHttpRequestHandler.class.isAssignableFrom(type);
	}

	/**
	 * An Ant pattern may have no counterpart. Its endpoint is guarded all the same, by
	 * the policy of the path that is asked for.
	 */
	private static Optional<PathPattern> parse(PathPatternParser parser, String path) {
		try {
			return Optional.of(parser.parse(path));
		}
		catch (PatternParseException ex) {
			logger.warn("The mapping '{}' cannot be shown in reports: {}", path, ex.getMessage());
			return Optional.empty();
		}
	}

	private MappedEndpoint endpoint(PathPattern pattern, Object handler) {
		MappedEndpoint.Type type = (handler instanceof SockJsHttpRequestHandler) ? MappedEndpoint.Type.SOCKJS
				: MappedEndpoint.Type.WEBSOCKET;
		return new MappedEndpoint(pattern, type, () -> subprotocols(handler),
				GuardInstaller.registeredOrigins(handler));
	}

	/**
	 * A SockJS service checks origins by itself, for all the paths that share it. It
	 * gives way where the guard's decision is the only one on each of them.
	 */
	private void openOrigins(Map<MappedEndpoint, Object> handlers) {
		IdentityHashMap<Object, Boolean> guardOwnsOrigins = new IdentityHashMap<>();
		handlers.forEach((endpoint, handler) -> {
			if (handler instanceof SockJsHttpRequestHandler sockJs) {
				boolean owned = this.policies.enforceAll(endpoint.pattern()) && (endpoint.registeredOrigins() == null
						|| policy(endpoint.pattern()).overridesRegisteredOrigins());
				guardOwnsOrigins.merge(sockJs.getSockJsService(), owned, Boolean::logicalAnd);
			}
		});
		guardOwnsOrigins.forEach((service, owned) -> {
			if (owned) {
				GuardInstaller.openOrigins(service);
			}
		});
	}

	private static List<String> subprotocols(Object handler) {
		if (handler instanceof WebSocketHttpRequestHandler webSocket) {
			List<String> names = new ArrayList<>(subprotocols(webSocket.getWebSocketHandler()));
			if (webSocket.getHandshakeHandler() instanceof AbstractHandshakeHandler handshakeHandler) {
				names.addAll(List.of(handshakeHandler.getSupportedProtocols()));
			}
			return names;
		}
		return (handler instanceof SockJsHttpRequestHandler sockJs) ? subprotocols(sockJs.getWebSocketHandler())
				: List.of();
	}

	private static List<String> subprotocols(WebSocketHandler handler) {
		return (WebSocketHandlerDecorator.unwrap(handler) instanceof SubProtocolCapable capable)
				? capable.getSubProtocols().stream().map((name) -> name.toLowerCase(Locale.ROOT)).toList() : List.of();
	}

	/**
	 * The endpoints of Jakarta WebSocket that are beans.
	 */
	private static final class JakartaEndpoints {

		private final ApplicationContext context;

		private JakartaEndpoints(ApplicationContext context) {
			this.context = context;
		}

		private Map<MappedEndpoint, Class<?>> find() {
			Map<MappedEndpoint, Class<?>> found = new LinkedHashMap<>();
			for (String name : this.context.getBeanNamesForAnnotation(ServerEndpoint.class)) {
				ServerEndpoint annotation = this.context.findAnnotationOnBean(name, ServerEndpoint.class);
				Class<?> type = this.context.getType(name);
				if (annotation != null && type != null) {
					found.put(endpoint(annotation.value(), List.of(annotation.subprotocols())), type);
				}
			}
			this.context.getBeansOfType(ServerEndpointConfig.class)
				.values()
				.forEach((config) -> found.put(endpoint(config.getPath(), config.getSubprotocols()),
						config.getEndpointClass()));
			return found;
		}

		private static MappedEndpoint endpoint(String path, List<String> subprotocols) {
			List<String> names = subprotocols.stream().map((name) -> name.toLowerCase(Locale.ROOT)).toList();
			return new MappedEndpoint(PathPatternParser.defaultInstance.parse(path), MappedEndpoint.Type.JAKARTA,
					() -> names, null);
		}

	}

}
