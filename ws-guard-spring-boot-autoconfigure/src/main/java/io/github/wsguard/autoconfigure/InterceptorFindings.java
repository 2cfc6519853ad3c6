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

package io.github.wsguard.autoconfigure;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.web.socket.server.HandshakeInterceptor;

import io.github.wsguard.findings.Finding;
import io.github.wsguard.servlet.RegisteredEndpoint;

/**
 * What became of the guard's place among the interceptors of an endpoint. It is put first
 * before the server listens; who takes its place after that is told once the application
 * is ready.
 */
final class InterceptorFindings {

	private InterceptorFindings() {
	}

	static List<Finding> about(RegisteredEndpoint endpoint) {
		List<HandshakeInterceptor> interceptors = endpoint.interceptors();
		String place = endpoint.endpoint().pattern();
		if (endpoint.jakarta()) {
			return List.of();
		}
		if (interceptors.stream().noneMatch(RegisteredEndpoint::isGuard)) {
			return List.of(Finding.warning("GUARD_INTERCEPTOR_MISSING", place,
					"The interceptors of ws-guard were removed after the start, so that only its filter guards",
					"Add interceptors where the endpoint is registered, rather than replace them later"));
		}
		Set<String> ahead = interceptors.stream()
			.takeWhile((interceptor) -> !RegisteredEndpoint.isGuard(interceptor))
			.map((interceptor) -> interceptor.getClass().getSimpleName())
			.collect(Collectors.toSet());
		return ahead.stream()
			.sorted()
			.map((type) -> Finding.warning("INTERCEPTOR_AHEAD_OF_GUARD", place,
					"The interceptor '" + type + "' was put in front of the guard after the start",
					"Add interceptors where the endpoint is registered"))
			.toList();
	}

}
