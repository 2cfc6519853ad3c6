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

import java.io.IOException;
import java.security.Principal;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

import io.github.wsguard.connection.Admission;
import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.connection.Identity;
import io.github.wsguard.connection.LiveConnection;
import io.github.wsguard.connection.Transport;
import io.github.wsguard.decision.Rejection;

/**
 * A session as the application sees it: its principal is whoever the last good token
 * speaks for, and nothing goes out once its connection has ended.
 */
class GuardedWebSocketSession extends WebSocketSessionDecorator implements Transport, GuardedSession {

	private static final Logger logger = LoggerFactory.getLogger(GuardedWebSocketSession.class);

	static final String ATTRIBUTE = GuardedWebSocketSession.class.getName();

	private static final long FAREWELL_MILLIS = 1000;

	private final ConnectionRegistry registry;

	private final Subprotocol subprotocol;

	private final @Nullable ReentrantLock sending;

	private final LiveConnection connection;

	private volatile Stage stage = Stage.HIDDEN;

	private int receivedBeforeToken;

	private @Nullable MessageAssembly assembly;

	private volatile @Nullable Farewell farewell;

	GuardedWebSocketSession(WebSocketSession delegate, Admission admission, Subprotocol subprotocol,
			ConnectionRegistry registry) {
		super(delegate);
		this.registry = registry;
		this.subprotocol = subprotocol;
		this.sending = subprotocol.interjects() ? new ReentrantLock() : null;
		this.connection = registry.prepare(admission, delegate.getId(), this);
		if (subprotocol.interjects()) {
			// Whoever handles its frames has nothing but the attributes to know it by
			delegate.getAttributes().put(ATTRIBUTE, this);
		}
	}

	/**
	 * Guard a session.
	 * @return what stands for it in front of the application
	 */
	static GuardedWebSocketSession guard(WebSocketSession session, Admission admission, Subprotocol subprotocol,
			ConnectionRegistry registry) {
		return (session instanceof NativeWebSocketSession container)
				? new GuardedNativeWebSocketSession(container, admission, subprotocol, registry)
				: new GuardedWebSocketSession(session, admission, subprotocol, registry);
	}

	@Override
	public LiveConnection connection() {
		return this.connection;
	}

	Subprotocol subprotocol() {
		return this.subprotocol;
	}

	/**
	 * Return what the application may see of the session.
	 */
	Stage stage() {
		return this.stage;
	}

	/**
	 * Go on from one stage to another. The lock is the connection's: applications lock
	 * their sessions for as long as they send.
	 * @return {@code false} if the session is at another stage
	 */
	boolean move(Stage from, Stage to) {
		synchronized (this.connection) {
			boolean moves = this.stage == from;
			this.stage = moves ? to : this.stage;
			return moves;
		}
	}

	/**
	 * Take note that the session is closed.
	 * @return the stage that it was at
	 */
	Stage leave() {
		synchronized (this.connection) {
			Stage before = this.stage;
			this.stage = Stage.CLOSED;
			return before;
		}
	}

	MessageAssembly assembly() {
		if (this.assembly == null) {
			this.assembly = new MessageAssembly();
		}
		return this.assembly;
	}

	/**
	 * Count what comes before the token.
	 * @return the bytes so far
	 */
	int receive(int bytes) {
		this.receivedBeforeToken += bytes;
		return this.receivedBeforeToken;
	}

	@Override
	public @Nullable Principal getPrincipal() {
		Identity identity = this.connection.identity();
		return (identity.token() != null) ? identity.principal() : super.getPrincipal();
	}

	@Override
	public boolean isOpen() {
		return this.connection.end().isEmpty() && super.isOpen();
	}

	/**
	 * Send a message. Once the connection has ended it goes nowhere, as with a session
	 * that closes.
	 */
	@Override
	public void sendMessage(WebSocketMessage<?> message) throws IOException {
		if (this.sending == null) {
			sendUnlessEnded(message);
			return;
		}
		this.sending.lock();
		try {
			sendUnlessEnded(message);
		}
		finally {
			this.sending.unlock();
		}
	}

	private void sendUnlessEnded(WebSocketMessage<?> message) throws IOException {
		if (this.registry.pass(this.connection)) {
			super.sendMessage(message);
		}
	}

	@Override
	public void close() throws IOException {
		close(CloseStatus.NORMAL);
	}

	/**
	 * Close the session. If the guard has ended the connection, the client is told its
	 * reason and no other.
	 */
	@Override
	public void close(CloseStatus status) throws IOException {
		super.close(this.connection.end().map(this::status).orElse(status));
	}

	@Override
	public void refuse(Rejection rejection, @Nullable WebSocketMessage<?> farewell) {
		if (farewell != null) {
			this.farewell = new Farewell(rejection, farewell);
		}
		this.registry.end(this.connection, rejection);
	}

	@Override
	public void close(Rejection rejection) {
		WebSocketSession session = getDelegate();
		Closing.hurry(session);
		try {
			sayFarewell(rejection);
			session.close(status(rejection));
		}
		catch (IOException | IllegalStateException ex) {
			logger.debug("The client of connection {} had gone", this.connection.id());
		}
	}

	private void sayFarewell(Rejection rejection) throws IOException {
		WebSocketMessage<?> farewell = farewell(rejection);
		ReentrantLock lock = this.sending;
		if (farewell == null || lock == null || !acquire(lock)) {
			return;
		}
		try {
			getDelegate().sendMessage(farewell);
		}
		finally {
			lock.unlock();
		}
	}

	private @Nullable WebSocketMessage<?> farewell(Rejection rejection) {
		Farewell own = this.farewell;
		if (own != null && own.rejection().equals(rejection)) {
			return own.message();
		}
		return namesReasons() ? this.subprotocol.farewell(rejection) : null;
	}

	private static boolean acquire(ReentrantLock lock) {
		try {
			return lock.tryLock(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private CloseStatus status(Rejection rejection) {
		return Closing.status(rejection, namesReasons());
	}

	private boolean namesReasons() {
		return this.connection.admission().settings().namesReasons();
	}

	@Override
	public String toString() {
		return Objects.toString(getDelegate());
	}

	/**
	 * What the application may see of a session.
	 */
	enum Stage {

		/**
		 * Nothing: it is being opened, or came to an end before.
		 */
		HIDDEN,

		/**
		 * Nothing: a message with a token is awaited.
		 */
		WAITING,

		/**
		 * Nothing: the message with the token is being judged.
		 */
		JUDGED,

		/**
		 * Everything.
		 */
		SHOWN,

		/**
		 * Nothing more.
		 */
		CLOSED

	}

	/**
	 * What the client is told if the connection ends for this reason and no other.
	 */
	private record Farewell(Rejection rejection, WebSocketMessage<?> message) {

	}

}
