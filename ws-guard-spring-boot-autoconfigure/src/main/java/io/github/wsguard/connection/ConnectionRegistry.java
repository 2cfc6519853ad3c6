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

package io.github.wsguard.connection;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * All live connections of an application, from their handshake to their end. Whatever
 * ends one goes through here, so that its client, the operator and the timers learn the
 * same. Safe for use by many threads.
 */
public final class ConnectionRegistry implements WsGuardSessions {

	private static final Rejection LOGGED_OUT = Rejection.because(RejectionReason.LOGGED_OUT,
			"The HTTP session that the connection was opened with has ended");

	private static final Rejection CLOSED_BY_OPERATOR = Rejection.because(RejectionReason.CLOSED_BY_OPERATOR,
			"The application or an operator closed the connection");

	private final ConcurrentMap<UUID, LiveConnection> connections = new ConcurrentHashMap<>();

	private final RefreshIndex byRefreshId = new RefreshIndex();

	private final LoginSessions logins;

	private final Clock clock;

	private final TimerWheel timers;

	private final ConnectionCloser closer;

	private final ConnectionListener listener;

	/**
	 * Create a registry without connections.
	 * @param clock tells when a connection ends
	 * @param listener told of every end
	 */
	public ConnectionRegistry(Clock clock, ConnectionListener listener) {
		this.clock = clock;
		this.logins = new LoginSessions(clock);
		this.timers = new TimerWheel(clock.millis());
		this.closer = new ConnectionCloser(this::endThoseDue, listener::failed);
		this.listener = listener;
	}

	/**
	 * Make a connection that nobody knows of yet: who closes its session may have to know
	 * the connection first.
	 * @param admission what the handshake left
	 * @param sessionId the identifier of its session
	 * @param transport closes the session
	 * @return the connection, to be {@linkplain #open(LiveConnection) opened}
	 */
	public LiveConnection prepare(Admission admission, String sessionId, Transport transport) {
		return new LiveConnection(admission, sessionId, transport, this.clock.millis());
	}

	/**
	 * Take note of a connection that has just been opened. From now on it may end at any
	 * time.
	 * @param connection the connection
	 * @return why it ends at once, so that the caller has to close its session, or empty
	 * if it does not
	 */
	public Optional<Rejection> open(LiveConnection connection) {
		this.connections.put(connection.admission().id(), connection);
		this.byRefreshId.add(connection);
		schedule(connection);
		if (!this.logins.add(connection)) {
			endHere(connection, LOGGED_OUT);
		}
		return connection.end();
	}

	private void schedule(LiveConnection connection) {
		long due = connection.dueAt();
		this.timers.schedule(connection, due);
		if (connection.isClosed()) {
			// Its timer was cancelled before it was set
			this.timers.cancel(connection);
		}
		if (due != Long.MAX_VALUE) {
			this.closer.startClock();
		}
	}

	/**
	 * Forget a connection whose session is closed.
	 * @param connection the connection
	 */
	public void remove(LiveConnection connection) {
		connection.closed();
		this.connections.remove(connection.admission().id(), connection);
		this.byRefreshId.remove(connection);
		this.logins.remove(connection);
		this.timers.cancel(connection);
	}

	/**
	 * Return whether a message may pass a connection now. One whose time is over is ended
	 * by asking.
	 * @param connection the connection
	 * @return {@code false} if it has ended
	 */
	public boolean pass(LiveConnection connection) {
		long now = this.clock.millis();
		if (connection.pass(now)) {
			return true;
		}
		// A fresh token may have come in between
		return !endIfDue(connection, now) && connection.pass(now);
	}

	/**
	 * Replace the owner of a connection, or his token. A client that was to send a token
	 * goes on from here.
	 * @param connection the connection
	 * @param identity who it belongs to from now on
	 * @return {@code false} if the connection has ended
	 */
	public boolean identify(LiveConnection connection, Identity identity) {
		boolean identified = connection.identify(identity, this.clock.millis());
		if (identified) {
			this.byRefreshId.add(connection);
			schedule(connection);
		}
		return identified;
	}

	/**
	 * End a connection: nothing passes from now on, and its client is told in the
	 * background.
	 * @param connection the connection
	 * @param rejection why
	 * @return whether it had not ended before
	 */
	public boolean end(LiveConnection connection, Rejection rejection) {
		boolean ended = connection.end(rejection);
		if (ended) {
			tellAndClose(connection);
		}
		return ended;
	}

