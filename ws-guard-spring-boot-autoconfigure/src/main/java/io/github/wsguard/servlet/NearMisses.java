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

import java.util.Locale;

import org.springframework.http.server.PathContainer;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * Says by how much a path has missed an endpoint. Names no path: whoever asks knows one,
 * and the operator sees it in the log.
 */
final class NearMisses {

	private final MappedEndpoints endpoints;

	NearMisses(MappedEndpoints endpoints) {
		this.endpoints = endpoints;
	}

	/**
	 * Explain why nothing was found at a path.
	 * @param path the raw path within the application
	 * @return the rejection
	 */
	Rejection notFound(String path) {
		if (SockJsPath.endpointOf(path).flatMap(this.endpoints::findWebSocket).isPresent()) {
			return sockJsNotEnabled();
		}
		Rejection rejection = Rejection.because(RejectionReason.PATH_NOT_FOUND, "Nothing is registered at this path");
		if (path.length() > 1 && path.endsWith("/") && isEndpoint(path.substring(0, path.length() - 1))) {
			return rejection.hint("There is an endpoint without the slash at the end.");
		}
		if (isEndpoint(path + "/")) {
			return rejection.hint("There is an endpoint with a slash at the end.");
		}
		if (isEndpointBehindFirstSegment(path)) {
			return rejection.hint(
					"There is an endpoint without the first segment: the application has no such context path or servlet path.");
		}
		if (isEndOfEndpoint(path)) {
			return rejection.hint("There is an endpoint below a prefix: the servlet path is missing.");
		}
		String lowerCase = path.toLowerCase(Locale.ROOT);
		if (!lowerCase.equals(path) && isEndpoint(lowerCase)) {
			return rejection.hint("There is an endpoint in lower case: paths are case-sensitive.");
		}
		return rejection;
	}

	static Rejection sockJsNotEnabled() {
		return Rejection.because(RejectionReason.SOCKJS_NOT_ENABLED,
				"The path is that of a SockJS request below an endpoint without SockJS");
	}

	private boolean isEndpoint(String path) {
		return this.endpoints.find(RequestPaths.parse(path)) != null;
	}

	private boolean isEndpointBehindFirstSegment(String path) {
		int second = path.indexOf('/', 1);
		return second > 0 && isEndpoint(path.substring(second));
	}

	private boolean isEndOfEndpoint(String path) {
		PathContainer wanted = RequestPaths.parse(path);
		return wanted.elements().size() > 1 && this.endpoints.all()
			.stream()
			.anyMatch((endpoint) -> endpoint.pattern().getPatternString().endsWith(path));
	}

}
