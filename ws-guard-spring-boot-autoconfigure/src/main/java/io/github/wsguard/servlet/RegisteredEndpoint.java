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

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;

/**
 * An endpoint together with what the application registered for it.
 *
 * @param endpoint the endpoint
 * @param jakarta whether the container maps the endpoint, rather than Spring
 * @param mapping the mapping that leads to the endpoint, or {@code null} if the container
 * does
 * @param handler what the mapping leads to, or the class that the container leads to
 */
public record RegisteredEndpoint(GuardedEndpoint endpoint, boolean jakarta, @Nullable HandlerMapping mapping,
		Object handler) {

	/**
	 * Return the interceptors that a handshake meets, as they stand now.
	 * @return the interceptors, in order
	 */
	public List<HandshakeInterceptor> interceptors() {
		return List.copyOf(GuardInstaller.interceptors(this.handler).orElse(List.of()));
	}

	/**
	 * Return whether the guard follows the connections of the endpoint once they are
	 * open.
	 * @return {@code false} if the container maps the endpoint, or its handler is of a
	 * type of the application's own
	 */
	public boolean isFollowed() {
		return this.handler.getClass() == WebSocketHttpRequestHandler.class
				|| this.handler.getClass() == SockJsHttpRequestHandler.class;
	}

	/**
	 * Return whether an interceptor is the guard's own, at the beginning or at the end.
	 * @param interceptor one of the interceptors
	 * @return whether it belongs to ws-guard
	 */
	public static boolean isGuard(HandshakeInterceptor interceptor) {
		return interceptor instanceof GuardHandshakeInterceptor || interceptor instanceof HandshakeHandlerGate;
	}

}
