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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.observation.HandshakeReporter;
import io.github.wsguard.servlet.Handshake.Refusal;

/**
 * Asks the chain of the target about a request and writes what it refuses. Shared by the
 * filter in front and the interceptors on each endpoint.
 */
public final class HandshakeGuard {

	private static final Logger logger = LoggerFactory.getLogger(HandshakeGuard.class);

	private final TargetResolver targets;

	private final HandshakeReporter reporter;

	private final Function<HttpServletRequest, Optional<List<String>>> login;

	private final Consumer<HandshakeAttempt> decided;

	private final Supplier<Optional<Rejection>> closed;

	/**
	 * Create a guard.
	 * @param targets tells what a request is aimed at
	 * @param reporter told how each handshake ends
	 * @param login returns the authorities of the application's own login, or empty if
	 * nobody is logged in
	 * @param decided told of each attempt once its chain was asked
	 * @param closed returns why no connection is opened any more, or empty while some are
	 */
	public HandshakeGuard(TargetResolver targets, HandshakeReporter reporter,
			Function<HttpServletRequest, Optional<List<String>>> login, Consumer<HandshakeAttempt> decided,
			Supplier<Optional<Rejection>> closed) {
		this.targets = targets;
		this.reporter = reporter;
		this.login = login;
		this.decided = decided;
		this.closed = closed;
	}

	/**
	 * Return what a request is aimed at if the guard has to decide it.
	 */
	Optional<Target> targetOf(HttpServletRequest request) {
		return this.targets.resolve(request);
	}

	/**
	 * Return the endpoint that a SockJS client asks for though it does not speak SockJS.
	 */
	Optional<Target> sockJsNotEnabled(HttpServletRequest request) {
		return this.targets.sockJsNotEnabled(request).filter((target) -> target.policy().isEnforced());
	}

	/**
	 * Return a request that nobody has to be asked about: it leads nowhere.
	 */
	Handshake undecided(HttpServletRequest request, Target target) {
		return new Handshake(request, target,
				new HandshakeAttempt(new ServletHandshakeRequest(request, target, this.login)), Decision.proceed(),
				this.reporter.start(target.label()));
	}

	/**
	 * Return the decision that holds where the request stands now: the one that was made
	 * for this very target, or a new one.
	 * @return the handshake, or empty if the guard leaves the path alone
	 */
	Optional<Handshake> decisionFor(HttpServletRequest request) {
		Target target = Handshake.of(request)
			.map((decided) -> this.targets.target(request, decided.target()))
			.orElseGet(() -> this.targets.target(request));
		return decisionFor(request, target);
	}

	/**
	 * Return every decision that an upgrade depends on: for the path of the request, and
	 * for the one that handler mappings were given in its place.
	 */
	List<Handshake> decisionsForUpgrade(HttpServletRequest request) {
		List<Handshake> decisions = new ArrayList<>(2);
		decisionFor(request).ifPresent(decisions::add);
		this.targets.rewrittenTarget(request)
			.flatMap((target) -> decisionFor(request, target))
			.ifPresent(decisions::add);
		return decisions;
	}

	/**
	 * Return whether a request is a handshake that was admitted and whose token comes as
	 * the first message.
	 * @param request a request that the filter in front has seen
	 * @return {@code false} for any other request
	 */
	public static boolean isAdmittedWithoutToken(HttpServletRequest request) {
		Handshake handshake = Handshake.of(request).orElse(null);
		return handshake != null && handshake.policy().isEnforced()
				&& handshake.target().kind() == HandshakeRequest.Kind.UPGRADE
				&& handshake.decision() instanceof Decision.Proceed && handshake.attempt().isTokenDeferred();
	}

	private Optional<Handshake> decisionFor(HttpServletRequest request, Target target) {
		if (target.policy().isDisabled()) {
			return Optional.empty();
		}
		Optional<Handshake> kept = Handshake.of(request);
		if (kept.isPresent() && target.isCoveredBy(kept.get().target())) {
			return kept;
		}
		Handshake handshake = decide(kept.map(Handshake::received).orElse(request), target);
		kept.filter((decided) -> decided.isAnsweredByFilter() && decided.policy().isEnforced()).ifPresent((decided) -> {
			handshake.leaveAnswerToFilter();
			decided.reportPassed();
		});
		handshake.keepWith(request);
		return Optional.of(handshake);
	}

	/**
	 * Ask the chain of a target.
	 * @param received the request as the client sent it
	 * @param target what it is aimed at
	 */
	Handshake decide(HttpServletRequest received, Target target) {
		HandshakeReporter.Observed observed = this.reporter.start(target.label());
		HandshakeAttempt attempt = new HandshakeAttempt(new ServletHandshakeRequest(received, target, this.login));
		Decision decision = target.policy().chain().evaluate(attempt);
		tell(attempt);
		if (decision instanceof Decision.Proceed && target.kind() == HandshakeRequest.Kind.UPGRADE
				&& target.policy().isEnforced()) {
			decision = confirmOpen(parametersOf(received, decision));
		}
		return new Handshake(received, target, attempt, decision, observed);
	}

