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

package io.github.wsguard.websocket;

import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

import io.github.wsguard.connection.Admission;
import io.github.wsguard.connection.LiveConnection;
import io.github.wsguard.connection.PrincipalScope;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.websocket.GuardedWebSocketSession.Stage;
import io.github.wsguard.websocket.Subprotocol.Delivery;

/**
 * Stands in front of a handler of the application: shows it guarded sessions, lets no
 * message pass once a connection has ended, and nothing at all before a client has said
 * who it is. Sessions that no handshake of the guard admitted are left alone from their
 * beginning to their end.
 */
public final class GuardedWebSocketHandler extends WebSocketHandlerDecorator {

	private final SessionGuard guard;

	GuardedWebSocketHandler(WebSocketHandler delegate, SessionGuard guard) {
		super(delegate);
		this.guard = guard;
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) throws Exception {
		Admission admission = this.guard.takeAdmission(session);
		if (admission == null) {
			this.guard.leaveAlone(session);
			super.afterConnectionEstablished(session);
			return;
		}
		GuardedWebSocketSession guarded = this.guard.open(session, admission, getDelegate());
		if (!guarded.connection().awaitsToken() && guarded.connection().end().isEmpty()) {
			show(guarded);
		}
	}

	private boolean show(GuardedWebSocketSession session) throws Exception {
		boolean shown = this.guard.show(session);
		if (shown) {
			call(session, () -> super.afterConnectionEstablished(session));
		}
		return shown;
	}

	/**
	 * Call the application, to which the principal is shown meanwhile.
	 */
	private void call(GuardedWebSocketSession session, Delivery delivery) throws Exception {
		PrincipalScope.Closing scope = this.guard.enter(session);
		try {
			delivery.deliver();
		}
		finally {
			scope.close();
		}
	}

	@Override
	public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws Exception {
		if (this.guard.isLeftAlone(session)) {
			super.handleMessage(session, message);
			return;
		}
		GuardedWebSocketSession guarded = this.guard.find(session);
		if (guarded == null) {
			// Not open yet, which does not keep a client of SockJS from sending
			return;
		}
		if (guarded.connection().awaitsToken()) {
			handleBeforeToken(guarded, message);
		}
		else if (guarded.stage() == Stage.SHOWN && this.guard.pass(guarded)) {
			handleWithinLimit(guarded, message);
		}
	}

	private void handleWithinLimit(GuardedWebSocketSession session, WebSocketMessage<?> message) throws Exception {
		if (!isData(message)) {
			// It may come between the parts of another
			pass(session, message);
			return;
		}
		if (!isWithinLimit(session, message)) {
			this.guard.end(session, Rejection.because(RejectionReason.MESSAGE_TOO_LARGE,
					"A message was larger than the connection may receive"));
			return;
		}
		WebSocketMessage<?> whole = super.supportsPartialMessages() ? message : session.assembly().add(message);
		if (whole != null) {
			pass(session, whole);
		}
	}

	private static boolean isData(WebSocketMessage<?> message) {
		return message instanceof TextMessage || message instanceof BinaryMessage;
	}

	private void pass(GuardedWebSocketSession session, WebSocketMessage<?> message) throws Exception {
		call(session, () -> session.subprotocol().pass(session, () -> super.handleMessage(session, message)));
	}

	private boolean isWithinLimit(GuardedWebSocketSession session, WebSocketMessage<?> message) {
		MessageAssembly assembly = session.assembly();
		assembly.count(message);
		Integer most = session.connection().admission().settings().maxMessageSize();
		boolean assembled = assembly.isInParts() && !super.supportsPartialMessages();
		return (most == null || assembly.bytes() <= most)
				&& (!assembled || assembly.units() <= limit(session, message));
	}

	/**
	 * What the application, or the container, allows for a message that is handled as a
	 * whole.
	 */
	private static int limit(WebSocketSession session, WebSocketMessage<?> message) {
		return (message instanceof BinaryMessage) ? session.getBinaryMessageSizeLimit()
				: session.getTextMessageSizeLimit();
	}

	private void handleBeforeToken(GuardedWebSocketSession session, WebSocketMessage<?> message) throws Exception {
		LiveConnection connection = session.connection();
		if (!isData(message) || connection.end().isPresent() || !this.guard.beginToJudge(session)) {
			return;
		}
		try {
			judge(session, message);
		}
		finally {
			session.move(Stage.JUDGED, Stage.WAITING);
		}
	}

	private void judge(GuardedWebSocketSession session, WebSocketMessage<?> message) throws Exception {
		WebSocketMessage<?> whole = this.guard.receiveBeforeToken(session, message);
		if (whole == null) {
			return;
		}
		SessionGuard.Opening opening = this.guard.judgeFirst(session, whole);
		if (opening.opened() && show(session) && opening.message() != null && this.guard.pass(session)) {
			pass(session, opening.message());
		}
	}

	@Override
	public void handleTransportError(WebSocketSession session, Throwable exception) throws Exception {
		if (this.guard.isLeftAlone(session)) {
			super.handleTransportError(session, exception);
			return;
		}
		GuardedWebSocketSession guarded = this.guard.find(session);
		if (guarded != null && guarded.stage() == Stage.SHOWN) {
			call(guarded, () -> super.handleTransportError(guarded, exception));
		}
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus status) throws Exception {
		if (this.guard.isLeftAlone(session)) {
			this.guard.forget(session);
			super.afterConnectionClosed(session, status);
			return;
		}
		GuardedWebSocketSession guarded = this.guard.find(session);
		if (guarded != null && this.guard.closed(guarded, status)) {
			call(guarded, () -> super.afterConnectionClosed(guarded, status));
		}
	}

	/**
	 * Take messages in parts, and put them together for a handler that does not: so the
	 * guard, and not the container, refuses one that is too large, and says why.
	 */
	@Override
	public boolean supportsPartialMessages() {
		return true;
	}

}
