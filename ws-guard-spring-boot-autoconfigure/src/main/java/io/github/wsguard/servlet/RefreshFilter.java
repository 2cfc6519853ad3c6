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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.connection.LiveConnection;
import io.github.wsguard.connection.TokenRefresh;
import io.github.wsguard.connection.TokenRefresh.Outcome;
import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeRequest.Kind;
import io.github.wsguard.decision.PresentedToken;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.observation.HandshakeFacts;
import io.github.wsguard.observation.HandshakeReporter;

/**
 * Takes fresh tokens for live connections: {@code POST <path>/<id>}, where the client
 * chose the identifier in its handshake. Answers by itself, in front of the application
 * and its security.
 * <p>
 * What holds is the policy of the connection's endpoint, and the default policy if there
 * is no such connection. The token is judged first in any case, so that whoever has none
 * that counts learns of it what the same request for any other identifier would tell. The
 * others learn whether the identifier is in use: it is too long to be guessed, and good
 * for nothing without a token of the same subject.
 */
public final class RefreshFilter implements Filter {

	private static final String ALLOWED_METHODS = "POST, OPTIONS";

	private final String path;

	private final ConnectionRegistry connections;

	private final TokenRefresh refresh;

	private final EndpointPolicies policies;

	private final HandshakeReporter reporter;

	/**
	 * Create a filter.
	 * @param path the path within the application that identifiers follow
	 * @param connections where live connections are found
	 * @param refresh replaces their tokens
	 * @param policies the configured policies
	 * @param reporter told of every request
	 */
	public RefreshFilter(String path, ConnectionRegistry connections, TokenRefresh refresh, EndpointPolicies policies,
			HandshakeReporter reporter) {
		this.path = path;
		this.connections = connections;
		this.refresh = refresh;
		this.policies = policies;
		this.reporter = reporter;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest httpRequest && response instanceof HttpServletResponse httpResponse) {
			new Exchange(httpRequest, httpResponse).answer();
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private Optional<LiveConnection> connection(RequestPaths paths) {
		String prefix = this.path + "/";
		String id = paths.normalized().startsWith(prefix) ? paths.normalized().substring(prefix.length()) : "";
		return Admissions.REFRESH_ID.matcher(id).matches() ? this.connections.ofRefreshId(id) : Optional.empty();
	}

	/**
	 * Never shows the identifier, which is nobody else's business.
	 */
	private String label() {
		return this.path + "/{id}";
	}

	/**
	 * One request and its answer.
	 */
	private final class Exchange {

		private final HttpServletRequest request;

		private final HttpServletResponse response;

		private final String id = Handshake.randomId().toString();

		private final HandshakeReporter.Observed observed = RefreshFilter.this.reporter.start(label());

		private final @Nullable LiveConnection connection;

		private final EndpointPolicy policy;

		private final HandshakeAttempt attempt;

		private @Nullable Throwable failure;

		Exchange(HttpServletRequest request, HttpServletResponse response) {
			this.request = request;
			this.response = response;
			RequestPaths paths = RequestPaths.of(request);
			this.connection = connection(paths).orElse(null);
			LaterTokens desk = (this.connection != null
					&& this.connection.admission().desk() instanceof LaterTokens own) ? own : null;
			this.policy = (desk != null) ? desk.policy() : RefreshFilter.this.policies.others();
			Target target = new Target(paths, isPreflight() ? Kind.SOCKJS_RESOURCE : Kind.UPGRADE, this.policy,
					(desk != null) ? desk.endpoint() : null, null, Map.of(), Optional.empty());
			this.attempt = new HandshakeAttempt(
					new ServletHandshakeRequest(request, target, (ignored) -> Optional.empty()));
		}

		private boolean isPreflight() {
			return "OPTIONS".equals(this.request.getMethod()) && this.request.getHeader("Origin") != null
					&& this.request.getHeader("Access-Control-Request-Method") != null;
		}

		void answer() throws IOException {
			this.response.addHeader("Vary", "Origin");
			if (!isPreflight() && !"POST".equals(this.request.getMethod())) {
				this.response.setHeader("Allow", ALLOWED_METHODS);
				refuse(Rejection.because(RejectionReason.METHOD_NOT_ALLOWED, "A fresh token is sent by another method")
					.hint("Use POST."));
				return;
			}
			Decision decision = this.policy.connection().refreshChain().evaluate(this.attempt);
			if (this.attempt.isOriginAdmitted()) {
				letPageRead();
			}
			if (decision instanceof Decision.Reject reject) {
				refuse(reject.rejection());
			}
			else if (isPreflight()) {
				permit();
			}
			else {
				answer(refresh());
			}
		}

		/**
		 * No credentials: a page has to send the token itself.
		 */
		private void letPageRead() {
			this.response.setHeader("Access-Control-Allow-Origin", this.request.getHeader("Origin"));
			this.response.setHeader("Access-Control-Expose-Headers", RefusalWriter.REASON_HEADER + ", Retry-After");
		}

		private void permit() {
			this.response.setHeader("Access-Control-Allow-Methods", "POST");
			this.response.setHeader("Access-Control-Allow-Headers", "Authorization");
			this.response.setStatus(HttpServletResponse.SC_NO_CONTENT);
			this.observed.passed();
		}

		private Outcome refresh() {
			try {
				String token = this.attempt.token().map(PresentedToken::value).orElseThrow();
				return (this.connection != null) ? RefreshFilter.this.refresh.refresh(this.connection, token)
						: withoutConnection();
			}
			// What the application makes of a token may fail
			catch (RuntimeException ex) {
				this.failure = ex;
				return new Outcome.Refused(
						Rejection.because(RejectionReason.INTERNAL_ERROR, "The token could not be replaced"));
			}
		}

		private Outcome withoutConnection() {
			Decision decision = this.policy.connection().tokenChain().evaluate(this.attempt);
			return (decision instanceof Decision.Reject reject) ? new Outcome.Refused(reject.rejection())
					: new Outcome.Ended();
		}

		private void answer(Outcome outcome) throws IOException {
			if (outcome instanceof Outcome.Refreshed refreshed) {
				tell(refreshed.expiresIn());
			}
			else if (outcome instanceof Outcome.Refused refused) {
				refuse(refused.rejection());
			}
			else {
				refuse(Rejection.because(RejectionReason.REFRESH_CONNECTION_UNKNOWN,
						"No live connection has the identifier in the path"));
			}
		}

		private void tell(Duration expiresIn) throws IOException {
			byte[] body = ("{\"expiresIn\":" + expiresIn.toSeconds() + "}").getBytes(StandardCharsets.US_ASCII);
			this.response.setHeader("Cache-Control", "no-store");
			this.response.setHeader("X-Content-Type-Options", "nosniff");
			this.response.setContentType("application/json");
			this.response.setContentLength(body.length);
			this.observed.passed();
			this.response.getOutputStream().write(body);
		}

		private void refuse(Rejection rejection) throws IOException {
			int status = rejection.reason().status();
			try {
				this.policy.refusals().write(this.response, rejection, status, this.id);
			}
			finally {
				this.observed.rejected(facts(), rejection, status, false);
			}
		}

		private HandshakeFacts facts() {
			return new HandshakeFacts(this.id, label(), label(), null, this.request.getHeader("Origin"),
					this.attempt.client().address(), this.attempt.principal().orElse(null),
					this.policy.allowedOrigins(), this.failure);
		}

	}

}