	/**
	 * Refuse what every check admits while no connection is opened any more. Asked of
	 * requests that open one: a SockJS client whose connection is open goes on, to learn
	 * over its transport that it ends.
	 * @param decision what was decided
	 * @return the same, or why it does not help
	 */
	Decision confirmOpen(Decision decision) {
		return (decision instanceof Decision.Proceed)
				? this.closed.get().<Decision>map(Decision.Reject::new).orElse(decision) : decision;
	}

	private void tell(HandshakeAttempt attempt) {
		try {
			this.decided.accept(attempt);
		}
		// The attempt is decided, whatever becomes of the news
		catch (RuntimeException ex) {
			logger.warn("A listener failed to take note of a decided WebSocket handshake", ex);
		}
	}

	/**
	 * The container reads the parameters of every request that it upgrades, and fails in
	 * the middle of the upgrade if it cannot. It fails once only: whoever reads them
	 * first changes what the others see.
	 */
	private static Decision parametersOf(HttpServletRequest received, Decision decision) {
		try {
			received.getParameterMap();
			return decision;
		}
		catch (IllegalStateException ex) {
			return Decision.reject(RejectionReason.REQUEST_MALFORMED, "The parameters of the query cannot be read");
		}
	}

	/**
	 * Ask what could not be asked before the application's own filters had run: whether
	 * somebody is logged in.
	 */
	Decision confirmLogin(Handshake handshake, HttpServletRequest current) {
		if (handshake.isLoginConfirmed()) {
			return Decision.proceed();
		}
		HandshakeRequest request = new ServletHandshakeRequest(current, handshake.target(), this.login);
		HandshakeAttempt attempt = new HandshakeAttempt(request);
		handshake.attempt().principal().ifPresent(attempt::authenticate);
		Decision decision = handshake.policy().loginChain().evaluate(attempt);
		if (decision instanceof Decision.Proceed) {
			handshake.confirmLogin();
		}
		return decision;
	}

	/**
	 * Refuse a client whose token was to come as the first message of a connection that
	 * the guard cannot follow.
	 */
	static Rejection nobodyReadsFirstMessage() {
		return Rejection
			.because(RejectionReason.TOKEN_MISSING,
					"The token was to come as the first message, which the guard cannot read at this endpoint")
			.hint("Send the token with the handshake and list its place in ws-guard.token.sources.");
	}

	/**
	 * Leave the answer to the filter in front, or give it here if there is none.
	 */
	void answer(Handshake handshake, HttpServletResponse response, Refusal refusal) {
		if (handshake.isAnsweredByFilter() || response.isCommitted()) {
			leave(handshake, refusal);
			return;
		}
		if (response.getContentType() != null) {
			response.setStatus(refusal.status());
			handshake.policy().refusals().name(response, refusal.rejection());
			leave(handshake, refusal);
			return;
		}
		try {
			refuse(handshake, response, refusal);
		}
		catch (IOException ex) {
			// The client has gone; the refusal was reported all the same
			logger.debug("The refusal of handshake {} could not be written", handshake.id());
		}
	}

	/**
	 * Leave the answer to the filter in front, or to whoever gave one already.
	 */
	void leave(Handshake handshake, Refusal refusal) {
		handshake.refuse(refusal);
		if (!handshake.isAnsweredByFilter()) {
			handshake.reportRefused(refusal);
		}
	}

	/**
	 * Write a refusal and report it.
	 */
	void refuse(Handshake handshake, HttpServletResponse response, Refusal refusal) throws IOException {
		handshake.refuse(refusal);
		try {
			if (handshake.target().kind() != HandshakeRequest.Kind.UPGRADE && handshake.attempt().isOriginAdmitted()) {
				letPageReadRefusal(handshake, response);
			}
			handshake.policy()
				.refusals()
				.write(response, refusal.rejection(), refusal.status(), handshake.id().toString());
		}
		finally {
			handshake.reportRefused(refusal);
		}
	}

	/**
	 * Without these headers a page of another origin sees a network error in place of the
	 * refusal of its SockJS request. Only for an origin that was admitted.
	 */
	private static void letPageReadRefusal(Handshake handshake, HttpServletResponse response) {
		String origin = handshake.attempt().request().header("Origin");
		if (origin != null && response.getHeader("Access-Control-Allow-Origin") == null) {
			response.setHeader("Access-Control-Allow-Origin", origin);
			response.setHeader("Access-Control-Allow-Credentials", "true");
			response.setHeader("Access-Control-Expose-Headers", RefusalWriter.REASON_HEADER);
			response.addHeader("Vary", "Origin");
		}
	}

}
