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

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeRequest.Kind;
import io.github.wsguard.servlet.Handshake.Refusal;
import io.github.wsguard.servlet.Handshake.Stage;

/**
 * Stands first on every endpoint: confirms that a decision was made for it and makes one
 * if not, so that the endpoint is guarded without the filter, too. Afterwards notes who
 * refused what the guard had admitted.
 */
final class GuardHandshakeInterceptor implements HandshakeInterceptor {

	private final HandshakeGuard guard;

	private final RefusalNaming naming;

	GuardHandshakeInterceptor(HandshakeGuard guard, RefusalNaming naming) {
		this.guard = guard;
		this.naming = naming;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler wsHandler,
			Map<String, Object> attributes) {
		HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
		Handshake handshake = this.guard.decisionFor(servletRequest).orElse(null);
		if (handshake == null) {
			return true;
		}
		if (!handshake.policy().isEnforced()) {
			reportOnly(handshake);
			return true;
		}
		Decision decision = handshake.decision();
		if (decision instanceof Decision.Proceed) {
			decision = this.guard.confirmOpen(this.guard.confirmLogin(handshake, servletRequest));
		}
		if (decision instanceof Decision.Reject reject) {
			this.guard.answer(handshake, servletResponse(response), Refusal.of(reject.rejection()));
			return false;
		}
		handshake.reach(Stage.INTERCEPTORS);
		return true;
	}

	@Override
	public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler wsHandler,
			@Nullable Exception exception) {
		HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
		Handshake handshake = Handshake.of(servletRequest).orElse(null);
		if (handshake == null || !handshake.policy().isEnforced()) {
			return;
		}
		HttpServletResponse servletResponse = servletResponse(response);
		if (exception != null && handshake.isAnsweredByFilter() && this.naming.isLeftToAccessControl(exception)) {
			return;
		}
		if (exception != null) {
			this.guard.leave(handshake, this.naming.failureAtEndpoint(handshake, servletRequest, exception));
		}
		else if (!succeeded(handshake, servletResponse.getStatus())) {
			this.guard.answer(handshake, servletResponse,
					this.naming.atEndpoint(handshake, servletRequest, servletResponse));
		}
		else if (!handshake.isAnsweredByFilter()) {
			handshake.reportAccepted();
		}
	}

	private static void reportOnly(Handshake handshake) {
		if (handshake.isAnsweredByFilter()) {
			return;
		}
		if (handshake.decision() instanceof Decision.Reject reject) {
			handshake.reportOnly(reject.rejection());
		}
		else {
			handshake.reportPassed();
		}
	}

	private static boolean succeeded(Handshake handshake, int status) {
		if (handshake.isOpened() || status == HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
			return true;
		}
		return handshake.target().kind() == Kind.SOCKJS_TRANSPORT && handshake.stage() == Stage.HANDSHAKE_HANDLER;
	}

	private static HttpServletResponse servletResponse(ServerHttpResponse response) {
		return ((ServletServerHttpResponse) response).getServletResponse();
	}

}
