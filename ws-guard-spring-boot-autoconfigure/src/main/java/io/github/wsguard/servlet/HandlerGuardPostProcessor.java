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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;

/**
 * Guards handlers, and their sessions, before anybody else gets hold of them: those that
 * a mapping was given, and those that are beans of their own, however late and however
 * often they are created.
 */
public final class HandlerGuardPostProcessor implements InstantiationAwareBeanPostProcessor, PriorityOrdered {

	private final ObjectProvider<EndpointDiscovery> discovery;

	private final SessionInstaller sessions;

	/**
	 * Create a post-processor.
	 * @param discovery guards a handler; asked for only when there is one
	 * @param sessions guards the sessions of a handler
	 */
	public HandlerGuardPostProcessor(ObjectProvider<EndpointDiscovery> discovery,
			UnaryOperator<WebSocketHandler> sessions) {
		this.discovery = discovery;
		this.sessions = new SessionInstaller(sessions);
	}

	/**
	 * A mapping takes over its handlers when it is initialized, which comes next.
	 */
	@Override
	public boolean postProcessAfterInstantiation(Object bean, String beanName) {
		if (bean instanceof SimpleUrlHandlerMapping mapping) {
			Map<String, Object> handlers = new LinkedHashMap<>(mapping.getUrlMap());
			handlers.replaceAll((path, handler) -> this.sessions.install(handler));
			mapping.setUrlMap(handlers);
		}
		return true;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof WebSocketHttpRequestHandler || bean instanceof SockJsHttpRequestHandler) {
			Object guarded = this.sessions.install(bean);
			this.discovery.getObject().guard(guarded);
			return guarded;
		}
		return bean;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
