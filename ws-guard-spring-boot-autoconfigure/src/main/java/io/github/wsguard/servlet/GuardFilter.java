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
import java.security.Principal;
import java.util.Optional;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeRequest.Kind;
import io.github.wsguard.decision.Layer;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.servlet.Handshake.Refusal;
import io.github.wsguard.servlet.Handshake.Stage;

/**
 * Stands in front of the application: decides every upgrade attempt and every SockJS
 * request once, answers what is refused, and names what others refuse. Any other request
 * passes untouched.
 */
public final class GuardFilter implements Filter {

	private static final Logger logger = LoggerFactory.getLogger(GuardFilter.class);

	private static final Refusal FAILURE = Refusal
		.of(Rejection.because(RejectionReason.INTERNAL_ERROR, "The application threw an exception")
			.by(Layer.APPLICATION));

	private final HandshakeGuard guard;

	private final PrincipalHandover handover;

	private final RefusalNaming naming;

	/**
	 * Create a filter.
	 * @param guard decides
	 * @param handover told of every verified principal on a path that is known to be an
	 * endpoint
	 * @param naming names what others refuse
	 */
	public GuardFilter(HandshakeGuard guard, PrincipalHandover handover, RefusalNaming naming) {
		this.guard = guard;
		this.handover = handover;
		this.naming = naming;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!(request instanceof HttpServletRequest httpRequest)
				|| !(response instanceof HttpServletResponse httpResponse)) {
			chain.doFilter(request, response);
			return;
		}
		Optional<Target> target = this.guard.targetOf(httpRequest);
		if (target.isEmpty()) {
			chain.doFilter(request, response);
		}
		else if (target.get().policy().isDisabled()) {
			letPass(httpRequest, httpResponse, chain);
		}
		else {
			decide(target.get(), httpRequest, httpResponse, chain);
		}
	}

	private void decide(Target target, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Optional<Handshake> kept = Handshake.of(request);
		Handshake handshake = kept.filter((decided) -> target.isCoveredBy(decided.target()))
			.orElseGet(() -> this.guard.decide(kept.map(Handshake::received).orElse(request), target));
		handshake.keepWith(request);
		handshake.leaveAnswerToFilter();
		if (!handshake.policy().isEnforced()) {
			reportOnly(handshake, request, response, chain);
		}
		else if (handshake.decision() instanceof Decision.Reject reject) {
			this.guard.refuse(handshake, response, Refusal.of(reject.rejection()));
		}
		else {
			admit(handshake, request, response, chain);
		}
	}

	/**
	 * Change nothing, but for what the application dispatches to a guarded path.
	 */
	private void letPass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		try {
			chain.doFilter(new GuardedRequest(request, response, this.guard), response);
		}
		catch (IOException | ServletException | RuntimeException ex) {
			Optional<Handshake> refused = Handshake.of(request)
				.filter((handshake) -> handshake.refusal().isPresent() && handshake.policy().isEnforced());
			if (refused.isEmpty() || response.isCommitted()) {
				throw ex;
			}
			response.reset();
			this.guard.refuse(refused.get(), response, refused.get().refusal().orElseThrow());
		}
	}

	private void reportOnly(Handshake handshake, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws IOException, ServletException {
		try {
			letPass(request, response, chain);
		}
		finally {
			boolean opened = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
			if (handshake.decision() instanceof Decision.Reject reject) {
				handshake.reportOnly(reject.rejection());
			}
			else if (opened && !isDecidedAgain(handshake, request)) {
				handshake.reportAccepted();
			}
			else {
				handshake.reportPassed();
			}
		}
	}

	/**
	 * Return whether the request was led to another target, and decided for that.
	 */
	private static boolean isDecidedAgain(Handshake handshake, HttpServletRequest request) {
		return Handshake.of(request).filter((latest) -> latest != handshake).isPresent();
	}

	private void admit(Handshake handshake, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		CapturedResponse captured = new CapturedResponse(response);
		try {
			chain.doFilter(new GuardedRequest(request, captured, this.guard, handshake.attempt(),
					principal(handshake, request, response)), captured);
		}
		catch (IOException | ServletException | RuntimeException ex) {
			if (!answers(Handshake.of(request).orElse(handshake), captured, ex)) {
				throw ex;
			}
		}
		complete(handshake, request, captured);
	}

	private @Nullable Principal principal(Handshake handshake, HttpServletRequest request,
			HttpServletResponse response) {
		Optional<TokenPrincipal> principal = handshake.attempt().principal();
		if (principal.isEmpty() || !handshake.target().isNamed()) {
			return null;
		}
		return this.handover.handOver(request, response, principal.get(), handshake.attempt().token().orElseThrow());
	}

	/**
	 * Turn an exception into a refusal, where it ended a handshake.
	 * @return whether it did; if not, it is somebody else's
	 */
	private boolean answers(Handshake handshake, CapturedResponse captured, Exception ex) {
		if (handshake.isOpened() || captured.isOnTheWire()
				|| (!handshake.target().isNamed() && handshake.refusal().isEmpty())) {
			handshake.reportRefused(FAILURE);
			return false;
		}
		if (handshake.refusal().isEmpty() || handshake.refusal().get().status() >= 500) {
			Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
			logger.error("WebSocket handshake {} failed at {}", handshake.id(), handshake.target().label(), cause);
		}
		handshake.refuse(FAILURE);
		captured.discard();
		captured.reset();
		return true;
	}

	private void complete(Handshake decided, HttpServletRequest request, CapturedResponse response) throws IOException {
		Handshake handshake = Handshake.of(request).orElse(decided);
		if (isDecidedAgain(decided, request)) {
			// A forward, or another endpoint: what was decided there is what counts
			decided.reportPassed();
		}
		if (handshake.isOpened()) {
			handshake.reportAccepted();
		}
		else {
			Optional<Refusal> refusal = handshake.refusal()
				.or(() -> request.isAsyncStarted() ? Optional.empty()
						: this.naming.byStatus(handshake, response.getStatus()));
			if (refusal.isPresent()) {
				answer(handshake, response, refusal.get());
			}
			else {
				passOn(handshake, response);
			}
		}
	}

	private void passOn(Handshake handshake, CapturedResponse response) throws IOException {
		response.release();
		if (handshake.target().kind() == Kind.SOCKJS_TRANSPORT && handshake.stage() == Stage.HANDSHAKE_HANDLER) {
			handshake.reportAccepted();
		}
		else {
			handshake.reportPassed();
		}
	}

	private void answer(Handshake handshake, CapturedResponse response, Refusal refusal) throws IOException {
		if (response.isOnTheWire()) {
			handshake.reportRefused(refusal);
		}
		else if (response.hasBody()) {
			handshake.policy().refusals().name(response, refusal.rejection());
			response.release();
			handshake.reportRefused(refusal);
		}
		else {
			response.discard();
			this.guard.refuse(handshake, response, refusal);
		}
	}

}
