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

import java.security.Principal;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import io.github.wsguard.connection.Admission;
import io.github.wsguard.connection.Identity;
import io.github.wsguard.connection.TokenDesk;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;

/**
 * Writes down what a handshake leaves to its connection.
 */
final class Admissions {

	/**
	 * The query parameter by which a client chooses how it will name its connection.
	 */
	static final String REFRESH_PARAMETER = "ws_guard_connection";

	/**
	 * Too long to be guessed, and short enough for a path.
	 */
	static final Pattern REFRESH_ID = Pattern.compile("[A-Za-z0-9_-]{22,128}");

	private static final TokenDesk NO_LATER_TOKENS = (token) -> new TokenDesk.Judgement.Refused(Rejection
		.because(RejectionReason.REFRESH_CONNECTION_UNKNOWN, "The endpoint takes no token after the handshake"));

	private final PrincipalHandover handover;

	Admissions(PrincipalHandover handover) {
		this.handover = handover;
	}

	/**
	 * Write down an admitted handshake.
	 * @param handshake the handshake
	 * @param current the request as the application sees it
	 */
	Admission of(Handshake handshake, HttpServletRequest current) {
		HandshakeAttempt attempt = handshake.attempt();
		ConnectionPolicy policy = handshake.policy().connection();
		TokenPrincipal token = attempt.principal().orElse(null);
		Principal principal = current.getUserPrincipal();
		boolean later = policy.refreshable() || attempt.isTokenDeferred();
		TokenDesk desk = later ? new LaterTokens(handshake.target(), attempt.client(), this.handover) : NO_LATER_TOKENS;
		return new Admission(handshake.id(), handshake.target().label(), attempt.client().address(),
				new Identity(token, principal), policy.settings(), desk,
				attempt.isTokenDeferred() ? policy.firstMessage() : null,
				policy.refreshable() ? refreshId(handshake.received()) : null,
				(token != null) ? null : sessionId(current));
	}

	private static @Nullable String refreshId(HttpServletRequest received) {
		String[] values = received.getParameterValues(REFRESH_PARAMETER);
		return (values != null && values.length == 1 && REFRESH_ID.matcher(values[0]).matches()) ? values[0] : null;
	}

	private static @Nullable String sessionId(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		return (session != null) ? session.getId() : null;
	}

}
