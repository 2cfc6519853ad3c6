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

import java.util.function.Consumer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.observation.HandshakeObservationContext.Outcome;

/**
 * Tells operators how each handshake ended: by a log line, an observation and an event.
 * What fails in telling changes nothing.
 */
public final class HandshakeReporter {

	private static final HandshakeObservationConvention DEFAULT_CONVENTION = new DefaultHandshakeObservationConvention();

	private static final Logger logger = LoggerFactory.getLogger(HandshakeReporter.class);

	private final ObservationRegistry observations;

	private final @Nullable HandshakeObservationConvention convention;

	private final ApplicationEventPublisher events;

	private final RejectionLog rejections;

	private final Consumer<HandshakeRejected> memory;

	/**
	 * Create a reporter.
	 * @param observations where handshakes are observed
	 * @param convention replaces the default names and key values, or {@code null}
	 * @param events where {@link HandshakeEvent}s are published
	 * @param rejections where refusals are logged
	 * @param memory told of every refusal first, whatever becomes of log and listeners
	 */
	public HandshakeReporter(ObservationRegistry observations, @Nullable HandshakeObservationConvention convention,
			ApplicationEventPublisher events, RejectionLog rejections, Consumer<HandshakeRejected> memory) {
		this.observations = observations;
		this.convention = convention;
		this.events = events;
		this.rejections = rejections;
		this.memory = memory;
	}

	/**
	 * Begin to observe a handshake.
	 * @param endpoint the pattern of the endpoint, or {@code none}
	 * @return the observation, which must be ended by one of its methods
	 */
	public Observed start(String endpoint) {
		if (this.observations.isNoop()) {
			return new Observed(null, Observation.NOOP);
		}
		HandshakeObservationContext context = new HandshakeObservationContext(endpoint);
		return new Observed(context, observe(context));
	}

	private Observation observe(HandshakeObservationContext context) {
		try {
			return Observation.start(this.convention, DEFAULT_CONVENTION, () -> context, this.observations);
		}
		// A handler's failure is the handler's: the handshake is decided all the same
		catch (RuntimeException | Error ex) {
			logger.warn("A handler failed to observe a WebSocket handshake", ex);
			return Observation.NOOP;
		}
	}

	/**
	 * A handshake under observation. Ends once: later calls change nothing.
	 */
	public final class Observed {

		private final @Nullable HandshakeObservationContext context;

		private final Observation observation;

		private boolean ended;

		private Observed(@Nullable HandshakeObservationContext context, Observation observation) {
			this.context = context;
			this.observation = observation;
		}

		/**
		 * The connection was opened.
		 * @param facts what to tell of it
		 */
		public void accepted(HandshakeFacts facts) {
			end(Outcome.ACCEPTED, null, () -> {
				if (logger.isDebugEnabled()) {
					logger.debug("Accepted WebSocket handshake at {}, origin {}, remote {}, id {}", facts.endpoint(),
							facts.origin(), facts.remoteAddress(), facts.id());
				}
				HandshakeReporter.this.events.publishEvent(new HandshakeAccepted(facts.id(), facts.endpoint(),
						facts.path(), facts.query(), facts.origin(), facts.remoteAddress(), facts.principal()));
			});
		}

		/**
		 * The handshake was refused, or would have been.
		 * @param facts what to tell of it
		 * @param rejection why, and by whom
		 * @param status the HTTP status that was written, or would have been
		 * @param reportOnly whether the refusal was only reported
		 */
		public void rejected(HandshakeFacts facts, Rejection rejection, int status, boolean reportOnly) {
			end(reportOnly ? Outcome.WOULD_REJECT : Outcome.REJECTED, rejection, () -> {
				HandshakeRejected event = new HandshakeRejected(facts.id(), facts.endpoint(), facts.path(),
						facts.query(), facts.origin(), facts.remoteAddress(), rejection, status, reportOnly);
				HandshakeReporter.this.memory.accept(event);
				HandshakeReporter.this.rejections.write(facts, rejection, status, reportOnly);
				HandshakeReporter.this.events.publishEvent(event);
			});
		}

		/**
		 * The request was let pass and opened no connection of its own: a SockJS request,
		 * or one that was decided again elsewhere. Observed as accepted, without an
		 * event.
		 */
		public void passed() {
			end(Outcome.ACCEPTED, null, () -> {
			});
		}

		private void end(Outcome outcome, @Nullable Rejection rejection, Runnable tell) {
			if (this.ended) {
				return;
			}
			this.ended = true;
			if (this.context != null) {
				this.context.end(outcome, rejection);
			}
			quietly(this.observation::stop);
			quietly(tell);
		}

		private void quietly(Runnable action) {
			try {
				action.run();
			}
			// The answer is on the wire: a listener's failure is the listener's
			catch (RuntimeException | Error ex) {
				logger.warn("A listener failed to take note of a WebSocket handshake", ex);
			}
		}

	}

}
