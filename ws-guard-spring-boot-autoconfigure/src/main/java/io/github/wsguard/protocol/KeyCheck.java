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
import io.github.wsguard.decision.RejectionReason;

/**
 * Refuses another WebSocket version than 13, and a key that is not the base64 form of 16
 * bytes.
 */
final class KeyCheck implements HandshakeCheck {

	private static final int KEY_LENGTH = 24;

	private static final int SIGNIFICANT = 22;

	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		List<String> versions = attempt.request().headers("Sec-WebSocket-Version");
		if (versions.size() != 1 || !"13".equals(versions.get(0))) {
			return Decision.reject(RejectionReason.WEBSOCKET_VERSION_UNSUPPORTED,
					presence("Sec-WebSocket-Version", versions.size(), "does not say 13"));
		}
		if (RequestLineCheck.isExtendedConnect(attempt.request())) {
			return Decision.proceed();
		}
		List<String> keys = attempt.request().headers("Sec-WebSocket-Key");
		if (keys.size() != 1 || !isSixteenBytes(keys.get(0))) {
			return Decision.reject(RejectionReason.WEBSOCKET_KEY_INVALID,
					presence("Sec-WebSocket-Key", keys.size(), "does not hold 16 bytes in base64"));
		}
		return Decision.proceed();
	}

	private static String presence(String header, int lines, String fault) {
		return switch (lines) {
			case 0 -> "There is no " + header + " header";
			case 1 -> "The " + header + " header " + fault;
			default -> "There is more than one " + header + " header";
		};
	}

	private static boolean isSixteenBytes(String key) {
		if (key.length() != KEY_LENGTH || !key.endsWith("==")) {
			return false;
		}
		for (int i = 0; i < SIGNIFICANT; i++) {
			if (!isInAlphabet(key.charAt(i))) {
				return false;
			}
		}
		// The last four bits may be set, as in the example of RFC 6455 4.1
		return true;
	}

	private static boolean isInAlphabet(char character) {
		return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z')
				|| (character >= '0' && character <= '9') || character == '+' || character == '/';
	}

}
