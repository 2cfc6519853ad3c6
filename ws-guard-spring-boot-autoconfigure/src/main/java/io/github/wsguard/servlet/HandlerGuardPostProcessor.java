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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;

/**
 * Guards handlers that are beans of their own, however late and however often they are
 * created.
 */
public final class HandlerGuardPostProcessor implements BeanPostProcessor, PriorityOrdered {

	private final ObjectProvider<EndpointDiscovery> discovery;

	/**
	 * Create a post-processor.
	 * @param discovery guards a handler; asked for only when there is one
	 */
	public HandlerGuardPostProcessor(ObjectProvider<EndpointDiscovery> discovery) {
		this.discovery = discovery;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof WebSocketHttpRequestHandler || bean instanceof SockJsHttpRequestHandler) {
			this.discovery.getObject().guard(bean);
		}
		return bean;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
