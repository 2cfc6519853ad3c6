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
import java.time.Duration;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.wsguard.connection.Admission;
import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.connection.LiveConnection;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * Stands in front of an endpoint that the container opens, and knows when its connection
 * begins and ends. Messages do not come by here: what bounds them is left to the
 * container.
 */
public final class FollowedEndpoint extends Endpoint {

	private static final Logger logger = LoggerFactory.getLogger(FollowedEndpoint.class);

	private static final Rejection UNREAD = Rejection
		.because(RejectionReason.TOKEN_MISSING,
				"The token was to come as the first message, which another handler got than the guard's")
		.hint("Let the HandshakeHandler of the endpoint pass on the handler that it is given.");

	private final Endpoint delegate;

	private final EndpointConfig config;

	private final Admission admission;

	private final ConnectionRegistry registry;

	private volatile boolean shown;

	private volatile @Nullable LiveConnection connection;

	/**
	 * Create an endpoint for one connection.
	 * @param delegate the application's endpoint
	 * @param config the application's configuration of it
	 * @param admission what the handshake left
	 * @param registry where live connections are kept
	 */
	public FollowedEndpoint(Endpoint delegate, EndpointConfig config, Admission admission,
			ConnectionRegistry registry) {
		this.delegate = delegate;
		this.config = config;
		this.admission = admission;
		this.registry = registry;
	}

	@Override
	public void onOpen(Session session, EndpointConfig ignored) {
		LiveConnection opened = follow(session);
		if (opened.end().isEmpty()) {
			open(session, opened);
		}
	}

	/**
	 * Follow a connection from now on that the application has seen open.
	 */
	void followOpened(Session session) {
		this.shown = true;
		LiveConnection opened = follow(session);
		if (opened.awaitsToken() && this.registry.endHere(opened, UNREAD)) {
			close(session, UNREAD);
		}
		if (!session.isOpen()) {
			// It was closed before anybody knew of the connection
			this.registry.remove(opened);
		}
	}

	private LiveConnection follow(Session session) {
		bound(session);
		LiveConnection opened = this.registry.prepare(this.admission.inContainer(session.getUserPrincipal()),
				session.getId(), (rejection) -> close(session, rejection));
		this.connection = opened;
		this.registry.open(opened).ifPresent((late) -> close(session, late));
		return opened;
	}

	private void open(Session session, LiveConnection opened) {
		this.shown = true;
		try {
			this.delegate.onOpen(session, this.config);
		}
		catch (RuntimeException | Error ex) {
			// The container gives it up, and tells nobody
			this.registry.remove(opened);
			throw ex;
		}
	}

	private void bound(Session session) {
		Duration idleTimeout = this.admission.settings().idleTimeout();
		if (idleTimeout != null) {
			session.setMaxIdleTimeout(idleTimeout.toMillis());
		}
		Integer most = this.admission.settings().maxMessageSize();
		if (most != null) {
			session.setMaxTextMessageBufferSize(Math.min(most, session.getMaxTextMessageBufferSize()));
			session.setMaxBinaryMessageBufferSize(Math.min(most, session.getMaxBinaryMessageBufferSize()));
		}
	}

	private void close(Session session, Rejection rejection) {
		Closing.hurry(session);
		try {
			// The container hands messages over until the client has closed, too
			session.getMessageHandlers().forEach(session::removeMessageHandler);
			session.close(new CloseReason(CloseCodes.getCloseCode(rejection.reason().closeCode()),
					this.admission.settings().namesReasons() ? rejection.closeReason() : null));
		}
		catch (IOException | IllegalStateException ex) {
			logger.debug("The client of connection {} had gone", this.admission.id());
		}
	}

	@Override
	public void onClose(Session session, CloseReason reason) {
		LiveConnection closed = this.connection;
		if (closed != null) {
			forget(closed, reason);
		}
		if (this.shown) {
			this.delegate.onClose(session, reason);
		}
	}

	private void forget(LiveConnection closed, CloseReason reason) {
		if (reason.getCloseCode() == CloseCodes.TOO_BIG) {
			this.registry.endHere(closed, Closing.REFUSED_BY_CONTAINER);
		}
		this.registry.remove(closed);
	}

	@Override
	public void onError(Session session, Throwable failure) {
		if (this.shown) {
			this.delegate.onError(session, failure);
		}
	}

}
