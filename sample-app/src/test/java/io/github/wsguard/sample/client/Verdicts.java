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

package io.github.wsguard.sample.client;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.awaitility.Awaitility;

import org.springframework.context.event.EventListener;

import io.github.wsguard.observation.HandshakeAccepted;
import io.github.wsguard.observation.HandshakeRejected;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the server said of the handshakes of one client, whatever that client showed of
 * it.
 */
class Verdicts {

	private final Collection<String> verdicts = new ConcurrentLinkedQueue<>();

	@EventListener
	void onAccepted(HandshakeAccepted event) {
		if (!event.path().endsWith("/info")) {
			this.verdicts.add("accepted");
		}
	}

	@EventListener
	void onRejected(HandshakeRejected event) {
		this.verdicts.add(event.status() + " " + event.rejection().reason());
	}

	void forget() {
		this.verdicts.clear();
	}

	/**
	 * Wait until these were given and no others. The client may know before the event
	 * comes.
	 * @param expected each verdict once, in the order of their first appearance
	 */
	void await(String... expected) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(this.verdicts.stream().distinct()).containsExactly(expected));
	}

}
