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
import java.util.Optional;
import java.util.Set;

import io.github.wsguard.decision.HandshakeRequest.Kind;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * What a path below a SockJS endpoint asks for.
 *
 * @param kind what the request wants
 * @param transport the transport, {@code websocket} for an upgrade, empty for a resource
 * @param fault why the path can lead nowhere, if it cannot
 * @param generated whether the path looks as if a SockJS client had made it
 */
record SockJsPath(Kind kind, String transport, Optional<Rejection> fault, boolean generated) {

	private static final Set<String> HTTP_TRANSPORTS = Set.of("xhr", "xhr_send", "xhr_streaming", "eventsource",
			"htmlfile", "jsonp", "jsonp_send");

	private static final String WEBSOCKET = "websocket";

	/**
	 * Read the part of a path behind the SockJS endpoint.
	 * @param path empty, or starting with a slash
	 * @param method the method of the request
	 * @param upgrade whether the request asks for an upgrade
	 * @return what the path asks for
	 */
	static SockJsPath parse(String path, String method, boolean upgrade) {
		if (path.equals("/websocket")) {
			return new SockJsPath(Kind.UPGRADE, WEBSOCKET, Optional.empty(), false);
		}
		if (path.isEmpty() || path.equals("/") || path.equals("/info") || isIframe(path)) {
			return upgrade ? invalid("An upgrade below a SockJS endpoint must ask for /websocket or a transport", true)
					: new SockJsPath(Kind.SOCKJS_RESOURCE, "", Optional.empty(), false);
		}
		String[] segments = path.substring(1).split("/", -1);
		if (segments.length != 3) {
			return invalid("A SockJS URL has a server, a session and a transport behind the endpoint", upgrade);
		}
		if (segments[0].isEmpty() || segments[1].isEmpty() || segments[0].contains(".") || segments[1].contains(".")) {
			return invalid("Server and session of a SockJS URL must not be empty or contain a dot", upgrade);
		}
		return transport(segments[2], method, isServerId(segments[0]));
	}

	/**
	 * Return the endpoint that a SockJS client was given, if a path looks as if it had
	 * made it.
	 * @param path the raw path of an upgrade
	 * @return the path without what SockJS adds
	 */
	static Optional<String> endpointOf(String path) {
		if (!path.endsWith("/" + WEBSOCKET)) {
			return Optional.empty();
		}
		String direct = path.substring(0, path.length() - WEBSOCKET.length() - 1);
		int session = direct.lastIndexOf('/');
		int server = (session > 0) ? direct.lastIndexOf('/', session - 1) : -1;
		boolean generated = server > 0 && isServerId(direct.substring(server + 1, session));
		return Optional.of(generated ? direct.substring(0, server) : direct);
	}

	/**
	 * Return the endpoint that a SockJS client was given, if a path is one that it
	 * requests without an upgrade.
	 * @param path the raw path of a request
	 * @return the path without what SockJS adds
	 */
	static Optional<String> endpointOfRequest(String path) {
		int last = path.lastIndexOf('/');
		if (path.endsWith("/info")) {
			return (last > 0) ? Optional.of(path.substring(0, last)) : Optional.empty();
		}
		if (!HTTP_TRANSPORTS.contains(path.substring(last + 1))) {
			return Optional.empty();
		}
		int session = path.lastIndexOf('/', last - 1);
		int server = (session > 0) ? path.lastIndexOf('/', session - 1) : -1;
		return (server > 0 && isServerId(path.substring(server + 1, session))) ? Optional.of(path.substring(0, server))
				: Optional.empty();
	}

	/**
	 * Return whether a request can only be meant for SockJS: its path leads to a
	 * transport, or looks as if a SockJS client had made it.
	 */
	boolean isUnmistakable() {
		return this.fault.isEmpty() || this.generated;
	}

	/**
	 * SockJS clients number servers by three digits.
	 */
	private static boolean isServerId(String segment) {
		return segment.length() == 3 && segment.chars().allMatch((c) -> c >= '0' && c <= '9');
	}

	private static SockJsPath transport(String transport, String method, boolean generated) {
		if (transport.equals(WEBSOCKET)) {
			return new SockJsPath(Kind.UPGRADE, transport, Optional.empty(), generated);
		}
		if (!HTTP_TRANSPORTS.contains(transport)) {
			return new SockJsPath(Kind.SOCKJS_TRANSPORT, "",
					Optional.of(Rejection.because(RejectionReason.SOCKJS_TRANSPORT_UNKNOWN,
							"The last segment of the URL is no SockJS transport")),
					generated);
		}
		Kind kind = method.toUpperCase(Locale.ROOT).equals("OPTIONS") ? Kind.SOCKJS_RESOURCE : Kind.SOCKJS_TRANSPORT;
		return new SockJsPath(kind, transport, Optional.empty(), generated);
	}

	private static SockJsPath invalid(String detail, boolean upgrade) {
		return new SockJsPath(upgrade ? Kind.UPGRADE : Kind.SOCKJS_TRANSPORT, "",
				Optional.of(Rejection.because(RejectionReason.SOCKJS_PATH_INVALID, detail)), false);
	}

	private static boolean isIframe(String path) {
		return path.startsWith("/iframe") && path.endsWith(".html") && path.indexOf('/', 1) < 0;
	}

}
