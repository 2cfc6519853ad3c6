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
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.RejectionReason;

/**
 * Refuses a request whose {@code Upgrade} and {@code Connection} do not ask for a
 * WebSocket, and spells them for the application as every handshake handler expects:
 * Spring's compares {@code Connection} with case.
 */
final class UpgradeCheck implements HandshakeCheck {

	private static final String[] WEBSOCKET_HEADERS = { "Sec-WebSocket-Key", "Sec-WebSocket-Version",
			"Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions" };

	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		HandshakeRequest request = attempt.request();
		if (RequestLineCheck.isExtendedConnect(request)) {
			return Decision.proceed();
		}
		List<String> upgrade = request.headers("Upgrade");
		if (upgrade.isEmpty()) {
			return withoutUpgrade(request);
		}
		if (!FieldValues.contain(upgrade, "websocket")) {
			return Decision.reject(RejectionReason.UPGRADE_HEADER_INVALID,
					"The Upgrade header does not name websocket");
		}
		List<String> connection = request.headers("Connection");
		if (!FieldValues.contain(connection, "upgrade")) {
			return FrontingProxy.reject(request, RejectionReason.CONNECTION_HEADER_INVALID, connection.isEmpty()
					? "There is no Connection header" : "The Connection header does not name upgrade");
		}
		spellOut(attempt, upgrade, connection);
		return Decision.proceed();
	}

	private static Decision withoutUpgrade(HandshakeRequest request) {
		if (hasWebSocketHeader(request)) {
			return FrontingProxy.reject(request, RejectionReason.UPGRADE_STRIPPED_BY_PROXY,
					"There are Sec-WebSocket headers but no Upgrade header");
		}
		return Decision.reject(RejectionReason.NOT_A_WEBSOCKET_REQUEST, "There is no WebSocket header");
	}

	private static boolean hasWebSocketHeader(HandshakeRequest request) {
		for (String header : WEBSOCKET_HEADERS) {
			if (!request.headers(header).isEmpty()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return whether a client asked for an upgrade and a proxy dropped the wish.
	 */
	static boolean isStripped(HandshakeRequest request) {
		return request.headers("Upgrade").isEmpty() && hasWebSocketHeader(request);
	}

	private static void spellOut(HandshakeAttempt attempt, List<String> upgrade, List<String> connection) {
		if (upgrade.size() > 1 || !"websocket".equals(upgrade.get(0))) {
			attempt.rewrite().header("Upgrade", "websocket");
		}
		if (!FieldValues.containExactly(connection, "Upgrade") && !FieldValues.containExactly(connection, "upgrade")) {
			attempt.rewrite().header("Connection", "Upgrade");
		}
	}

}
