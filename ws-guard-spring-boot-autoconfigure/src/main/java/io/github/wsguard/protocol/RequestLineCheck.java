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
import io.github.wsguard.decision.RejectionReason;

/**
 * Refuses any request line but {@code GET} by HTTP/1.1 or newer, and {@code CONNECT} by
 * HTTP/2 or newer (RFC 8441).
 */
final class RequestLineCheck implements HandshakeCheck {

	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		HandshakeRequest request = attempt.request();
		if (isExtendedConnect(request)) {
			return Decision.proceed();
		}
		if (!"GET".equals(request.method())) {
			return Decision.reject(RejectionReason.METHOD_NOT_ALLOWED, "The method of the handshake is not GET");
		}
		// Where the upgrade got lost as well, that is the greater loss
		if (!isHttp11OrNewer(request.httpVersion()) && !UpgradeCheck.isStripped(request)) {
			return FrontingProxy.reject(request, RejectionReason.HTTP_VERSION_UNSUPPORTED,
					"The handshake came by a version older than HTTP/1.1");
		}
		return Decision.proceed();
	}

	/**
	 * Return whether the request opens a stream of HTTP/2 or HTTP/3 as a WebSocket: it
	 * has no hop-by-hop headers and no key.
	 */
	static boolean isExtendedConnect(HandshakeRequest request) {
		return "CONNECT".equals(request.method()) && major(request.httpVersion()) >= 2;
	}

	private static boolean isHttp11OrNewer(String version) {
		if ("HTTP/1.1".equals(version)) {
			return true;
		}
		int major = major(version);
		return (major >= 2)
				|| (major == 1 && version.length() == 8 && version.charAt(7) >= '1' && version.charAt(7) <= '9');
	}

	private static int major(String version) {
		boolean wellFormed = version.startsWith("HTTP/") && (version.length() == 6 || version.indexOf('.') == 6);
		return wellFormed ? Character.digit(version.charAt(5), 10) : -1;
	}

}
