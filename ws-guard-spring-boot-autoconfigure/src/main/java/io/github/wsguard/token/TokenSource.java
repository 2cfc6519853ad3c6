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

package io.github.wsguard.token;

/**
 * A place where a client may put its token.
 */
public enum TokenSource {

	/**
	 * {@code Authorization: Bearer <token>} (RFC 6750 2.1). For clients that can set
	 * headers, which a browser cannot.
	 */
	AUTHORIZATION_HEADER("the Authorization header"),

	/**
	 * {@code Sec-WebSocket-Protocol: bearer, <token>}, in a browser
	 * {@code new WebSocket(url, ["bearer", token])}; or {@code bearer.<token>} beside a
	 * protocol that the endpoint speaks.
	 */
	SUBPROTOCOL("the Sec-WebSocket-Protocol header"),

	/**
	 * A query parameter, {@code access_token} by default (RFC 6750 2.3). URLs end up in
	 * logs and histories, so this source logs a warning at start-up.
	 */
	QUERY("the query"),

	/**
	 * A cookie, read only if the client placed no token itself. The browser attaches it
	 * to requests of every page, so it counts only together with the origin check.
	 */
	COOKIE("a cookie"),

	/**
	 * The first message after the handshake: {@code {"type":"auth","token":"<token>"}},
	 * or a STOMP {@code CONNECT} frame with an {@code Authorization} header. The
	 * application sees nothing of the connection before.
	 */
	FIRST_MESSAGE("the first message");

	private final String place;

	TokenSource(String place) {
		this.place = place;
	}

	/**
	 * Return the place in the words of a rejection's detail.
	 * @return the place, to follow "in"
	 */
	String place() {
		return this.place;
	}

}
