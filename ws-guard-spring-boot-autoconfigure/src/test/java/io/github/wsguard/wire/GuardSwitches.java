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

package io.github.wsguard.wire;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;
import org.springframework.web.socket.sockjs.transport.TransportHandlingSockJsService;

/**
 * Take one half of the guard out of the application, to see that the other still holds.
 */
final class GuardSwitches {

	private GuardSwitches() {
	}

	/**
	 * Nothing stands in front of the application.
	 */
	static class WithoutFilter {

		@Bean
		static BeanPostProcessor filterDisabler() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					if (beanName.equals("wsGuardFilter")) {
						((FilterRegistrationBean<?>) bean).setEnabled(false);
					}
					return bean;
				}

			};
		}

	}

	/**
	 * Nothing stands on the endpoints.
	 */
	static class WithoutInterceptors {

		@EventListener
		void remove(ApplicationReadyEvent event) {
			event.getApplicationContext()
				.getBeansOfType(AbstractUrlHandlerMapping.class)
				.values()
				.forEach((mapping) -> mapping.getHandlerMap()
					.values()
					.forEach((handler) -> remove(resolve(handler, event.getApplicationContext()))));
		}

		private static Object resolve(Object handler, ApplicationContext context) {
			return (handler instanceof String name) ? context.getBean(name) : handler;
		}

		private static void remove(Object handler) {
			if (handler instanceof WebSocketHttpRequestHandler webSocket) {
				webSocket.getHandshakeInterceptors().removeIf(WithoutInterceptors::isGuard);
			}
			if (handler instanceof SockJsHttpRequestHandler sockJs
					&& sockJs.getSockJsService() instanceof TransportHandlingSockJsService service) {
				service.getHandshakeInterceptors().removeIf(WithoutInterceptors::isGuard);
			}
		}

		private static boolean isGuard(HandshakeInterceptor interceptor) {
			return interceptor.getClass().getPackageName().startsWith("io.github.wsguard.servlet");
		}

	}

}
