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

package io.github.wsguard.sample.console;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.observation.HandshakeAccepted;
import io.github.wsguard.observation.HandshakeRejected;

/**
 * What the server said of one handshake, in the words of its event.
 *
 * @param outcome {@code accepted} or {@code rejected}
 * @param status the HTTP status
 * @param id the identifier that the answer and the log line carry too
 * @param endpoint the pattern of the endpoint
 * @param origin the page that asked
 * @param principal whom the token speaks for
 * @param refusal why not
 */
record HandshakeView(String outcome, int status, String id, String endpoint, @Nullable String origin,
		@Nullable String principal, @Nullable Refusal refusal) {

	static HandshakeView of(HandshakeAccepted event) {
		String principal = event.verifiedPrincipal().map(TokenPrincipal::getName).orElse(null);
		int status = event.path().endsWith("/xhr") ? 200 : 101;
		return new HandshakeView("accepted", status, event.id(), event.endpoint(), event.origin(), principal, null);
	}

	static HandshakeView of(HandshakeRejected event) {
		return new HandshakeView("rejected", event.status(), event.id(), event.endpoint(), event.origin(), null,
				Refusal.of(event.rejection()));
	}

	/**
	 * Why a handshake was refused.
	 *
	 * @param reason the code
	 * @param title the code in words
	 * @param layer who refused
	 * @param retry what the client should do
	 * @param detail what was wrong about this handshake
	 * @param hint what would work
	 */
	record Refusal(String reason, String title, String layer, String retry, String detail, String hint) {

		static Refusal of(Rejection rejection) {
			return new Refusal(rejection.reason().name(), rejection.reason().title(), rejection.layer().value(),
					rejection.retry().value(), rejection.detail(), rejection.hint());
		}

	}

}
