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

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeCheck;
import io.github.wsguard.decision.HandshakeRequest;

/**
 * Refuses an upgrade that is not an opening handshake of RFC 6455 4.2.1, or of RFC 8441
 * where the client speaks HTTP/2. Requests of SockJS over plain HTTP pass: they follow
 * another protocol.
 */
public final class ProtocolCheck implements HandshakeCheck {

	private final HandshakeCheck[] steps;

	/**
	 * Create a check.
	 * @param tokenMarker the sub-protocol that announces a token, whose element is left
	 * to the token check
	 */
	public ProtocolCheck(String tokenMarker) {
		this.steps = new HandshakeCheck[] { new RequestLineCheck(), new UpgradeCheck(), new KeyCheck(),
				new SubprotocolCheck(tokenMarker), new ExtensionCheck() };
	}

	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		if (attempt.request().kind() != HandshakeRequest.Kind.UPGRADE) {
			return Decision.proceed();
		}
		for (HandshakeCheck step : this.steps) {
			Decision decision = step.evaluate(attempt);
			if (decision instanceof Decision.Reject) {
				return decision;
			}
		}
		return Decision.proceed();
	}

	@Override
	public Evidence evidence() {
		return Evidence.REQUEST;
	}

	@Override
	public String name() {
		return "protocol";
	}

}
