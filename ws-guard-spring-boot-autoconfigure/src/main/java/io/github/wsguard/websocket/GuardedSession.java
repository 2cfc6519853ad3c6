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

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.WebSocketMessage;

import io.github.wsguard.connection.LiveConnection;
import io.github.wsguard.decision.Rejection;

/**
 * A session under guard, as those see it who know what its messages mean.
 */
public interface GuardedSession {

	/**
	 * Return the connection that the session carries.
	 * @return the connection
	 */
	LiveConnection connection();

	/**
	 * Refuse what the client sent: nothing passes from now on, and the client is told in
	 * the background. Does nothing if the connection has ended before.
	 * @param rejection why
	 * @param farewell the last message, or {@code null} for what the sub-protocol has to
	 * say
	 */
	void refuse(Rejection rejection, @Nullable WebSocketMessage<?> farewell);

	/**
	 * Return the session that attributes belong to, for as long as somebody holds them.
	 * @param attributes the attributes of a session
	 * @return the session, or {@code null} if it is not guarded
	 */
	static @Nullable GuardedSession of(@Nullable Map<String, Object> attributes) {
		return (attributes != null) ? (GuardedSession) attributes.get(GuardedWebSocketSession.ATTRIBUTE) : null;
	}

}
