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

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;

/**
 * A connection from its handshake to its end. Open while it has an owner whose token
 * counts and no bound is reached; ends once, for one reason, and nothing passes in either
 * direction after that. Safe for use by many threads.
 */
public final class LiveConnection extends TimerWheel.Timer {

	private final Admission admission;

	private final String sessionId;

	private final Transport transport;

	private final long openedAt;

	private volatile Identity identity;

	// The end of the token in milliseconds of the epoch
	private volatile long tokenEnd;

	private volatile long lastActiveAt;

	private volatile boolean awaitsToken;

	private volatile @Nullable Rejection end;

	private volatile boolean closed;

	/**
	 * Create a connection that has just been opened.
	 * @param admission what the handshake left
	 * @param sessionId the identifier of the session that carries it
	 * @param transport closes the session
	 * @param now the time, in milliseconds of the epoch
	 */
	LiveConnection(Admission admission, String sessionId, Transport transport, long now) {
		this.admission = admission;
		this.sessionId = sessionId;
		this.transport = transport;
		this.openedAt = now;
		this.lastActiveAt = now;
		this.identity = admission.identity();
		this.tokenEnd = endOf(admission.identity());
		this.awaitsToken = admission.firstMessage() != null && admission.identity().token() == null;
	}

	private long endOf(Identity identity) {
		if (identity.token() == null || !this.admission.settings().closeOnExpiry()) {
			return Long.MAX_VALUE;
		}
		Instant end = identity.token().getExpiresAt().plus(this.admission.settings().clockSkew());
		// A token counts up to its end: a fraction of a millisecond still does
		return end.plusNanos(999_999).toEpochMilli();
	}

	/**
	 * Return the identifier, which is that of the handshake.
	 * @return the identifier that log lines and events carry
	 */
	public String id() {
		return this.admission.id().toString();
	}

	/**
	 * Return what the handshake left.
	 * @return the admission
	 */
	public Admission admission() {
		return this.admission;
	}

	/**
	 * Return the identifier of the session that carries the connection.
	 * @return Spring's identifier
	 */
	public String sessionId() {
		return this.sessionId;
	}

	/**
	 * Return who the connection belongs to now.
	 * @return the identity
	 */
	public Identity identity() {
		return this.identity;
	}

	/**
	 * Return when the connection was opened.
	 * @return the time
	 */
	public Instant openedAt() {
		return Instant.ofEpochMilli(this.openedAt);
	}

	/**
	 * Return why the connection ended.
	 * @return the rejection, or empty if nobody ended it
	 */
	public Optional<Rejection> end() {
		return Optional.ofNullable(this.end);
	}

	/**
	 * Return whether the client has yet to send its token.
	 * @return {@code true} until it has
	 */
	public boolean awaitsToken() {
		return this.awaitsToken;
	}

	/**
	 * Return whether a message may pass now, and take note that one does.
	 * @param now the time, in milliseconds of the epoch
	 * @return {@code false} from the moment on at which the connection ends or has to
	 */
	public boolean pass(long now) {
		if (this.end != null || this.awaitsToken || now >= this.tokenEnd) {
			return false;
		}
		if (this.admission.settings().idleTimeout() != null) {
			this.lastActiveAt = now;
		}
		return true;
	}

	/**
	 * Let the client go on as somebody else, or as the same with a new token.
	 * @param identity who it is from now on
	 * @param now the time, in milliseconds of the epoch
	 * @return {@code false} if the connection has ended or its time is over
	 */
	synchronized boolean identify(Identity identity, long now) {
		if (this.closed || this.end != null || fault(now) != null) {
			return false;
		}
		this.identity = identity;
		this.tokenEnd = endOf(identity);
		if (this.awaitsToken) {
			// A message said so
			this.lastActiveAt = now;
			this.awaitsToken = false;
		}
		return true;
	}

	/**
	 * End the connection, if nobody has. The session is still to be closed.
	 * @param rejection why
	 * @return whether it had not ended before
	 */
	synchronized boolean end(Rejection rejection) {
		if (this.closed || this.end != null) {
			return false;
		}
		this.end = rejection;
		return true;
	}

	/**
	 * End the connection if it may not go on at this time.
	 * @param now the time, in milliseconds of the epoch
	 * @return whether it ended just now
	 */
	synchronized boolean endIfDue(long now) {
		Rejection fault = this.closed ? null : fault(now);
		return fault != null && end(fault);
	}

	/**
	 * Take note that the session is closed: nobody changes the connection any more.
	 */
	synchronized void closed() {
		this.closed = true;
		notifyAll();
	}

	/**
	 * Return whether the session is closed, whoever closed it.
	 * @return {@code true} if nothing becomes of the connection any more
	 */
	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Wait until the session is closed.
	 * @param nanos how long to wait at most, not at all if it is not positive
	 * @return {@code false} if the thread was interrupted, which it stays
	 */
	synchronized boolean awaitClosed(long nanos) {
		long end = System.nanoTime() + nanos;
		try {
			for (long left = nanos; left > 0 && !this.closed; left = end - System.nanoTime()) {
				TimeUnit.NANOSECONDS.timedWait(this, left);
			}
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	void close() {
		this.transport.close(end().orElseThrow());
	}

	@Override
	long dueAt() {
		if (this.awaitsToken) {
			return after(this.openedAt, firstMessage().timeout());
		}
		ConnectionSettings settings = this.admission.settings();
		return Math.min(this.tokenEnd, Math.min(after(this.openedAt, settings.maxDuration()),
				after(this.lastActiveAt, settings.idleTimeout())));
	}

	private @Nullable Rejection fault(long now) {
		if (now < dueAt()) {
			return null;
		}
		if (this.awaitsToken) {
			return Rejection.because(RejectionReason.AUTH_TIMEOUT, "The first message did not come in time");
		}
		if (now >= this.tokenEnd) {
			return Rejection.because(RejectionReason.TOKEN_EXPIRED, "The token of the connection has expired");
		}
		return (now >= after(this.openedAt, this.admission.settings().maxDuration()))
				? Rejection.because(RejectionReason.CONNECTION_TOO_OLD, "The connection has lasted as long as it may")
				: Rejection.because(RejectionReason.IDLE_TIMEOUT, "No message passed for as long as may be");
	}

	private FirstMessageSettings firstMessage() {
		FirstMessageSettings settings = this.admission.firstMessage();
		if (settings == null) {
			throw new IllegalStateException("No first message is awaited");
		}
		return settings;
	}

	private static long after(long start, @Nullable Duration duration) {
		if (duration == null) {
			return Long.MAX_VALUE;
		}
		long end = start + duration.toMillis();
		return (end < start) ? Long.MAX_VALUE : end;
	}

	/**
	 * Return until when the token counts.
	 * @return the {@code exp} of the token, or empty if there is none
	 */
	public Optional<Instant> expiresAt() {
		return Optional.ofNullable(this.identity.token()).map(TokenPrincipal::getExpiresAt);
	}

}
