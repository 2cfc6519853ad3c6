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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.ClientConnection;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.HandshakeSketch;
import io.github.wsguard.decision.Rejection;

/**
 * A request that nobody made. Each header has the value that a client would send that
 * does everything right; a credential is a stand-in that no verifier is shown.
 */
final class SketchedRequest implements HandshakeRequest {

	private static final String SUBPROTOCOL = "sec-websocket-protocol";

	private static final Set<String> POSTED = Set.of("xhr", "xhr_send", "xhr_streaming", "jsonp_send");

	private static final Map<String, String> CORRECT = Map.of("upgrade", "websocket", "connection", "Upgrade",
			"sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==", "sec-websocket-version", "13", "sec-websocket-extensions",
			"permessage-deflate", "sec-fetch-site", "same-origin");

	private static final String UNKNOWN = "unknown";

	private final HandshakeSketch sketch;

	private final Target target;

	private final Map<String, String> headers = new LinkedHashMap<>();

	/**
	 * Create a request.
	 * @param sketch what is known of it
	 * @param target what it is aimed at
	 * @param credentials stand-ins for the headers that hold credentials, by their names
	 * in lower case
	 */
	SketchedRequest(HandshakeSketch sketch, Target target, Map<String, String> credentials) {
		this.sketch = sketch;
		this.target = target;
		for (String header : sketch.headers()) {
			String name = header.toLowerCase(Locale.ROOT);
			this.headers.put(name, value(name, credentials));
		}
		if (sketch.origin() != null) {
			this.headers.put("origin", sketch.origin());
		}
	}

	private String value(String name, Map<String, String> credentials) {
		String credential = credentials.get(name);
		if (name.equals(SUBPROTOCOL)) {
			List<String> offered = new ArrayList<>(supportedSubprotocols());
			if (credential != null || offered.isEmpty()) {
				offered.add(0, (credential != null) ? credential : UNKNOWN);
			}
			return String.join(", ", offered);
		}
		return (credential != null) ? credential : CORRECT.getOrDefault(name, UNKNOWN);
	}

	@Override
	public Kind kind() {
		return this.target.kind();
	}

	@Override
	public String method() {
		SockJsPath sockJs = this.target.sockJs();
		return (sockJs != null && POSTED.contains(sockJs.transport())) ? "POST" : "GET";
	}

	@Override
	public String httpVersion() {
		return "HTTP/1.1";
	}

	@Override
	public List<String> headers(String name) {
		String value = this.headers.get(name.toLowerCase(Locale.ROOT));
		return (value != null) ? List.of(value) : List.of();
	}

	@Override
	public @Nullable String query() {
		return null;
	}

	@Override
	public ClientConnection connection() {
		return this.sketch.connection();
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
		return Optional.empty();
	}

}
