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

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.wsguard.connection.Identity;
import io.github.wsguard.connection.TokenDesk;
import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.PresentedToken;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;

/**
 * Judges the tokens of one connection after its handshake. Keeps nothing of the request
 * but what the checks of a token go by.
 */
final class LaterTokens implements TokenDesk, HandshakeRequest {

	private static final Logger logger = LoggerFactory.getLogger(LaterTokens.class);

	private final EndpointPolicy policy;

	private final @Nullable MappedEndpoint endpoint;

	private final ClientConnection client;

	private final Map<String, String> pathVariables;

	private final PrincipalHandover handover;

	LaterTokens(Target target, ClientConnection client, PrincipalHandover handover) {
		this.policy = target.policy();
		this.endpoint = target.endpoint();
		this.client = client;
		this.pathVariables = target.pathVariables();
		this.handover = handover;
	}

	/**
	 * Return the policy of the endpoint that the connection is one of.
	 */
	EndpointPolicy policy() {
		return this.policy;
	}

	/**
	 * Return the registered endpoint that the connection is one of.
	 * @return the endpoint, or {@code null} if no mapping shows one
	 */
	@Nullable MappedEndpoint endpoint() {
		return this.endpoint;
	}

	@Override
	public Judgement judge(String token) {
		HandshakeAttempt attempt = new HandshakeAttempt(this);
		PresentedToken presented = new PresentedToken(token, false);
		attempt.present(presented);
		Decision decision = this.policy.connection().tokenChain().evaluate(attempt);
		if (decision instanceof Decision.Reject reject) {
			return new Judgement.Refused(reject.rejection());
		}
		TokenPrincipal principal = attempt.principal().orElseThrow();
		try {
			return new Judgement.Accepted(new Identity(principal, this.handover.present(principal, presented)));
		}
		// Fail closed: what the application makes of a token may fail
		catch (RuntimeException ex) {
			logger.error("The principal of a token could not be made; the token is refused", ex);
			return new Judgement.Refused(
					Rejection.because(RejectionReason.INTERNAL_ERROR, "The principal of the token could not be made"));
		}
	}

	@Override
	public Kind kind() {
		return Kind.UPGRADE;
	}

	@Override
	public String method() {
		return "GET";
	}

	@Override
	public String httpVersion() {
		return "HTTP/1.1";
	}

	@Override
	public List<String> headers(String name) {
		return List.of();
	}

	@Override
	public @Nullable String query() {
		return null;
	}

	@Override
	public ClientConnection connection() {
		return this.client;
	}

	@Override
	public Map<String, String> pathVariables() {
		return this.pathVariables;
	}

	@Override
	public Optional<Rejection> pathFault() {
		return Optional.empty();
	}

	@Override
	public List<String> supportedSubprotocols() {
		return List.of();
	}

	@Override
	public Optional<Boolean> registeredOriginsAllow(String origin) {
		return Optional.empty();
	}

	@Override
	public Optional<List<String>> applicationLogin() {
		return Optional.empty();
	}

}
