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

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

import static org.assertj.core.api.Assertions.assertThat;

class HandshakeReporterTests {

	private static final HandshakeFacts FACTS = new HandshakeFacts("4711", "/ws", "/ws", null, null, "192.0.2.1", null,
			List.of(), null);

	private final ObservationRegistry observations = ObservationRegistry.create();

	private final List<Object> events = new ArrayList<>();

	private final List<HandshakeRejected> memory = new ArrayList<>();

	private final HandshakeReporter reporter = new HandshakeReporter(this.observations, null, this.events::add,
			new RejectionLog(Clock.systemUTC()), this.memory::add);

	@Test
	void tellsTheFirstEndOnly() {
		HandshakeReporter.Observed observed = this.reporter.start("/ws");
		observed.rejected(FACTS, Rejection.because(RejectionReason.TOKEN_MISSING, "No token"), 401, false);
		observed.accepted(FACTS);
		observed.passed();
		assertThat(this.events).singleElement().isInstanceOf(HandshakeRejected.class);
	}

	@Test
	void remembersRefusalsOfWhichAListenerCannotBeTold() {
		HandshakeReporter failing = new HandshakeReporter(this.observations, null, (event) -> {
			throw new LinkageError("A listener's failure changes nothing");
		}, new RejectionLog(Clock.systemUTC()), this.memory::add);
		failing.start("/ws").rejected(FACTS, Rejection.because(RejectionReason.TOKEN_MISSING, "No token"), 401, true);
		assertThat(this.memory).singleElement().satisfies((refusal) -> {
			assertThat(refusal.id()).isEqualTo("4711");
			assertThat(refusal.reportOnly()).isTrue();
		});
	}

	@Test
	void remembersNoAcceptance() {
		this.reporter.start("/ws").accepted(FACTS);
		this.reporter.start("/ws").passed();
		assertThat(this.memory).isEmpty();
	}

	@Test
	void tellsWhatCannotBeObserved() {
		this.observations.observationConfig().observationHandler(new FailingHandler());
		this.reporter.start("/ws").accepted(FACTS);
		assertThat(this.events).singleElement().isInstanceOf(HandshakeAccepted.class);
	}

	private static final class FailingHandler implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			throw new LinkageError("A handler's failure changes nothing");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
