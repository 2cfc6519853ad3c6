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

package io.github.wsguard.servlet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * The endpoints that the application registered, as far as its mappings show them.
 */
public final class MappedEndpoints {

	private volatile List<MappedEndpoint> endpoints = List.of();

	private volatile boolean sockJs;

	/**
	 * Create a register without endpoints.
	 */
	public MappedEndpoints() {
	}

	void replaceAll(Collection<MappedEndpoint> found) {
		List<MappedEndpoint> sorted = new ArrayList<>(found);
		sorted.sort(Comparator.comparing(MappedEndpoint::pattern));
		this.endpoints = List.copyOf(sorted);
		this.sockJs = found.stream().anyMatch(MappedEndpoint::isSockJs);
	}

	/**
	 * Return the most specific endpoint of a path.
	 */
	@Nullable MappedEndpoint find(PathContainer path) {
		for (MappedEndpoint endpoint : this.endpoints) {
			if (endpoint.pattern().matches(path)) {
				return endpoint;
			}
		}
		return null;
	}

	/**
	 * Return the endpoint of a path if it speaks plain WebSocket.
	 */
	Optional<MappedEndpoint> findWebSocket(String path) {
		return Optional.ofNullable(find(RequestPaths.parse(path)))
			.filter((endpoint) -> endpoint.type() == MappedEndpoint.Type.WEBSOCKET);
	}

	boolean hasSockJs() {
		return this.sockJs;
	}

	List<MappedEndpoint> all() {
		return this.endpoints;
	}

}
