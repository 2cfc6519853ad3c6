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

package io.github.wsguard.tomcat;

import jakarta.websocket.Session;
import org.apache.tomcat.websocket.WsSession;

/**
 * What only Tomcat knows of a session.
 */
public final class TomcatSessions {

	private TomcatSessions() {
	}

	/**
	 * Return whether the connection of a session is closed, and not only about to be.
	 * @param session any session
	 * @return {@code true} if nothing is left of it; {@code false} as well for a session
	 * of another container
	 */
	public static boolean isGone(Session session) {
		return session instanceof WsSession tomcat && tomcat.isClosed();
	}

}
