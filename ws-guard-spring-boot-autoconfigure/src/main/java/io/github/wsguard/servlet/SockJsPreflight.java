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

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.github.wsguard.decision.HandshakeRequest.Kind;

/**
 * The preflight of a SockJS request from another origin. A browser sends no credentials
 * with it, so a login cannot be asked of it: once the guard has admitted the origin, a
 * filter chain that does not know CORS must not stand in the way.
 */
final class SockJsPreflight {

	private static final String MAX_AGE_SECONDS = "1800";

	private SockJsPreflight() {
	}

	static boolean is(Handshake handshake) {
		HttpServletRequest request = handshake.received();
		return handshake.target().kind() == Kind.SOCKJS_RESOURCE && handshake.attempt().isOriginAdmitted()
				&& request.getMethod().equals("OPTIONS") && request.getHeader("Origin") != null
				&& request.getHeader("Access-Control-Request-Method") != null;
	}

	/**
	 * Grant what is asked for: each request of the session is decided by itself.
	 */
	static void grant(Handshake handshake, HttpServletResponse response) throws IOException {
		HttpServletRequest request = handshake.received();
		response.setStatus(HttpServletResponse.SC_NO_CONTENT);
		response.setHeader("Access-Control-Allow-Origin", request.getHeader("Origin"));
		response.setHeader("Access-Control-Allow-Credentials", "true");
		response.setHeader("Access-Control-Allow-Methods", "GET, POST");
		String headers = request.getHeader("Access-Control-Request-Headers");
		if (headers != null) {
			response.setHeader("Access-Control-Allow-Headers", headers);
		}
		response.setHeader("Access-Control-Max-Age", MAX_AGE_SECONDS);
		response.setHeader("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
		response.flushBuffer();
	}

}
