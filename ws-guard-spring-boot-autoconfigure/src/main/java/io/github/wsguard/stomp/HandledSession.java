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

import org.jspecify.annotations.Nullable;

import io.github.wsguard.websocket.GuardedSession;
import io.github.wsguard.websocket.Subprotocol.Delivery;

/**
 * The session whose message a thread handles. Spring's error handler is told of an error,
 * and not of the session that it occurred in.
 */
final class HandledSession {

	// An instance is as long-lived as the application, and outlives no restart of it
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<GuardedSession> session = new ThreadLocal<>();

	void handle(GuardedSession session, Delivery delivery) throws Exception {
		GuardedSession before = this.session.get();
		this.session.set(session);
		try {
			delivery.deliver();
		}
		finally {
			restore(before);
		}
	}

	private void restore(@Nullable GuardedSession before) {
		if (before != null) {
			this.session.set(before);
		}
		else {
			this.session.remove();
		}
	}

	/**
	 * Return the session.
	 * @return the session, or {@code null} if this thread handles no message of a guarded
	 * one
	 */
	@Nullable GuardedSession get() {
		return this.session.get();
	}

}
