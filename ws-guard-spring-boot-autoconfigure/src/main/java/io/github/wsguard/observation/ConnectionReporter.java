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

package io.github.wsguard.observation;

import java.time.Clock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;

import io.github.wsguard.connection.ConnectionListener;
import io.github.wsguard.connection.LiveConnection;
import io.github.wsguard.decision.Rejection;

/**
 * Tells operators why a live connection was ended: by a log line, a counter and an event.
 * What fails in telling changes nothing.
 */
public final class ConnectionReporter implements ConnectionListener {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionReporter.class);

	private final ApplicationEventPublisher events;

	private final ConnectionLog log;

	/**
	 * Create a reporter.
	 * @param events where {@link ConnectionEnded} is published
	 * @param clock tells when a window of sampling ends
	 */
	public ConnectionReporter(ApplicationEventPublisher events, Clock clock) {
		this.events = events;
		this.log = new ConnectionLog(clock);
	}

	@Override
	public void ended(LiveConnection connection, Rejection rejection) {
		try {
			this.log.write(connection, rejection);
			this.events.publishEvent(new ConnectionEnded(connection.id(), connection.admission().endpoint(),
					connection.admission().remoteAddress(), connection.identity().token(), rejection));
		}
		// The connection has ended: a listener's failure is the listener's
		catch (RuntimeException | Error ex) {
			logger.warn("A listener failed to take note of the end of a WebSocket connection", ex);
		}
	}

	@Override
	public void failed(String what, Throwable failure) {
		logger.error(what, failure);
	}

}
