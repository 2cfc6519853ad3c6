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

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import io.github.wsguard.connection.Admission;
import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.observation.HandshakeFacts;
import io.github.wsguard.observation.HandshakeReporter;

/**
 * One handshake on its way through the application: what was decided for which target,
 * how far it came, and who refused it. Kept with the request; belongs to its thread.
 */
final class Handshake {

	private static final String ATTRIBUTE = Handshake.class.getName();

	/**
	 * How far a handshake came.
	 */
	enum Stage {

		DECIDED, INTERCEPTORS, HANDSHAKE_HANDLER, OPENED

	}

	private final HttpServletRequest received;

	private final Target target;

	private final HandshakeAttempt attempt;

	private final Decision decision;

	private final HandshakeReporter.Observed observed;

	private final UUID id = randomId();

	private Stage stage = Stage.DECIDED;

	private boolean answeredByFilter;

	private boolean loginConfirmed;

	private @Nullable Admission admission;

	private @Nullable Refusal refusal;

	private @Nullable Throwable failure;

	Handshake(HttpServletRequest received, Target target, HandshakeAttempt attempt, Decision decision,
			HandshakeReporter.Observed observed) {
		this.received = received;
		this.target = target;
		this.attempt = attempt;
		this.decision = decision;
		this.observed = observed;
	}

	static Optional<Handshake> of(ServletRequest request) {
		return Optional.ofNullable((Handshake) request.getAttribute(ATTRIBUTE));
	}

	void keepWith(ServletRequest request) {
		request.setAttribute(ATTRIBUTE, this);
	}

	/**
	 * Return whether the filter in front answers and reports, so that nobody else has to.
	 */
	boolean isAnsweredByFilter() {
		return this.answeredByFilter;
	}

	void leaveAnswerToFilter() {
		this.answeredByFilter = true;
	}

	/**
	 * Return the request as the client sent it, before anything was hidden from the
	 * application.
	 */
	HttpServletRequest received() {
		return this.received;
	}

	Target target() {
		return this.target;
	}

	EndpointPolicy policy() {
		return this.target.policy();
	}

	HandshakeAttempt attempt() {
		return this.attempt;
	}

	Decision decision() {
		return this.decision;
	}

	UUID id() {
		return this.id;
	}

	Stage stage() {
		return this.stage;
	}

	void reach(Stage stage) {
		this.stage = stage;
	}

	boolean isOpened() {
		return this.stage == Stage.OPENED;
	}

	boolean isLoginConfirmed() {
		return this.loginConfirmed;
	}

	void confirmLogin() {
		this.loginConfirmed = true;
	}

	/**
	 * Return whether the guard follows the connection once it is open.
	 */
	boolean isFollowed() {
		return this.admission != null;
	}

	/**
	 * Return what the handshake leaves to its connection, if a handler of Spring's is to
	 * follow it.
	 */
	Optional<Admission> admission() {
		return Optional.ofNullable(this.admission);
	}

	void follow(Admission admission) {
		this.admission = admission;
	}

	/**
	 * Return whether the request was led to another target, and decided for that.
	 */
	boolean isDecidedAgain(ServletRequest request) {
		return of(request).filter((latest) -> latest != this).isPresent();
	}

	/**
	 * Return whether the endpoint has not been asked yet, so that whoever answers does so
	 * in its place.
	 */
	boolean isInFrontOfEndpoint() {
		return this.stage.compareTo(Stage.INTERCEPTORS) < 0;
	}

	/**
	 * Note who refused; the first one counts.
	 */
	void refuse(Refusal refusal) {
		if (this.refusal == null) {
			this.refusal = refusal;
		}
	}

	/**
	 * Note the exception behind the refusal, to be told with it.
	 */
	void failWith(Throwable failure) {
		this.failure = failure;
	}

	Optional<Refusal> refusal() {
		return Optional.ofNullable(this.refusal);
	}

	/**
	 * Report that the connection was opened. What was reported first stays.
	 */
	void reportAccepted() {
		this.observed.accepted(facts());
	}

	/**
	 * Report that the request went on without opening a connection of its own.
	 */
	void reportPassed() {
		this.observed.passed();
	}

	/**
	 * Report that the handshake was refused.
	 */
	void reportRefused(Refusal refusal) {
		this.observed.rejected(facts(), refusal.rejection(), refusal.status(), false);
	}

	/**
	 * Report what would have been refused, where nothing is.
	 */
	void reportOnly(Rejection rejection) {
		this.observed.rejected(facts(), rejection, rejection.reason().status(), true);
	}

	private HandshakeFacts facts() {
		HandshakeRequest request = this.attempt.request();
		ClientConnection client = this.attempt.client();
		return new HandshakeFacts(this.id.toString(), this.target.label(),
				RequestPaths.withoutParameters(this.target.path()),
				policy().queryWithoutToken().apply(request).orElse(null), request.header("Origin"), client.address(),
				this.attempt.principal().orElse(null), policy().allowedOrigins(), this.failure);
	}

	/**
	 * Identifies, and authenticates nobody: it need not be hard to guess.
	 */
	static UUID randomId() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		long high = (random.nextLong() & ~0xf000L) | 0x4000L;
		long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
		return new UUID(high, low);
	}

	/**
	 * A refusal that is still to be written, or was written by somebody else.
	 *
	 * @param rejection why, and by whom
	 * @param status the HTTP status
	 */
	record Refusal(Rejection rejection, int status) {

		/**
		 * Return a refusal with the status of its reason.
		 */
		static Refusal of(Rejection rejection) {
			return new Refusal(rejection, rejection.reason().status());
		}

	}

}
