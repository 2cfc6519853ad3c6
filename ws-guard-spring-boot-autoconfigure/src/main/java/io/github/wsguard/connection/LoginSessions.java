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

package io.github.wsguard.connection;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the connections that a login of the application opened, by its HTTP session. Few
 * connections have one: a lock around it all is cheap.
 */
final class LoginSessions {

	// Longer than a handshake takes from its admission to its open connection
	private static final Duration MEMORY = Duration.ofSeconds(30);

	private final Map<String, Login> logins = new HashMap<>();

	private final Map<String, Long> ended = new LinkedHashMap<>();

	private final Clock clock;

	LoginSessions(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Bind a connection to the HTTP session whose login opened it, if one did.
	 * @return {@code false} if the session has ended since the handshake
	 */
	synchronized boolean add(LiveConnection connection) {
		String id = connection.admission().httpSessionId();
		if (id == null || connection.identity().principal() == null) {
			return true;
		}
		if (this.ended.containsKey(id)) {
			return false;
		}
		Login login = this.logins.computeIfAbsent(id, (key) -> new Login(key));
		login.connections.add(connection);
		if (connection.isClosed()) {
			// It was removed before it was added
			remove(connection);
		}
		return true;
	}

	synchronized void remove(LiveConnection connection) {
		String id = connection.admission().httpSessionId();
		Login login = (id != null) ? this.logins.get(id) : null;
		if (login != null && login.connections.remove(connection) && login.connections.isEmpty()) {
			login.ids.forEach(this.logins::remove);
		}
	}

	/**
	 * Follow a session to its new identifier. Connections know it by the old one.
	 */
	synchronized void rename(String before, String now) {
		Login login = this.logins.get(before);
		if (login != null) {
			login.ids.add(now);
			this.logins.put(now, login);
		}
	}

	/**
	 * Take note that a session has ended.
	 * @return the connections that were bound to it
	 */
	synchronized List<LiveConnection> end(String id) {
		long now = this.clock.millis();
		forgetOlderThan(now - MEMORY.toMillis());
		this.ended.put(id, now);
		Login login = this.logins.get(id);
		if (login == null) {
			return List.of();
		}
		login.ids.forEach(this.logins::remove);
		return new ArrayList<>(login.connections);
	}

	private void forgetOlderThan(long time) {
		Iterator<Long> times = this.ended.values().iterator();
		while (times.hasNext() && times.next() < time) {
			times.remove();
		}
	}

	/**
	 * A session, by every identifier that it has had since a connection was bound to it.
	 */
	private static final class Login {

		private final List<String> ids = new ArrayList<>(1);

		private final Set<LiveConnection> connections = new HashSet<>();

		Login(String id) {
			this.ids.add(id);
		}

	}

}
