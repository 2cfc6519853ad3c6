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

package io.github.wsguard.inspection;

import java.util.List;
import java.util.function.Supplier;

import io.github.wsguard.inspection.HandshakeProbe.Place;
import io.github.wsguard.servlet.RegisteredEndpoint;

/**
 * Follows handshakes that nobody sent through the application.
 */
public final class RouteTracer implements HandshakeRoutes {

	private final Supplier<List<RegisteredEndpoint>> endpoints;

	private final Supplier<ContainerFilters> filters;

	private final SecurityInspector security;

	private final Supplier<Place> place;

	/**
	 * Create a tracer.
	 * @param endpoints the endpoints to lead to
	 * @param filters the servlet filters
	 * @param security shows what is within the filter of Spring Security
	 * @param place where the application is
	 */
	public RouteTracer(Supplier<List<RegisteredEndpoint>> endpoints, Supplier<ContainerFilters> filters,
			SecurityInspector security, Supplier<Place> place) {
		this.endpoints = endpoints;
		this.filters = filters;
		this.security = security;
		this.place = place;
	}

	@Override
	public List<HandshakeRoute> all() {
		return inspect().stream().map(EndpointInspection::route).toList();
	}

	/**
	 * Return every endpoint with all that can be asked about it.
	 * @return the endpoints
	 */
	public List<EndpointInspection> inspect() {
		Place here = this.place.get();
		ContainerFilters all = this.filters.get();
		return this.endpoints.get().stream().map((endpoint) -> {
			String path = EndpointInspection.path(endpoint);
			return new EndpointInspection(endpoint, path, path.isEmpty() ? List.of() : all.inFrontOf(path), here,
					this.security);
		}).toList();
	}

}
