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
import org.slf4j.spi.LoggingEventBuilder;

import io.github.wsguard.decision.Layer;
import io.github.wsguard.decision.Rejection;

/**
 * Writes one line a refusal, and no more than a few of the same reason and endpoint in a
 * while: an attacker must not fill the log. What was left out is counted and said with
 * the next line.
 */
public final class RejectionLog {

	/**
	 * The logger that refusals are written to.
	 */
	public static final String LOGGER_NAME = "io.github.wsguard.rejections";

	private static final Logger logger = LoggerFactory.getLogger(LOGGER_NAME);

	private final LineSampling sampling;

	/**
	 * Create a log.
	 * @param clock tells when a window of sampling ends
	 */
	public RejectionLog(Clock clock) {
		this.sampling = new LineSampling(clock);
	}

	void write(HandshakeFacts facts, Rejection rejection, int status, boolean reportOnly) {
		if (!logger.isWarnEnabled()) {
			return;
		}
		long leftOut = this.sampling.admit(rejection.reason(), facts.endpoint());
		if (leftOut == LineSampling.LEAVE_OUT) {
			return;
		}
		LoggingEventBuilder line = logger.atWarn()
			.addKeyValue("reason", rejection.reason().name())
			.addKeyValue("status", status)
			.addKeyValue("layer", rejection.layer().value())
			.addKeyValue("endpoint", facts.endpoint())
			.addKeyValue("origin", facts.origin())
			.addKeyValue("remote", facts.remoteAddress())
			.addKeyValue("id", facts.id());
		if (leftOut > 0) {
			line = line.addKeyValue("suppressed", leftOut);
		}
		if (facts.failure() != null) {
			line = line.setCause(facts.failure());
		}
		line.log(message(facts, rejection, status, reportOnly, leftOut));
		if (logger.isDebugEnabled() && rejection.reason().name().startsWith("ORIGIN_")) {
			logger.atDebug().addKeyValue("id", facts.id()).log("Allowed origins: {}", facts.allowedOrigins());
		}
	}

	private static String message(HandshakeFacts facts, Rejection rejection, int status, boolean reportOnly,
			long leftOut) {
		StringBuilder message = new StringBuilder(256);
		message.append(reportOnly ? "Would reject" : "Rejected");
		message.append((rejection.layer() == Layer.CONTAINER) ? " request: " : " WebSocket handshake: ");
		message.append(rejection.reason().name()).append(" (").append(status).append(") by ");
		message.append(rejection.layer().value()).append(" at ").append(facts.endpoint());
		message.append(", path ").append(facts.path());
		message.append((facts.origin() != null) ? ", origin " + facts.origin() : ", no origin");
		message.append(", remote ").append(facts.remoteAddress()).append(", id ").append(facts.id());
		message.append(": ").append(rejection.detail()).append(". ").append(rejection.hint());
		if (leftOut > 0) {
			message.append(" (").append(leftOut).append(" similar lines were left out)");
		}
		return message.toString();
	}

}
