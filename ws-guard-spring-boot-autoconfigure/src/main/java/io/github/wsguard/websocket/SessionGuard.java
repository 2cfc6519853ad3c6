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

import java.security.Principal;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ExceptionWebSocketHandlerDecorator;
import org.springframework.web.socket.handler.LoggingWebSocketHandlerDecorator;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.sockjs.transport.SockJsSession;

import io.github.wsguard.connection.Admission;
import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.connection.FirstMessageSettings;
import io.github.wsguard.connection.Identity;
import io.github.wsguard.connection.LiveConnection;
import io.github.wsguard.connection.PrincipalScope;
import io.github.wsguard.connection.TokenDesk.Judgement;
import io.github.wsguard.connection.WaitingClients;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.websocket.GuardedWebSocketSession.Stage;
import io.github.wsguard.websocket.Subprotocol.FirstMessage;

/**
 * Guards the sessions of handlers, whatever endpoint they belong to.
 */
public final class SessionGuard {

	private final ConnectionRegistry registry;

	private final WaitingClients waiting;

	private final PrincipalScope scope;

	private final List<Subprotocol> subprotocols;

	private final Subprotocol plain = new PlainMessages();

	// An instance is as long-lived as the application, and outlives no restart of it
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<Admission> offered = new ThreadLocal<>();

	// What the application gets for a session that is open, itself if it is left alone.
	// The attributes of a session would not do: the application may clear them
	private final ConcurrentMap<WebSocketSession, WebSocketSession> sessions = new ConcurrentHashMap<>();

	/**
	 * Create a guard.
	 * @param registry where live connections are kept
	 * @param waiting bounds connections that have yet to send a token
	 * @param scope shows the principal to the application while it handles a message
	 * @param subprotocols the sub-protocols that carry tokens and refusals their own way
	 */
	public SessionGuard(ConnectionRegistry registry, WaitingClients waiting, PrincipalScope scope,
			List<Subprotocol> subprotocols) {
		this.registry = registry;
		this.waiting = waiting;
		this.scope = scope;
		this.subprotocols = List.copyOf(subprotocols);
	}

	/**
	 * Guard the sessions of a handler. What Spring put around it by itself is left to
	 * whoever takes the result, and would do so again.
	 * @param handler the handler of an endpoint
	 * @return a handler to use in its place
	 */
	public WebSocketHandler guard(WebSocketHandler handler) {
		WebSocketHandler bare = withoutDecorationOf(handler);
		return (bare instanceof GuardedWebSocketHandler) ? bare : new GuardedWebSocketHandler(bare, this);
	}

	/**
	 * Return whether the sessions of a handler are guarded.
	 * @param handler a handler as an endpoint uses it
	 * @return {@code true} if nothing reaches it past the guard
	 */
	public static boolean isGuarded(WebSocketHandler handler) {
		return withoutDecorationOf(handler) instanceof GuardedWebSocketHandler;
	}

	private static WebSocketHandler withoutDecorationOf(WebSocketHandler handler) {
		WebSocketHandler bare = handler;
		while (bare.getClass() == ExceptionWebSocketHandlerDecorator.class
				|| bare.getClass() == LoggingWebSocketHandlerDecorator.class) {
			bare = ((WebSocketHandlerDecorator) bare).getDelegate();
		}
		return bare;
	}

	/**
	 * Offer a connection to the handler that is to follow it.
	 * @param admission what the handshake left
	 * @param opening hands the connection to a handler, on this thread
	 * @return {@code false} if it is none under guard
	 */
	boolean offer(Admission admission, Runnable opening) {
		this.offered.set(admission);
		try {
			opening.run();
			return this.offered.get() == null;
		}
		finally {
			this.offered.remove();
		}
	}

	/**
	 * Take what the handshake left to a session: what was offered, or else what is among
	 * its attributes.
	 * @param session the session of the container
	 * @return the admission, or {@code null} if no handshake of the guard admitted it
	 */
	@Nullable Admission takeAdmission(WebSocketSession session) {
		Admission admission = this.offered.get();
		this.offered.remove();
		return (admission != null) ? admission : (Admission) session.getAttributes().get(Admission.ATTRIBUTE);
	}

	/**
	 * Leave a session alone for as long as it is open.
	 */
	void leaveAlone(WebSocketSession session) {
		WebSocketSession container = WebSocketSessionDecorator.unwrap(session);
		this.sessions.put(container, container);
	}

	boolean isLeftAlone(WebSocketSession session) {
		WebSocketSession container = WebSocketSessionDecorator.unwrap(session);
		return container.equals(this.sessions.get(container));
	}

	void forget(WebSocketSession session) {
		this.sessions.remove(WebSocketSessionDecorator.unwrap(session));
	}

	/**
	 * Return the session that stands for the container's in front of the application.
	 * @param session the session of the container
	 * @return the guarded session, or {@code null} if the session is left alone, not open
	 * yet, or closed
	 */
	@Nullable GuardedWebSocketSession find(WebSocketSession session) {
		return (this.sessions.get(WebSocketSessionDecorator.unwrap(session)) instanceof GuardedWebSocketSession guarded)
				? guarded : null;
	}

	GuardedWebSocketSession open(WebSocketSession session, Admission admission, WebSocketHandler handler) {
		Subprotocol subprotocol = this.subprotocols.stream()
			.filter((candidate) -> candidate.isSpoken(handler, session))
			.findFirst()
			.orElse(this.plain);
		subprotocol.prepare(handler);
		GuardedWebSocketSession guarded = GuardedWebSocketSession.guard(session, admission, subprotocol, this.registry);
		this.sessions.put(WebSocketSessionDecorator.unwrap(session), guarded);
		session.getAttributes().remove(Admission.ATTRIBUTE);
		if (guarded.connection().awaitsToken() && !letWait(guarded)) {
			turnAway(guarded);
			return guarded;
		}
		this.registry.open(guarded.connection()).ifPresent(guarded::close);
		return guarded;
	}

