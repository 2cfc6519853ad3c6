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
import java.util.function.Predicate;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

import io.github.wsguard.connection.Admission;
import io.github.wsguard.decision.Decision;
import io.github.wsguard.servlet.Handshake.Refusal;
import io.github.wsguard.servlet.Handshake.Stage;

/**
 * Stands last on every endpoint: nothing reaches the handshake handler without an
 * accepting decision, and a refusal behind this point is known to be the handler's.
 * Leaves to the connection what it has to know of its handshake.
 */
final class HandshakeHandlerGate implements HandshakeInterceptor {

	private final HandshakeGuard guard;

	private final Admissions admissions;

	private final Predicate<WebSocketHandler> followed;

	HandshakeHandlerGate(HandshakeGuard guard, Admissions admissions, Predicate<WebSocketHandler> followed) {
		this.guard = guard;
		this.admissions = admissions;
		this.followed = followed;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler wsHandler,
			Map<String, Object> attributes) {
		HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
		Handshake handshake = this.guard.decisionFor(servletRequest).orElse(null);
		if (handshake == null || !handshake.policy().isEnforced()) {
			return true;
		}
		handshake.reach(Stage.HANDSHAKE_HANDLER);
		boolean admitted = handshake.decision() instanceof Decision.Proceed
				&& this.guard.confirmLogin(handshake, servletRequest) instanceof Decision.Proceed;
		return admitted && handOver(handshake, servletRequest, response, wsHandler, attributes);
	}

	private boolean handOver(Handshake handshake, HttpServletRequest request, ServerHttpResponse response,
			WebSocketHandler handler, Map<String, Object> attributes) {
		if (this.followed.test(handler)) {
			Admission admission = this.admissions.of(handshake, request);
			handshake.follow(admission);
			attributes.put(Admission.ATTRIBUTE, admission);
			return true;
		}
		if (handshake.attempt().isTokenDeferred()) {
			this.guard.answer(handshake, ((ServletServerHttpResponse) response).getServletResponse(),
					Refusal.of(HandshakeGuard.nobodyReadsFirstMessage()));
			return false;
		}
		return true;
	}

	@Override
	public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler wsHandler,
			@Nullable Exception exception) {
	}

}
