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

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.server.ServerEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.standard.ServerEndpointExporter;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * An application with an endpoint of every style of registration, and no code for
 * security.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableWebSocket
@EnableWebSocketMessageBroker
class WireApplication {

	@Bean
	WebSocketConfigurer rawEndpoints() {
		return (registry) -> {
			registry.addHandler(new Echo(), "/ws/echo", "/ws/room/{room}", "/ws/admin", "/ws/staff", "/ws/ip",
					"/ws/tls", "/ws/small", "/ws/header-only", "/ws/patterns", "/ws/login", "/public/echo");
			registry.addHandler(new Echo(), "/ws/veto").addInterceptors(new Veto());
			registry.addHandler(new Echo(), "/ws/boom").addInterceptors(new Boom());
			registry.addHandler(new Echo(), "/ws/failing")
				.setHandshakeHandler((request, response, handler, attributes) -> {
					throw new IllegalStateException("failing");
				});
		};
	}

	@Bean
	WebSocketConfigurer moreEndpoints() {
		return (registry) -> {
			registry.addHandler(new Echo(), "/sockjs").withSockJS();
			registry.addHandler(new Echo(), "/sockjs-in-code")
				.setAllowedOrigins("https://code.example.com", "https://both.example.com")
				.withSockJS();
			registry.addHandler(new Echo(), "/ws/any-in-code").setAllowedOriginPatterns("*");
			registry.addHandler(new Echo(), "/ws/in-code")
				.setAllowedOrigins("https://code.example.com", "https://both.example.com");
		};
	}

	@Bean
	SimpleUrlHandlerMapping ownMapping() {
		return new SimpleUrlHandlerMapping(Map.of("/own/echo", new WebSocketHttpRequestHandler(new Echo()),
				"/own/named", "ownHandler", "/own/lazy", "lazyHandler"), 1);
	}

	@Bean
	WebSocketHttpRequestHandler ownHandler() {
		return new WebSocketHttpRequestHandler(new Echo());
	}

	@Bean
	@Lazy
	WebSocketHttpRequestHandler lazyHandler() {
		return new WebSocketHttpRequestHandler(new Echo());
	}

	@Bean("/bean/echo")
	WebSocketHttpRequestHandler beanNameHandler() {
		return new WebSocketHttpRequestHandler(new Echo());
	}

	@Bean
	WebSocketHandlerMapping sharedPath() {
		WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
		mapping.setWebSocketUpgradeMatch(true);
		mapping.setUrlMap(Map.of("/graphql", new WebSocketHttpRequestHandler(new Echo())));
		mapping.setOrder(-2);
		return mapping;
	}

	@Bean
	RouterFunction<ServerResponse> functionalEndpoint() {
		return RouterFunctions.route()
			.GET("/fn/echo", (request) -> ServerResponse.ok().build((servletRequest, response) -> {
				upgrade(servletRequest, response);
				return null;
			}))
			.build();
	}

	@Bean
	ServerEndpointExporter serverEndpointExporter() {
		return new ServerEndpointExporter();
	}

	@Bean
	JakartaEcho jakartaEcho() {
		return new JakartaEcho();
	}

	static void upgrade(HttpServletRequest request, HttpServletResponse response) {
		new DefaultHandshakeHandler().doHandshake(new ServletServerHttpRequest(request),
				new ServletServerHttpResponse(response), new Echo(), Map.of());
	}

	@Configuration(proxyBeanMethods = false)
	static class Broker implements WebSocketMessageBrokerConfigurer {

		@Override
		public void registerStompEndpoints(StompEndpointRegistry registry) {
			registry.addEndpoint("/stomp");
			registry.addEndpoint("/stomp-sockjs").withSockJS();
		}

		@Override
		public void configureMessageBroker(MessageBrokerRegistry registry) {
			registry.enableSimpleBroker("/topic");
		}

	}

	@Controller
	static class Pages {

		@GetMapping("/public/forward")
		String forward() {
			return "forward:/ws/echo";
		}

		@RequestMapping(path = "/graphql", method = { RequestMethod.GET, RequestMethod.POST })
		@ResponseBody
		String query() {
			return "data";
		}

		@GetMapping("/controller/echo")
		void controllerEndpoint(HttpServletRequest request, HttpServletResponse response) {
			upgrade(request, response);
		}

		@GetMapping("/sockjs/rooms")
		@ResponseBody
		String rooms() {
			return "rooms";
		}

		@GetMapping("/api/not-modified")
		void notModified(HttpServletResponse response) {
			response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
		}

		@GetMapping("/api/denied")
		void denied(HttpServletResponse response) throws IOException {
			response.sendError(HttpServletResponse.SC_FORBIDDEN);
		}

		@GetMapping("/api/who")
		@ResponseBody
		String who(HttpServletRequest request) {
			return "user " + request.getRemoteUser();
		}

	}

	/**
	 * Says who connected and what the connection still tells of the request.
	 */
	static final class Echo extends TextWebSocketHandler {

		@Override
		public void afterConnectionEstablished(WebSocketSession session) throws IOException {
			String user = (session.getPrincipal() != null) ? session.getPrincipal().getName() : "nobody";
			session.sendMessage(new TextMessage(user + " " + session.getUri() + " " + session.getHandshakeHeaders()));
		}

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
			session.sendMessage(message);
		}

	}

	@ServerEndpoint("/jakarta/admin")
	public static final class JakartaEcho {

	}

	private static final class Veto implements HandshakeInterceptor {

		@Override
		public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response,
				WebSocketHandler wsHandler, Map<String, Object> attributes) {
			return false;
		}

		@Override
		public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler wsHandler,
				@Nullable Exception exception) {
		}

	}

	private static final class Boom implements HandshakeInterceptor {

		@Override
		public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response,
				WebSocketHandler wsHandler, Map<String, Object> attributes) {
			throw new IllegalStateException("boom");
		}

		@Override
		public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler wsHandler,
				@Nullable Exception exception) {
		}

	}

}