	/**
	 * Before anybody else knows of the connection, and may close it.
	 */
	private boolean letWait(GuardedWebSocketSession session) {
		return this.waiting.enter(session.connection().admission().remoteAddress())
				&& session.move(Stage.HIDDEN, Stage.WAITING);
	}

	/**
	 * Close at once: the container is still opening the session, and must not do so while
	 * another thread closes it.
	 */
	private void turnAway(GuardedWebSocketSession session) {
		Rejection rejection = Rejection.because(RejectionReason.SERVER_BUSY,
				"Too many connections wait for their first message");
		this.registry.endHere(session.connection(), rejection);
		session.close(rejection);
	}

	boolean pass(GuardedWebSocketSession session) {
		return this.registry.pass(session.connection());
	}

	void end(GuardedWebSocketSession session, Rejection rejection) {
		this.registry.end(session.connection(), rejection);
	}

	PrincipalScope.Closing enter(GuardedWebSocketSession session) {
		Principal principal = session.getPrincipal();
		return this.scope.enter(principal);
	}

	/**
	 * Let a first message be judged, if none is: a client of SockJS may send several at a
	 * time, and has one attempt.
	 */
	boolean beginToJudge(GuardedWebSocketSession session) {
		boolean begun = session.move(Stage.WAITING, Stage.JUDGED);
		if (!begun && session.stage() != Stage.HIDDEN) {
			end(session, Rejection.because(RejectionReason.TOKEN_AMBIGUOUS, "Several messages came as the first one"));
		}
		return begun;
	}

	/**
	 * Show a session to the application.
	 * @return {@code false} if it is shown already, or closed
	 */
	boolean show(GuardedWebSocketSession session) {
		if (session.move(Stage.JUDGED, Stage.SHOWN)) {
			stopWaiting(session);
			return true;
		}
		return session.move(Stage.HIDDEN, Stage.SHOWN);
	}

	/**
	 * Take a message, or a part of one, of a client of whom nothing is known.
	 * @return the whole message, or {@code null} if it is not complete or came to an end
	 */
	@Nullable WebSocketMessage<?> receiveBeforeToken(GuardedWebSocketSession session, WebSocketMessage<?> message) {
		if (session.receive(message.getPayloadLength()) > firstMessage(session).maxSize()) {
			end(session, Rejection.because(RejectionReason.MESSAGE_TOO_LARGE,
					"More came before the token than ws-guard.token.first-message.max-size allows"));
			return null;
		}
		return session.assembly().add(message);
	}

	/**
	 * Judge the first message of a client.
	 */
	Opening judgeFirst(GuardedWebSocketSession session, WebSocketMessage<?> message) {
		FirstMessage first = session.subprotocol().read(message);
		if (first instanceof FirstMessage.Token token) {
			return judgeToken(session, token);
		}
		if (first instanceof FirstMessage.Other other) {
			if (!firstMessage(session).required()) {
				return goOn(session, session.connection().identity(), message);
			}
			end(session, other.rejection());
		}
		else if (first instanceof FirstMessage.Unreadable unreadable) {
			end(session, unreadable.rejection());
		}
		else if (first instanceof FirstMessage.Incomplete) {
			session.assembly().keep(message);
		}
		return Opening.REFUSED;
	}

	private Opening judgeToken(GuardedWebSocketSession session, FirstMessage.Token token) {
		Judgement judgement = session.connection().admission().desk().judge(token.token());
		if (judgement instanceof Judgement.Refused refused) {
			end(session, refused.rejection());
			return Opening.REFUSED;
		}
		return goOn(session, ((Judgement.Accepted) judgement).identity(), token.rest());
	}

	private Opening goOn(GuardedWebSocketSession session, Identity identity, @Nullable WebSocketMessage<?> message) {
		return this.registry.identify(session.connection(), identity) ? new Opening(true, message) : Opening.REFUSED;
	}

	private static FirstMessageSettings firstMessage(GuardedWebSocketSession session) {
		FirstMessageSettings settings = session.connection().admission().firstMessage();
		if (settings == null) {
			throw new IllegalStateException("No first message is awaited");
		}
		return settings;
	}

	private void stopWaiting(GuardedWebSocketSession session) {
		this.waiting.leave(session.connection().admission().remoteAddress());
	}

	/**
	 * Forget a session that is closed.
	 * @return whether the application has seen it
	 */
	boolean closed(GuardedWebSocketSession session, CloseStatus status) {
		Stage before = session.leave();
		if (before == Stage.WAITING || before == Stage.JUDGED) {
			stopWaiting(session);
		}
		forget(session);
		LiveConnection connection = session.connection();
		if (status.getCode() == CloseStatus.TOO_BIG_TO_PROCESS.getCode() && isBoundedByContainer(session)) {
			this.registry.endHere(connection, Closing.REFUSED_BY_CONTAINER);
		}
		this.registry.remove(connection);
		return before == Stage.SHOWN;
	}

	/**
	 * The container bounds what it hands over as a whole, which are the frames of SockJS.
	 * At any other session it is the client who says that something is too big.
	 */
	private static boolean isBoundedByContainer(GuardedWebSocketSession session) {
		return WebSocketSessionDecorator.unwrap(session) instanceof SockJsSession;
	}

	/**
	 * What became of a first message.
	 *
	 * @param opened whether the application may see the session
	 * @param message what of the message is the application's, or {@code null}
	 */
	record Opening(boolean opened, @Nullable WebSocketMessage<?> message) {

		private static final Opening REFUSED = new Opening(false, null);

	}

}
