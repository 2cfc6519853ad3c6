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

import jakarta.servlet.Filter;

/**
 * Shows what a handshake meets within the filter of Spring Security.
 */
@FunctionalInterface
public interface SecurityStations {

	/**
	 * Without Spring Security.
	 */
	SecurityStations NONE = (filter, probe) -> List.of();

	/**
	 * Return the chain that matches and its filters.
	 * @param filter a servlet filter
	 * @param probe the handshake
	 * @return the stations, in order; none if the filter is not Spring Security's or no
	 * chain matches
	 */
	List<Station> within(Filter filter, HandshakeProbe probe);

}
