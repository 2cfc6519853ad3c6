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

import java.util.Map;

import jakarta.websocket.server.ServerEndpoint;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.standard.ServerEndpointExporter;
import org.springframework.web.socket.server.support.HttpSessionHandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * Endpoints to be inspected.
 */
final class Endpoints {

	private Endpoints() {
	}

	/**
	 * One endpoint.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Raw {

		@Bean
		WebSocketConfigurer rawEndpoint() {
			return (registry) -> registry.addHandler(new Chat(), "/ws/chat")
				.addInterceptors(new HttpSessionHandshakeInterceptor());
		}

	}

	/**
	 * One SockJS endpoint.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class SockJs {

		@Bean
		WebSocketConfigurer sockJsEndpoint() {
			return (registry) -> registry.addHandler(new Chat(), "/sockjs").withSockJS();
		}

	}

	/**
	 * An endpoint of every style.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	@EnableWebSocketMessageBroker
	static class All implements WebSocketMessageBrokerConfigurer {

		@Bean
		WebSocketConfigurer rawEndpoints() {
			return (registry) -> {
				registry.addHandler(new Chat(), "/ws/chat", "/ws/room/{room}")
					.addInterceptors(new HttpSessionHandshakeInterceptor());
				registry.addHandler(new Chat(), "/sockjs").withSockJS();
			};
		}

		@Bean
		SimpleUrlHandlerMapping ownMapping() {
			return new SimpleUrlHandlerMapping(Map.of("/own/chat", new WebSocketHttpRequestHandler(new Chat())), 1);
		}

		@Bean("/bean/chat")
		WebSocketHttpRequestHandler named() {
			return new WebSocketHttpRequestHandler(new Chat());
		}

		@Bean
		ServerEndpointExporter serverEndpointExporter() {
			return new ServerEndpointExporter();
		}

		@Bean
		JakartaChat jakartaChat() {
			return new JakartaChat();
		}

		@Override
		public void registerStompEndpoints(StompEndpointRegistry registry) {
			registry.addEndpoint("/stomp");
		}

		@Override
		public void configureMessageBroker(MessageBrokerRegistry registry) {
			registry.enableSimpleBroker("/topic");
		}

	}

	/**
	 * Speaks WebSocket.
	 */
	static class Chat extends TextWebSocketHandler {

	}

	/**
	 * Speaks Jakarta WebSocket.
	 */
	@ServerEndpoint("/jakarta/chat")
	static class JakartaChat {

	}

}
