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

package io.github.wsguard.sample.order;

import java.security.Principal;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

import io.github.wsguard.decision.TokenPrincipal;

/**
 * The right order: the guard has asked who it is, the application asks what it thinks of
 * them. There is no token in here, and no way to come here without one.
 */
@Component
@Profile("!wrong-order")
public class MemberInterceptor implements HandshakeInterceptor {

	private static final Set<String> BANNED = Set.of("mallory");

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) {
		TokenPrincipal principal = verified(request.getPrincipal());
		if (BANNED.contains(principal.getName())) {
			response.setStatusCode(HttpStatus.LOCKED);
			return false;
		}
		Map<String, Object> claims = principal.getClaims();
		String displayName = String.valueOf(claims.getOrDefault("name", principal.getName()));
		String tenant = String.valueOf(claims.getOrDefault("tenant", "nobody"));
		new Member(principal.getName(), displayName, tenant).putInto(attributes);
		return true;
	}

	/**
	 * Beside Spring Security the verified principal comes in an {@link Authentication}.
	 */
	private static TokenPrincipal verified(@Nullable Principal principal) {
		Object verified = (principal instanceof Authentication login) ? login.getPrincipal() : principal;
		if (verified instanceof TokenPrincipal token) {
			return token;
		}
		throw new IllegalStateException("The guard let somebody in without a token");
	}

	@Override
	public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			@Nullable Exception exception) {
	}

}
