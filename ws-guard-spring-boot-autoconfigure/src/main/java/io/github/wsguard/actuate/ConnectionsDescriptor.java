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

package io.github.wsguard.actuate;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.github.wsguard.connection.GuardedConnection;

/**
 * A page of live connections, the oldest first.
 *
 * @param total how many there are
 * @param page the number of the page, from 0 on
 * @param pages how many pages there are
 * @param connections the connections of the page
 */
public record ConnectionsDescriptor(int total, int page, int pages,
		List<ConnectionDescriptor> connections) implements OperationResponseBody {

	/**
	 * How many connections a page has at most.
	 */
	static final int PAGE_SIZE = 100;

	private static final Comparator<GuardedConnection> OLDEST_FIRST = Comparator.comparing(GuardedConnection::openedAt)
		.thenComparing(GuardedConnection::id);

	static ConnectionsDescriptor of(List<GuardedConnection> all, int page,
			Function<GuardedConnection, ConnectionDescriptor> describe) {
		List<ConnectionDescriptor> connections = all.stream()
			.sorted(OLDEST_FIRST)
			.skip((long) page * PAGE_SIZE)
			.limit(PAGE_SIZE)
			.map(describe)
			.toList();
		return new ConnectionsDescriptor(all.size(), page, (all.size() + PAGE_SIZE - 1) / PAGE_SIZE, connections);
	}

	/**
	 * A live connection.
	 *
	 * @param id the identifier of its handshake, which logs and events carry too
	 * @param endpoint the pattern of its endpoint
	 * @param openedAt when it was opened
	 * @param expiresAt until when its token counts, if it has one
	 * @param principal the name of its principal, where values are shown
	 * @param address the address of its client, where values are shown
	 */
	public record ConnectionDescriptor(String id, String endpoint, Instant openedAt, @Nullable Instant expiresAt,
			@Nullable Object principal, @Nullable Object address) {

	}

}
