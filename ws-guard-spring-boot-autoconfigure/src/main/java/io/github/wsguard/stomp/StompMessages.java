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

package io.github.wsguard.stomp;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.messaging.StompSubProtocolHandler;
import org.springframework.web.socket.messaging.SubProtocolHandler;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.websocket.GuardedSession;
import io.github.wsguard.websocket.Subprotocol;

/**
 * STOMP as Spring speaks it: a token comes with the {@code CONNECT} frame, and an
 * {@code ERROR} frame says why a connection is closed.
 */
public final class StompMessages implements Subprotocol {

	private static final Set<String> PROTOCOLS = Set.of("v10.stomp", "v11.stomp", "v12.stomp");

	private final FirstFrame firstFrame = new FirstFrame();

	private final ErrorFrames errors = new ErrorFrames();

	private final HandledSession handled = new HandledSession();

	private final ForeignRefusals foreign;

	/**
	 * Create the sub-protocol.
	 * @param foreign names what others than the guard refuse
	 */
	public StompMessages(ForeignRefusals foreign) {
		this.foreign = foreign;
	}

	@Override
	public boolean isSpoken(WebSocketHandler handler, WebSocketSession session) {
		if (!(WebSocketHandlerDecorator.unwrap(handler) instanceof SubProtocolWebSocketHandler dispatcher)) {
			return false;
		}
		String protocol = session.getAcceptedProtocol();
		return StringUtils.hasLength(protocol) ? PROTOCOLS.contains(protocol) : speaksStompByDefault(dispatcher);
	}

	private static boolean speaksStompByDefault(SubProtocolWebSocketHandler dispatcher) {
		SubProtocolHandler handler = dispatcher.getDefaultProtocolHandler();
		if (handler == null && dispatcher.getProtocolHandlers().size() == 1) {
			handler = dispatcher.getProtocolHandlers().get(0);
		}
		return handler != null && handler.getSupportedProtocols().stream().anyMatch(PROTOCOLS::contains);
	}

	/**
	 * Let errors be named. Looked at with each session, because an application may set
	 * its own error handler at any time.
	 */
	@Override
	public void prepare(WebSocketHandler handler) {
		SubProtocolWebSocketHandler dispatcher = (SubProtocolWebSocketHandler) WebSocketHandlerDecorator
			.unwrap(handler);
		dispatcher.getProtocolHandlers().forEach(this::nameErrors);
		nameErrors(dispatcher.getDefaultProtocolHandler());
	}

	private synchronized void nameErrors(@Nullable SubProtocolHandler handler) {
		if (handler instanceof StompSubProtocolHandler stomp
				&& !(stomp.getErrorHandler() instanceof NamingErrorHandler)) {
			stomp.setErrorHandler(
					new NamingErrorHandler(stomp.getErrorHandler(), this.handled, this.errors, this.foreign));
		}
	}

	@Override
	public boolean interjects() {
		return true;
	}

	@Override
	public FirstMessage read(WebSocketMessage<?> message) {
		return this.firstFrame.read(message);
	}

	@Override
	public void pass(GuardedSession session, Delivery delivery) throws Exception {
		this.handled.handle(session, delivery);
	}

	@Override
	public WebSocketMessage<?> farewell(Rejection rejection) {
		return this.errors.of(rejection);
	}

}
