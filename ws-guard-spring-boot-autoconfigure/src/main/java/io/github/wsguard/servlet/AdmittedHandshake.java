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
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.core.NestedExceptionUtils;

import io.github.wsguard.decision.HandshakeRequest.Kind;
import io.github.wsguard.decision.Layer;
import io.github.wsguard.servlet.CapturedResponse.Observer;
import io.github.wsguard.servlet.Handshake.Refusal;
import io.github.wsguard.servlet.Handshake.Stage;

/**
 * Follows a handshake that the guard admitted to its end: reports that it was opened, or
 * names and answers what another layer refused.
 */
final class AdmittedHandshake {

	private final Handshake decided;

	private final HttpServletRequest request;

	private final HandshakeGuard guard;

	private final RefusalNaming naming;

	AdmittedHandshake(Handshake decided, HttpServletRequest request, HandshakeGuard guard, RefusalNaming naming) {
		this.decided = decided;
		this.request = request;
		this.guard = guard;
		this.naming = naming;
	}

	/**
	 * Return the response to hand to the application in place of the given one.
	 */
	CapturedResponse capture(HttpServletResponse response) {
		return new CapturedResponse(response, this.naming.callStack(), new Observer() {

			@Override
			public boolean holds(int status) {
				return status >= HttpServletResponse.SC_MULTIPLE_CHOICES
						|| AdmittedHandshake.this.naming.isInPlaceOfEndpoint(latest());
			}

			@Override
			public void refused(CapturedResponse captured) {
				Handshake handshake = latest();
				refusal(handshake, captured)
					.ifPresent((refusal) -> handshake.policy().refusals().name(captured, refusal.rejection()));
			}

		});
	}

	private Handshake latest() {
		return Handshake.of(this.request).orElse(this.decided);
	}

	/**
	 * Turn an exception into a refusal, where it ended a handshake.
	 * @return whether it did; if not, it is somebody else's
	 */
	boolean answers(CapturedResponse captured, Exception ex) {
		Handshake handshake = latest();
		Refusal failure = handshake.refusal().orElseGet(() -> this.naming.failure(handshake, this.request, ex));
		if (handshake.isOpened() || captured.isOnTheWire()) {
			handshake.reportRefused(failure);
			return false;
		}
		if (handshake.refusal().isEmpty() || handshake.refusal().get().status() >= 500) {
			handshake.failWith(NestedExceptionUtils.getMostSpecificCause(ex));
		}
		handshake.refuse(failure);
		if (!captured.isSentByApplication()) {
			captured.withdraw();
		}
		return true;
	}

	void complete(CapturedResponse response) throws IOException {
		Handshake handshake = latest();
		if (this.decided.isDecidedAgain(this.request)) {
			// A forward, or another endpoint: what was decided there is what counts
			this.decided.reportPassed();
		}
		if (handshake.isOpened()) {
			handshake.reportAccepted();
			return;
		}
		Optional<Refusal> refusal = this.request.isAsyncStarted() ? handshake.refusal() : refusal(handshake, response);
		if (refusal.isPresent()) {
			answer(handshake, response, refusal.get());
		}
		else {
			passOn(handshake, response);
		}
	}

	private Optional<Refusal> refusal(Handshake handshake, CapturedResponse response) {
		return handshake.refusal().or(() -> this.naming.elsewhere(handshake, this.request, response));
	}

	private static void passOn(Handshake handshake, CapturedResponse response) throws IOException {
		if (response.getStatus() < HttpServletResponse.SC_MULTIPLE_CHOICES) {
			RefusalWriter.unname(response);
		}
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
		else if (refusal.rejection().layer() == Layer.SPRING_SECURITY && SockJsPreflight.is(handshake)) {
			response.withdrawRefusal();
			SockJsPreflight.grant(handshake, response);
			handshake.reportPassed();
		}
		else if (response.hasBodyOfApplication() && !RefusalNaming.isErrorPage(this.request)) {
			handshake.policy().refusals().name(response, refusal.rejection());
			Refusal written = new Refusal(refusal.rejection(), response.getStatus());
			response.release();
			handshake.reportRefused(written);
		}
		else {
			response.withdraw();
			this.naming.accessControl().forget(this.request);
			endNewSession();
			this.guard.refuse(handshake, response, refusal);
		}
	}

	/**
	 * A session that was made for a refused handshake has no cookie to come back by.
	 */
	private void endNewSession() {
		HttpSession session = this.request.getSession(false);
		if (session != null && session.isNew()) {
			session.invalidate();
		}
	}

}
