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

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.Rejection;

/**
 * A servlet request, seen as a handshake.
 */
final class ServletHandshakeRequest implements HandshakeRequest {

	private final HttpServletRequest request;

	private final Target target;

	private final Function<HttpServletRequest, Optional<List<String>>> login;

	private @Nullable ClientConnection connection;

	private @Nullable String query;

	private boolean queryRead;

	ServletHandshakeRequest(HttpServletRequest request, Target target,
			Function<HttpServletRequest, Optional<List<String>>> login) {
		this.request = request;
		this.target = target;
		this.login = login;
	}

	@Override
	public Kind kind() {
		return this.target.kind();
	}

	@Override
	public String method() {
		return this.request.getMethod();
	}

	@Override
	public String httpVersion() {
		return this.request.getProtocol();
	}

	@Override
	public @Nullable String header(String name) {
		return this.request.getHeader(name);
	}

	@Override
	public List<String> headers(String name) {
		Enumeration<String> values = this.request.getHeaders(name);
		if (!values.hasMoreElements()) {
			return List.of();
		}
		String first = values.nextElement();
		if (!values.hasMoreElements()) {
			return List.of(first);
		}
		List<String> all = Collections.list(values);
		all.add(0, first);
		return all;
	}

	@Override
	public @Nullable String query() {
		// Decoded anew each time that the container is asked
		if (!this.queryRead) {
			this.query = this.request.getQueryString();
			this.queryRead = true;
		}
		return this.query;
	}

	@Override
	public ClientConnection connection() {
		if (this.connection == null) {
			this.connection = new ClientConnection(withoutZone(this.request.getRemoteAddr()), this.request.getScheme(),
					this.request.getServerName().toLowerCase(Locale.ROOT), this.request.getServerPort());
		}
		return this.connection;
	}

	private static String withoutZone(String address) {
		int zone = address.indexOf('%');
		return (zone < 0) ? address : address.substring(0, zone);
	}

	@Override
	public Map<String, String> pathVariables() {
		return this.target.pathVariables();
	}

	@Override
	public Optional<Rejection> pathFault() {
		return this.target.fault();
	}

	@Override
	public List<String> supportedSubprotocols() {
		return this.target.supportedSubprotocols();
	}

	@Override
	public Optional<Boolean> registeredOriginsAllow(String origin) {
		return this.target.registeredOriginsAllow(origin);
	}

	@Override
	public Optional<List<String>> applicationLogin() {
		return this.login.apply(this.request);
	}

}
