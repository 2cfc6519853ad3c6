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

package io.github.wsguard.issuer;

import java.io.IOException;
import java.security.Principal;
import java.time.Clock;

import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * An application with two endpoints and not a word about who may open them.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableWebSocket
public class ChatApplication implements WebSocketConfigurer {

	/**
	 * Start the application.
	 * @param clock tells the time
	 * @param properties what a user would write into {@code application.yml}
	 * @return ends the application
	 */
	public static AutoCloseable start(Clock clock, String... properties) {
		// The JVM takes this from one Tomcat, which may be the issuer's
		TomcatURLStreamHandlerFactory.disable();
		return new SpringApplicationBuilder(ChatApplication.class)
			.initializers((GenericApplicationContext context) -> context.registerBean(Clock.class, () -> clock))
			.properties(properties)
			.run();
	}

	@Override
	public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
		registry.addHandler(new Greeter(), "/ws/chat", "/ws/announcements");
	}

	/**
	 * Tells each client who it is.
	 */
	private static final class Greeter extends TextWebSocketHandler {

		@Override
		public void afterConnectionEstablished(WebSocketSession session) throws IOException {
			Principal principal = session.getPrincipal();
			session.sendMessage(new TextMessage((principal != null) ? principal.getName() : "nobody"));
		}

	}

}
