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

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.Filter;

/**
 * Looks into the servlet filter of Spring Security.
 */
public interface SecurityInspector {

	/**
	 * Without Spring Security.
	 */
	SecurityInspector NONE = new SecurityInspector() {

		@Override
		public List<Station> stations(ContainerFilter filter, HandshakeProbe probe) {
			return List.of();
		}

		@Override
		public List<Filter> filters(ContainerFilter filter, HandshakeProbe probe) {
			return List.of();
		}

		@Override
		public Optional<SecurityVerdict> examine(ContainerFilter filter, HandshakeProbe probe,
				Collection<String> authorities) {
			return Optional.empty();
		}

	};

	/**
	 * Return the chain that matches and its filters.
	 * @param filter a servlet filter
	 * @param probe the handshake
	 * @return the stations, in order; none if the filter is not Spring Security's or no
	 * chain matches
	 */
	List<Station> stations(ContainerFilter filter, HandshakeProbe probe);

	/**
	 * Return the filters of the chain that matches.
	 * @param filter a servlet filter
	 * @param probe the request
	 * @return the filters, in order; none if the filter is not Spring Security's or no
	 * chain matches
	 */
	List<Filter> filters(ContainerFilter filter, HandshakeProbe probe);

	/**
	 * Ask the chain that matches what it would do. Creates no session and publishes no
	 * event; rules of the application are evaluated, for a client that does not exist.
	 * @param filter a servlet filter
	 * @param probe the request
	 * @param authorities the authorities that a principal of the guard would have
	 * @return the verdict; empty if the filter is not Spring Security's or no chain
	 * matches
	 */
	Optional<SecurityVerdict> examine(ContainerFilter filter, HandshakeProbe probe, Collection<String> authorities);

}
