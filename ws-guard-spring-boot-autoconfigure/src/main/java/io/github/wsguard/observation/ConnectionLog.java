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
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

import io.github.wsguard.connection.LiveConnection;
import io.github.wsguard.decision.Rejection;

/**
 * Writes one line for each connection that was ended, and no more than a few of the same
 * reason and endpoint in a while. What a client did wrong is a warning; what had to come
 * is not.
 */
final class ConnectionLog {

	/**
	 * The logger that ends of connections are written to.
	 */
	static final String LOGGER_NAME = "io.github.wsguard.connections";

	private static final Logger logger = LoggerFactory.getLogger(LOGGER_NAME);

	private final LineSampling sampling;

	/**
	 * Create a log.
	 * @param clock tells when a window of sampling ends
	 */
	ConnectionLog(Clock clock) {
		this.sampling = new LineSampling(clock);
	}

	void write(LiveConnection connection, Rejection rejection) {
		Level level = level(connection, rejection);
		if (!logger.isEnabledForLevel(level)) {
			return;
		}
		String endpoint = connection.admission().endpoint();
		long leftOut = this.sampling.admit(rejection.reason(), endpoint);
		if (leftOut == LineSampling.LEAVE_OUT) {
			return;
		}
		String remote = connection.admission().remoteAddress();
		LoggingEventBuilder line = logger.atLevel(level)
			.addKeyValue("reason", rejection.reason().name())
			.addKeyValue("code", rejection.reason().closeCode())
			.addKeyValue("layer", rejection.layer().value())
			.addKeyValue("endpoint", endpoint)
			.addKeyValue("remote", remote)
			.addKeyValue("id", connection.id());
		String message = "Closed WebSocket connection: " + rejection.reason().name() + " ("
				+ rejection.reason().closeCode() + ") by " + rejection.layer().value() + " at " + endpoint + ", remote "
				+ remote + ", id " + connection.id() + ": " + rejection.detail() + ". " + rejection.hint();
		if (leftOut > 0) {
			line = line.addKeyValue("suppressed", leftOut);
			message += " (" + leftOut + " similar lines were left out)";
		}
		line.log(message);
	}

	private static Level level(LiveConnection connection, Rejection rejection) {
		return switch (rejection.reason()) {
			case TOKEN_EXPIRED -> (connection.identity().token() != null) ? Level.INFO : Level.WARN;
			case CONNECTION_TOO_OLD, IDLE_TIMEOUT, LOGGED_OUT, CLOSED_BY_OPERATOR, DRAINING -> Level.INFO;
			default -> Level.WARN;
		};
	}

}
