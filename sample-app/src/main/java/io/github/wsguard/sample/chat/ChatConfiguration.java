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

package io.github.wsguard.sample.chat;

import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.HandshakeInterceptor;

import io.github.wsguard.sample.order.HandWrittenTokenInterceptor;
import io.github.wsguard.sample.order.MemberInterceptor;

/**
 * Registers the chat as any Spring application would: the guard needs no line in here.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class ChatConfiguration implements WebSocketConfigurer {

	private final ChatHandler handler;

	private final HandshakeInterceptor[] interceptors;

	ChatConfiguration(ChatHandler handler, ObjectProvider<HandWrittenTokenInterceptor> wrongOrder,
			ObjectProvider<MemberInterceptor> rightOrder) {
		this.handler = handler;
		this.interceptors = Stream.<HandshakeInterceptor>concat(wrongOrder.stream(), rightOrder.stream())
			.toArray(HandshakeInterceptor[]::new);
	}

	@Override
	public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
		registry.addHandler(this.handler, "/ws/chat").addInterceptors(this.interceptors);
	}

}
