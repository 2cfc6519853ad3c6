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

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Rejection;

/**
 * What an {@link HandshakeObservationConvention} may draw key values from. Complete when
 * the observation stops.
 */
public final class HandshakeObservationContext extends Observation.Context {

	private final String endpoint;

	private Outcome outcome = Outcome.REJECTED;

	private @Nullable Rejection rejection;

	/**
	 * Create a context.
	 * @param endpoint the pattern of the endpoint, or {@code none}
	 */
	public HandshakeObservationContext(String endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Return the pattern of the endpoint.
	 * @return the pattern, or {@code none}
	 */
	public String endpoint() {
		return this.endpoint;
	}

	/**
	 * Return how the handshake ended.
	 * @return the outcome
	 */
	public Outcome outcome() {
		return this.outcome;
	}

	/**
	 * Return why the handshake was refused, or would have been.
	 * @return the rejection, or {@code null} if the handshake was accepted
	 */
	public @Nullable Rejection rejection() {
		return this.rejection;
	}

	void end(Outcome outcome, @Nullable Rejection rejection) {
		this.outcome = outcome;
		this.rejection = rejection;
	}

	/**
	 * How a handshake ended, as metrics show it.
	 */
	public enum Outcome {

		/**
		 * The connection was opened, or the request was let pass.
		 */
		ACCEPTED("accepted"),

		/**
		 * The handshake was refused.
		 */
		REJECTED("rejected"),

		/**
		 * The guard would have refused the handshake, but only reports.
		 */
		WOULD_REJECT("would_reject");

		private final String value;

		Outcome(String value) {
			this.value = value;
		}

		/**
		 * Return the value that metrics show.
		 * @return the value
		 */
		public String value() {
			return this.value;
		}

	}

}
