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

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeRequest.Kind;
import io.github.wsguard.servlet.Handshake.Refusal;
import io.github.wsguard.servlet.Handshake.Stage;

/**
 * Stands in front of every SockJS endpoint: its handshake interceptors are asked for new
 * sessions only, and each request of a session has to be decided.
 */
public final class SockJsRequestGate implements HandlerInterceptor {

	private final HandshakeGuard guard;

	/**
	 * Create a gate.
	 * @param guard decides
	 */
	public SockJsRequestGate(HandshakeGuard guard) {
		this.guard = guard;
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (!(handler instanceof SockJsHttpRequestHandler)) {
			return true;
		}
		Handshake handshake = this.guard.decisionFor(request).orElse(null);
		if (handshake == null || !handshake.policy().isEnforced()) {
			return true;
		}
		if (handshake.decision() instanceof Decision.Reject reject) {
			this.guard.answer(handshake, response, Refusal.of(reject.rejection()));
			return false;
		}
		if (handshake.target().kind() != Kind.UPGRADE && !handshake.isAnsweredByFilter()) {
			handshake.reportPassed();
		}
		if (handshake.target().kind() == Kind.SOCKJS_TRANSPORT) {
			// The interceptors see the first request of a session only
			handshake.reach(Stage.INTERCEPTORS);
		}
		return true;
	}

}
