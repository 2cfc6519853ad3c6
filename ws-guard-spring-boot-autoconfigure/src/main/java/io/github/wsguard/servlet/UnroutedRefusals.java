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

package io.github.wsguard.servlet;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.observation.HandshakeEvent;
import io.github.wsguard.observation.HandshakeFacts;
import io.github.wsguard.observation.HandshakeReporter;

/**
 * Writes and reports refusals of requests that were never led to an endpoint. Tells
 * nothing of their target: in a request that cannot be read a token may stand anywhere.
 */
public final class UnroutedRefusals {

	private static final String UNKNOWN = "unknown";

	private final RefusalWriter writer;

	private final HandshakeReporter reporter;

	/**
	 * Create the refusals.
	 * @param writer writes them
	 * @param reporter told of each of them
	 */
	public UnroutedRefusals(RefusalWriter writer, HandshakeReporter reporter) {
		this.writer = writer;
		this.reporter = reporter;
	}

	/**
	 * Write a refusal and report it.
	 * @param request a request that may be broken
	 * @param response a response that is not committed
	 * @param rejection why, and by whom
	 * @param status the HTTP status
	 * @throws IOException if the client has gone; reported all the same
	 */
	public void refuse(HttpServletRequest request, HttpServletResponse response, Rejection rejection, int status)
			throws IOException {
		HandshakeReporter.Observed observed = this.reporter.start(HandshakeEvent.NO_ENDPOINT);
		String id = Handshake.randomId().toString();
		try {
			this.writer.write(response, rejection, status, id);
		}
		finally {
			HandshakeFacts facts = new HandshakeFacts(id, HandshakeEvent.NO_ENDPOINT, UNKNOWN, null,
					request.getHeader("Origin"), Objects.requireNonNullElse(request.getRemoteAddr(), UNKNOWN), null,
					List.of(), null);
			observed.rejected(facts, rejection, status, false);
		}
	}

}
