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

import java.util.List;

import org.springframework.core.Ordered;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

import io.github.wsguard.stomp.StompGuard;

/**
 * Adds the resolver of principals unless Spring Security's own is there, which is why it
 * has its turn just behind that.
 */
final class MessageArguments implements WebSocketMessageBrokerConfigurer, Ordered {

	private static final String SPRING_SECURITY = "org.springframework.security.messaging.context.AuthenticationPrincipalArgumentResolver";

	private final HandlerMethodArgumentResolver resolver;

	MessageArguments(HandlerMethodArgumentResolver resolver) {
		this.resolver = resolver;
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> argumentResolvers) {
		if (argumentResolvers.stream().noneMatch((other) -> other.getClass().getName().equals(SPRING_SECURITY))) {
			argumentResolvers.add(this.resolver);
		}
	}

	@Override
	public int getOrder() {
		return StompGuard.ORDER + 2;
	}

}
