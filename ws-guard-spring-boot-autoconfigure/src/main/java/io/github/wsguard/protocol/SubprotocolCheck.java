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

package io.github.wsguard.protocol;

import java.util.List;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeCheck;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * Refuses a {@code Sec-WebSocket-Protocol} that is malformed or that the endpoint cannot
 * answer: a browser that offered sub-protocols fails when the response names none.
 */
final class SubprotocolCheck implements HandshakeCheck {

	private final String marker;

	SubprotocolCheck(String marker) {
		this.marker = marker;
	}

	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		List<String> lines = attempt.request().headers("Sec-WebSocket-Protocol");
		if (lines.isEmpty()) {
			return Decision.proceed();
		}
		SubprotocolOffer offer = SubprotocolOffer.read(lines, this.marker);
		String fault = offer.fault();
		if (fault != null) {
			return Decision.reject(RejectionReason.SUBPROTOCOL_INVALID, fault);
		}
		if (offer.isTokenAlone()) {
			return new Decision.Reject(Rejection
				.because(RejectionReason.SUBPROTOCOL_INVALID,
						"A token is all that was offered: no answer can name a sub-protocol, so a browser would fail")
				.hint("Offer [\"" + this.marker + "\", token], or a sub-protocol beside the token."));
		}
		if (isUnsupported(offer, attempt.request().supportedSubprotocols())) {
			return Decision.reject(RejectionReason.SUBPROTOCOL_UNSUPPORTED,
					"The endpoint speaks none of the offered sub-protocols");
		}
		if (lines.size() > 1) {
			// RFC 6455 11.3.4: the same as one line; Spring splits a line only if it is
			// the only one
			attempt.rewrite().header("Sec-WebSocket-Protocol", String.join(", ", lines));
		}
		return Decision.proceed();
	}

	private boolean isUnsupported(SubprotocolOffer offer, List<String> supported) {
		if (supported.isEmpty() || offer.names().isEmpty() || offer.names().contains(this.marker)) {
			return false;
		}
		for (String name : offer.names()) {
			for (String candidate : supported) {
				// Names are ASCII, so this is what comparing in lower case would say
				if (candidate.equalsIgnoreCase(name)) {
					return false;
				}
			}
		}
		return true;
	}

}
