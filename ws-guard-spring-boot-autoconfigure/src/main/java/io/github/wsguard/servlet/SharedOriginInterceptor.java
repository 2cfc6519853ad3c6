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

import java.util.Map;

import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.support.OriginHandshakeInterceptor;

/**
 * Stands in for Spring's own origin check: the guard has judged the origin, by the
 * registered ones too where they count, and knows what a trusted proxy said. Without a
 * decision of the guard Spring's check holds as ever.
 */
final class SharedOriginInterceptor extends OriginHandshakeInterceptor {

	SharedOriginInterceptor(OriginHandshakeInterceptor registered) {
		setAllowedOrigins(registered.getAllowedOrigins());
		setAllowedOriginPatterns(registered.getAllowedOriginPatterns());
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler wsHandler,
			Map<String, Object> attributes) throws Exception {
		boolean decidedByGuard = Handshake.of(((ServletServerHttpRequest) request).getServletRequest())
			.map(Handshake::policy)
			.filter(EndpointPolicy::isEnforced)
			.isPresent();
		return decidedByGuard || super.beforeHandshake(request, response, wsHandler, attributes);
	}

}