	/**
	 * End a connection whose session the caller closes.
	 * @param connection the connection
	 * @param rejection why
	 * @return whether it had not ended before
	 */
	public boolean endHere(LiveConnection connection, Rejection rejection) {
		boolean ended = connection.end(rejection);
		if (ended) {
			tell(connection);
		}
		return ended;
	}

	private void endThoseDue() {
		long now = this.clock.millis();
		for (TimerWheel.Timer timer : this.timers.advance(now)) {
			LiveConnection connection = (LiveConnection) timer;
			if (connection.endIfDue(now)) {
				// Whoever listens may take his time, and the others are due as well
				this.closer.execute(connection, () -> {
					tell(connection);
					connection.close();
				});
			}
			else if (connection.end().isEmpty()) {
				schedule(connection);
			}
		}
	}

	private boolean endIfDue(LiveConnection connection, long now) {
		boolean ended = connection.endIfDue(now);
		if (ended) {
			tellAndClose(connection);
		}
		return ended || connection.end().isPresent();
	}

	private void tellAndClose(LiveConnection connection) {
		tell(connection);
		this.closer.execute(connection, connection::close);
	}

	private void tell(LiveConnection connection) {
		this.timers.cancel(connection);
		this.listener.ended(connection, connection.end().orElseThrow());
	}

	/**
	 * Return the connection whose token a client may refresh by an identifier that it
	 * chose.
	 * @param refreshId the identifier
	 * @return the connection, or empty if there is none or it has ended
	 */
	public Optional<LiveConnection> ofRefreshId(String refreshId) {
		return this.byRefreshId.find(refreshId);
	}

	/**
	 * Take note that an HTTP session has ended, or its user has logged out: connections
	 * that were opened by that login end with it. One that has a token goes on.
	 * @param httpSessionId the identifier of the session
	 */
	public void loggedOut(String httpSessionId) {
		for (LiveConnection connection : this.logins.end(httpSessionId)) {
			if (connection.identity().token() == null) {
				end(connection, LOGGED_OUT);
			}
		}
	}

	/**
	 * Take note that an HTTP session is called differently from now on.
	 * @param before its identifier until now
	 * @param now its identifier from now on
	 */
	public void httpSessionRenamed(String before, String now) {
		this.logins.rename(before, now);
	}

	/**
	 * Return the connections that have not ended.
	 * @return a snapshot, in no particular order
	 */
	List<LiveConnection> live() {
		return this.connections.values().stream().filter((connection) -> connection.end().isEmpty()).toList();
	}

	/**
	 * Wait until the clients of all connections that have ended are told.
	 * @param limit how long to wait at most
	 */
	void awaitFarewells(Duration limit) {
		this.closer.finish(limit);
	}

	/**
	 * Return how many connections there are.
	 * @return the number at this time
	 */
	public int size() {
		return this.connections.size();
	}

	@Override
	public List<GuardedConnection> list() {
		return live().stream().map(GuardedConnection::of).toList();
	}

	@Override
	public Optional<GuardedConnection> find(String id) {
		return ofId(id).map(GuardedConnection::of);
	}

	private Optional<LiveConnection> ofId(String id) {
		try {
			return Optional.ofNullable(this.connections.get(UUID.fromString(id)))
				.filter((connection) -> connection.end().isEmpty());
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	@Override
	public boolean close(String id) {
		return ofId(id).filter((connection) -> end(connection, CLOSED_BY_OPERATOR)).isPresent();
	}

	@Override
	public int closeIf(Predicate<GuardedConnection> which) {
		return endIf((connection) -> which.test(GuardedConnection.of(connection)), CLOSED_BY_OPERATOR);
	}

	/**
	 * End some connections.
	 * @param which tells whether a connection is meant
	 * @param rejection why
	 * @return how many were ended
	 */
	public int endIf(Predicate<LiveConnection> which, Rejection rejection) {
		int ended = 0;
		for (LiveConnection connection : this.connections.values()) {
			if (connection.end().isEmpty() && which.test(connection) && end(connection, rejection)) {
				ended++;
			}
		}
		return ended;
	}

	/**
	 * Stop the timers and the threads that close. Connections stay as they are.
	 */
	public void shutdown() {
		this.closer.shutdown();
	}

}
