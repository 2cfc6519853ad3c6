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

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Finds a connection by the identifier that its client chose to refresh its token by. An
 * identifier belongs to the owner of the connection that has it, for as long as that
 * connection lives: a client that connects again takes it along, somebody else does not
 * get it.
 */
final class RefreshIndex {

	private final ConcurrentMap<String, LiveConnection> byId = new ConcurrentHashMap<>();

	/**
	 * Let a connection be found, if its client chose an identifier and a token says who
	 * it is.
	 */
	void add(LiveConnection connection) {
		String id = connection.admission().refreshId();
		if (id != null && connection.identity().token() != null) {
			this.byId.merge(id, connection, (current, latest) -> isFree(current, latest) ? latest : current);
			if (connection.isClosed()) {
				// It was removed before it was added
				remove(connection);
			}
		}
	}

	private static boolean isFree(LiveConnection current, LiveConnection latest) {
		return current.isClosed() || current.end().isPresent()
				|| current.identity().isOfOneSubjectWith(latest.identity());
	}

	void remove(LiveConnection connection) {
		String id = connection.admission().refreshId();
		if (id != null) {
			this.byId.remove(id, connection);
		}
	}

	Optional<LiveConnection> find(String id) {
		return Optional.ofNullable(this.byId.get(id)).filter((connection) -> connection.end().isEmpty());
	}

}
