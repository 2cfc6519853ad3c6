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

package io.github.wsguard.load.application;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * The endpoint that all applications have, and all that some of them have.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class Endpoint {

	static final String PATH = "/ws";

	static final String ORIGIN = "https://app.example.com";

	@Bean
	WebSocketConfigurer endpoint() {
		return (registry) -> registry.addHandler(new TextWebSocketHandler(), PATH).setAllowedOrigins(ORIGIN);
	}

}
