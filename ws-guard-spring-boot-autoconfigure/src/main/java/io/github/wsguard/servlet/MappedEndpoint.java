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

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.util.pattern.PathPattern;

/**
 * An endpoint that the application registered.
 *
 * @param pattern the path, relative to the context path
 * @param type how the endpoint speaks
 * @param subprotocols the sub-protocols that it names, in lower case
 * @param registeredOrigins the origins that its registration names, or {@code null} if it
 * names none
 */
record MappedEndpoint(PathPattern pattern, Type type, Supplier<List<String>> subprotocols,
		@Nullable CorsConfiguration registeredOrigins) {

	enum Type {

		WEBSOCKET, SOCKJS, JAKARTA

	}

	boolean isSockJs() {
		return this.type == Type.SOCKJS;
	}

	/**
	 * Return the verdict of the registered origins. Any origin is no verdict: what it
	 * would mean needs {@code ws-guard.origin.allow-any}.
	 */
	Optional<Boolean> allowsOrigin(String origin) {
		return (this.registeredOrigins != null && !admitsAny(this.registeredOrigins))
				? Optional.of(this.registeredOrigins.checkOrigin(origin) != null) : Optional.empty();
	}

	private static boolean admitsAny(CorsConfiguration origins) {
		List<String> exact = origins.getAllowedOrigins();
		List<String> patterns = origins.getAllowedOriginPatterns();
		return (exact != null && exact.contains(CorsConfiguration.ALL))
				|| (patterns != null && patterns.contains(CorsConfiguration.ALL));
	}

	/**
	 * Return the part of a matching path that belongs to SockJS.
	 */
	String pathWithin(PathContainer path) {
		String within = this.pattern.extractPathWithinPattern(path).value();
		return (within.isEmpty() || within.startsWith("/")) ? within : "/" + within;
	}

	/**
	 * Return the part of a matching path that names the endpoint.
	 */
	PathContainer base(PathContainer path) {
		int elements = path.elements().size() - this.pattern.extractPathWithinPattern(path).elements().size();
		PathContainer base = path.subPath(0, elements);
		while (!base.elements().isEmpty() && base.elements().get(base.elements().size() - 1).value().equals("/")) {
			base = base.subPath(0, base.elements().size() - 1);
		}
		return base;
	}

	@Override
	public String toString() {
		return this.pattern.getPatternString();
	}

}
