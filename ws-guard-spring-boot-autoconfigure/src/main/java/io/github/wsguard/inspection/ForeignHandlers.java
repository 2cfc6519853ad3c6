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

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.RequestUpgradeStrategy;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.SockJsService;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;
import org.springframework.web.socket.sockjs.transport.TransportHandler;
import org.springframework.web.socket.sockjs.transport.TransportHandlingSockJsService;
import org.springframework.web.socket.sockjs.transport.handler.WebSocketTransportHandler;

import io.github.wsguard.servlet.RegisteredEndpoint;

/**
 * Looks for handshakes that no registered endpoint explains. What a controller or a
 * router function does within its methods cannot be seen.
 */
public final class ForeignHandlers {

	private static final Logger logger = LoggerFactory.getLogger(ForeignHandlers.class);

	private static final String SPRING = "org.springframework.";

	private static final List<Class<?>> OWN_TYPES = List.of(WebSocketHttpRequestHandler.class,
			SockJsHttpRequestHandler.class);

	/**
	 * What a class needs to complete a handshake on its own.
	 */
	private static final List<Class<?>> TOOLS = List.of(HandshakeHandler.class, RequestUpgradeStrategy.class,
			WebSocketHandler.class, SockJsService.class, WebSocketHttpRequestHandler.class,
			SockJsHttpRequestHandler.class);

	private final ApplicationContext context;

	/**
	 * Create a search.
	 * @param context where to look
	 */
	public ForeignHandlers(ApplicationContext context) {
		this.context = context;
	}

	/**
	 * Return the mapped handlers of types that the guard does not know but that seem to
	 * complete handshakes: they are such a thing, or have a field or constructor
	 * parameter that is.
	 * @return the simple names of their classes by path, relative to the servlet
	 */
	public Map<String, String> mapped() {
		Map<String, String> found = new TreeMap<>();
		BeanFactoryUtils.beansOfTypeIncludingAncestors(this.context, AbstractUrlHandlerMapping.class, true, false)
			.values()
			.forEach((mapping) -> mapping.getHandlerMap().forEach((path, handler) -> {
				Class<?> type = (handler instanceof String name) ? this.context.getType(name) : handler.getClass();
				if (type != null && isForeign(type)) {
					found.put(path, type.getSimpleName());
				}
			}));
		return found;
	}

	private static boolean isForeign(Class<?> type) {
		return !type.getName().startsWith(SPRING) && OWN_TYPES.stream().noneMatch((own) -> own.isAssignableFrom(type))
				&& (isTool(type) || hasTool(type));
	}

	private static boolean hasTool(@Nullable Class<?> type) {
		if (type == null || type == Object.class) {
			return false;
		}
		try {
			return Stream
				.concat(Arrays.stream(type.getDeclaredFields()).map(Field::getType),
						Arrays.stream(type.getDeclaredConstructors())
							.map(Constructor::getParameterTypes)
							.flatMap(Arrays::stream))
				.anyMatch(ForeignHandlers::isTool) || hasTool(type.getSuperclass());
		}
		catch (LinkageError ex) {
			logger.debug("{} cannot be read", type.getName(), ex);
			return false;
		}
	}

	private static boolean isTool(Class<?> type) {
		return TOOLS.stream().anyMatch((tool) -> tool.isAssignableFrom(type));
	}

	/**
	 * Return the beans that complete handshakes for none of the registered endpoints, so
	 * that a controller or a router function is likely to call them.
	 * @param endpoints the registered endpoints
	 * @return the names of the beans
	 */
	public List<String> unusedHandshakeHandlers(List<RegisteredEndpoint> endpoints) {
		Set<Object> used = Collections.newSetFromMap(new IdentityHashMap<>());
		endpoints.stream()
			.map(RegisteredEndpoint::handler)
			.flatMap(ForeignHandlers::handshakeHandlers)
			.forEach(used::add);
		return this.context.getBeansOfType(HandshakeHandler.class, true, false)
			.entrySet()
			.stream()
			.filter((bean) -> !used.contains(bean.getValue()))
			.map(Map.Entry::getKey)
			.toList();
	}

	private static Stream<Object> handshakeHandlers(Object handler) {
		if (handler instanceof WebSocketHttpRequestHandler webSocket) {
			return Stream.of(webSocket.getHandshakeHandler());
		}
		if (handler instanceof SockJsHttpRequestHandler sockJs
				&& sockJs.getSockJsService() instanceof TransportHandlingSockJsService service) {
			return service.getTransportHandlers().values().stream().flatMap(ForeignHandlers::handshakeHandlers);
		}
		return Stream.empty();
	}

	private static Stream<Object> handshakeHandlers(TransportHandler handler) {
		return (handler instanceof WebSocketTransportHandler webSocket) ? Stream.of(webSocket.getHandshakeHandler())
				: Stream.empty();
	}

}
