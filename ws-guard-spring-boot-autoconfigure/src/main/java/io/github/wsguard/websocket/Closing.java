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

package io.github.wsguard.websocket;

import jakarta.websocket.Session;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * How a session is closed by the guard: with a status that says why, and in bounded time.
 */
final class Closing {

	/**
	 * What the close code of the container says.
	 */
	static final Rejection REFUSED_BY_CONTAINER = Rejection.because(RejectionReason.MESSAGE_TOO_LARGE,
			"The container refused a message for its size");

	// Tomcat's own names and types
	private static final String SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

	private static final String CLOSE_SEND_TIMEOUT = "org.apache.tomcat.websocket.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT";

	private static final String CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

	private static final Long SEND_MILLIS = 3000L;

	// By itself Tomcat gives up a close frame after 50 ms, which any pause of a busy
	// server takes: the client would not learn why
	private static final Long CLOSE_SEND_MILLIS = 1000L;

	private static final Long CLOSE_MILLIS = 5000L;

	private Closing() {
	}

	/**
	 * Return the status that tells a client why.
	 * @param rejection why
	 * @param named whether the reason is told beside the code
	 */
	static CloseStatus status(Rejection rejection, boolean named) {
		int code = rejection.reason().closeCode();
		return named ? new CloseStatus(code, rejection.closeReason()) : new CloseStatus(code);
	}

	/**
	 * Wait neither for a client that does not read nor for one that does not answer.
	 */
	static void hurry(WebSocketSession session) {
		Session container = ContainerSession.of(session);
		if (container != null) {
			hurry(container);
		}
	}

	static void hurry(Session session) {
		try {
			session.getUserProperties().put(SEND_TIMEOUT, SEND_MILLIS);
			session.getUserProperties().put(CLOSE_SEND_TIMEOUT, CLOSE_SEND_MILLIS);
			session.getUserProperties().put(CLOSE_TIMEOUT, CLOSE_MILLIS);
		}
		catch (IllegalStateException ex) {
			// It was closed meanwhile
		}
	}

}
