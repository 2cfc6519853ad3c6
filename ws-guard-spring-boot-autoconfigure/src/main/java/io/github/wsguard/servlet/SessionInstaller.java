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

import java.util.function.UnaryOperator;

import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;

/**
 * Puts the guard in front of the sessions of an endpoint. What was registered is replaced
 * by the same with another handler inside; a subclass would lose what it overrides, and
 * stays.
 */
final class SessionInstaller {

	private final UnaryOperator<WebSocketHandler> decorator;

	SessionInstaller(UnaryOperator<WebSocketHandler> decorator) {
		this.decorator = decorator;
	}

	/**
	 * Return what to register in place of a handler.
	 * @param handler what the application registered, which may be anything
	 */
	Object install(Object handler) {
		if (handler.getClass() == WebSocketHttpRequestHandler.class) {
			return install((WebSocketHttpRequestHandler) handler);
		}
		return (handler.getClass() == SockJsHttpRequestHandler.class) ? install((SockJsHttpRequestHandler) handler)
				: handler;
	}

	private Object install(WebSocketHttpRequestHandler handler) {
		WebSocketHttpRequestHandler guarded = new WebSocketHttpRequestHandler(
				this.decorator.apply(handler.getWebSocketHandler()), handler.getHandshakeHandler());
		guarded.setHandshakeInterceptors(handler.getHandshakeInterceptors());
		return guarded;
	}

	private Object install(SockJsHttpRequestHandler handler) {
		return new SockJsHttpRequestHandler(handler.getSockJsService(),
				this.decorator.apply(handler.getWebSocketHandler()));
	}

}
