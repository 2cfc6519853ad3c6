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

package io.github.wsguard.stomp;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * What a {@code CONNECT} frame must be for a session to come of it.
 */
final class ConnectFrame {

	private static final Set<String> VERSIONS = Set.of("1.0", "1.1", "1.2");

	private static final String HEARTBEAT = "heart-beat";

	private ConnectFrame() {
	}

	/**
	 * Return why a frame leads to no session.
	 * @param headers the headers of the frame
	 * @param versionRequired whether the broker must be told the versions of the client
	 * @return the rejection, or {@code null} if it does
	 */
	static @Nullable Rejection fault(StompHeaderAccessor headers, boolean versionRequired) {
		if (!hasValidHeartbeat(headers)) {
			return invalidHeartbeat();
		}
		Set<String> versions = headers.getAcceptVersion();
		if (versions.isEmpty() && !versionRequired) {
			return null;
		}
		for (String version : versions) {
			if (VERSIONS.contains(version)) {
				return null;
			}
		}
		return Rejection.because(RejectionReason.STOMP_VERSION_UNSUPPORTED,
				"The accept-version of the CONNECT frame names neither of 1.0, 1.1, 1.2");
	}

	/**
	 * Return whether the {@code heart-beat} of a frame is two numbers, if it has any.
	 */
	static boolean hasValidHeartbeat(StompHeaderAccessor headers) {
		String value = headers.getFirstNativeHeader(HEARTBEAT);
		if (value == null) {
			return true;
		}
		int comma = value.indexOf(',');
		return comma >= 0 && isNumber(value, 0, comma) && isNumber(value, comma + 1, value.length());
	}

	private static boolean isNumber(String value, int start, int end) {
		for (int i = start; i < end; i++) {
			if (value.charAt(i) < '0' || value.charAt(i) > '9') {
				return false;
			}
		}
		// More digits are no number to Spring
		return end > start && end - start <= 18;
	}

	static Rejection invalidHeartbeat() {
		return Rejection.because(RejectionReason.STOMP_FRAME_INVALID,
				"The heart-beat header is not two numbers with a comma between");
	}

}
