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

package io.github.wsguard.decision;

import java.util.Locale;

/**
 * Why a handshake was refused: the catalogue of reasons. A code is stable; it appears in
 * responses, logs, metrics and documentation and is never renamed.
 */
public enum RejectionReason {

	/**
	 * A plain HTTP request reached a WebSocket endpoint: the URL was opened in a browser
	 * tab, or asked for by {@code fetch}.
	 */
	NOT_A_WEBSOCKET_REQUEST(426, RetryAdvice.NEVER, "This is a WebSocket endpoint",
			"Connect with a WebSocket client, for example new WebSocket(\"wss://...\")."),

	/**
	 * The {@code Sec-WebSocket-*} headers arrived without {@code Upgrade}: a proxy in
	 * front does not pass hop-by-hop headers on.
	 */
	UPGRADE_STRIPPED_BY_PROXY(426, RetryAdvice.NEVER, "A proxy removed the Upgrade header",
			"Let the proxy pass the upgrade on; for nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection \"upgrade\";"),

	/**
	 * The {@code Upgrade} header names other protocols only (RFC 6455 4.2.1).
	 */
	UPGRADE_HEADER_INVALID(400, RetryAdvice.NEVER, "The Upgrade header does not ask for websocket",
			"Send Upgrade: websocket."),

	/**
	 * The {@code Connection} header lacks the {@code upgrade} token (RFC 6455 4.2.1),
	 * which proxies often overwrite.
	 */
	CONNECTION_HEADER_INVALID(400, RetryAdvice.NEVER, "The Connection header does not contain upgrade",
			"Send Connection: Upgrade; behind nginx: proxy_set_header Connection \"upgrade\";"),

	/**
	 * The handshake used another method than {@code GET} (RFC 6455 4.2.1).
	 */
	METHOD_NOT_ALLOWED(405, RetryAdvice.NEVER, "The method is not allowed", "Use GET for a handshake."),

	/**
	 * The handshake came by HTTP/1.0 or older, usually from a proxy that speaks it to its
	 * upstream (RFC 6455 4.2.1).
	 */
	HTTP_VERSION_UNSUPPORTED(426, RetryAdvice.NEVER, "A handshake needs HTTP/1.1",
			"Let the proxy speak HTTP/1.1 to this server; for nginx: proxy_http_version 1.1;"),

	/**
	 * {@code Sec-WebSocket-Version} is missing, repeated or not 13 (RFC 6455 4.2.1).
	 */
	WEBSOCKET_VERSION_UNSUPPORTED(426, RetryAdvice.NEVER, "Only WebSocket version 13 is supported",
			"Send Sec-WebSocket-Version: 13."),

	/**
	 * {@code Sec-WebSocket-Key} is missing, repeated or does not hold 16 bytes in base64
	 * (RFC 6455 4.2.1).
	 */
	WEBSOCKET_KEY_INVALID(400, RetryAdvice.NEVER, "The Sec-WebSocket-Key is not 16 base64-encoded bytes",
			"Send one Sec-WebSocket-Key of 24 base64 characters."),

	/**
	 * {@code Sec-WebSocket-Protocol} is malformed, repeats a value, or offers a token and
	 * nothing that could be answered (RFC 6455 4.1).
	 */
	SUBPROTOCOL_INVALID(400, RetryAdvice.NEVER, "The Sec-WebSocket-Protocol header is invalid",
			"Offer distinct names; beside a token offer the marker or a protocol that the endpoint speaks: new WebSocket(url, [\"bearer\", token])."),

	/**
	 * The endpoint names its sub-protocols and the client offered only others: a browser
	 * would fail without a word.
	 */
	SUBPROTOCOL_UNSUPPORTED(400, RetryAdvice.NEVER, "None of the offered sub-protocols is supported",
			"Offer one of the sub-protocols that the endpoint speaks."),

	/**
	 * {@code Sec-WebSocket-Extensions} does not follow the grammar of RFC 6455 9.1.
	 */
	EXTENSION_INVALID(400, RetryAdvice.NEVER, "The Sec-WebSocket-Extensions header is malformed",
			"Send a well-formed extension list, or none."),

	/**
	 * The path holds an empty, {@code .} or {@code ..} segment, or the layers of the
	 * server read different endpoints in it.
	 */
	PATH_AMBIGUOUS(400, RetryAdvice.NEVER, "The path can be read in more than one way",
			"Send the path in its plain form: no doubled slashes, no dot segments."),

	/**
	 * The {@code Origin} header names an origin outside {@code ws-guard.origin.allowed}.
	 * Expected from foreign pages; from a known page the list is stale.
	 */
	ORIGIN_NOT_ALLOWED(403, RetryAdvice.NEVER, "The origin is not allowed",
			"Add the origin of the page to ws-guard.origin.allowed."),

	/**
	 * The origin is allowed but for its scheme: {@code http} where {@code https} is
	 * listed, or the reverse.
	 */
	ORIGIN_SCHEME_MISMATCH(403, RetryAdvice.NEVER, "The origin is allowed with another scheme",
			"Open the page with the listed scheme, or list this one in ws-guard.origin.allowed."),

	/**
	 * The origin is allowed but for its port: a development server on another port, or a
	 * port missing in the list.
	 */
	ORIGIN_PORT_MISMATCH(403, RetryAdvice.NEVER, "The origin is allowed with another port",
			"List the origin with its port in ws-guard.origin.allowed."),

	/**
	 * The {@code Origin} header is the literal {@code null}: a sandboxed iframe, a {@code
	 * file:} or {@code data:} page.
	 */
	ORIGIN_NULL(403, RetryAdvice.NEVER, "The origin null is not allowed",
			"Serve the page from a real origin; ws-guard.origin.allow-null admits every such page."),

	/**
	 * There is no {@code Origin} header and {@code ws-guard.origin.missing} demands one,
	 * or the only credential is one that a browser attaches by itself.
	 */
	ORIGIN_MISSING(403, RetryAdvice.NEVER, "The Origin header is missing",
			"Send an Origin header, or place a token in the request."),

	/**
	 * The {@code Origin} header is not a serialised origin (RFC 6454 6.2).
	 */
	ORIGIN_MALFORMED(400, 4403, RetryAdvice.NEVER, "The Origin header is malformed",
			"Send scheme://host[:port] and nothing else."),

	/**
	 * More than one {@code Origin} header, or a list in one.
	 */
	ORIGIN_AMBIGUOUS(400, 4403, RetryAdvice.NEVER, "There is more than one Origin",
			"Send one Origin header; check what the proxy adds."),

	/**
	 * The {@code Host}, after trusted forwarding, is not one of {@code ws-
	 * guard.hosts.allowed}.
	 */
	HOST_NOT_ALLOWED(421, RetryAdvice.NEVER, "This host is not served here",
			"Add the public host name to ws-guard.hosts.allowed."),

	/**
	 * The origin would be the application's own if the forwarding headers came from a
	 * trusted proxy.
	 */
	PROXY_HEADERS_IGNORED(403, RetryAdvice.NEVER, "Forwarding headers of an untrusted proxy were ignored",
			"Name the proxy in ws-guard.proxy.trusted, or set server.forward-headers-strategy."),

	/**
	 * The endpoint needs a token and the request has none.
	 */
	TOKEN_MISSING(401, RetryAdvice.NEW_TOKEN, "A token is required",
			"Send Authorization: Bearer <token>, or from a browser new WebSocket(url, [\"bearer\", token])."),

	/**
	 * More than one token in the request (RFC 6750 2).
	 */
	TOKEN_AMBIGUOUS(400, 4401, RetryAdvice.NEW_TOKEN, "There is more than one token",
			"Send the token once, in one place."),

	/**
	 * The value is not a signed JWT in compact form (RFC 7515 7.1), or its header demands
	 * something unknown.
	 */
	TOKEN_MALFORMED(401, RetryAdvice.NEW_TOKEN, "The token is malformed", "Send the token as the issuer returned it."),

	/**
	 * The value would be a token but for its encoding: a plus that became a space,
	 * percent signs left over, quotes, a scheme, white space.
	 */
	TOKEN_ENCODING(401, RetryAdvice.NEW_TOKEN, "The token was damaged by encoding",
			"Send the token as it is; encode it once with encodeURIComponent in a query."),

	/**
	 * The token is longer than {@code ws-guard.token.max-size}.
	 */
	TOKEN_TOO_LARGE(401, RetryAdvice.NEW_TOKEN, "The token is too large",
			"Shrink the token, or raise ws-guard.token.max-size."),

	/**
	 * The {@code Authorization} header uses another scheme than {@code Bearer}, or none.
	 */
	TOKEN_SCHEME_UNSUPPORTED(401, RetryAdvice.NEW_TOKEN, "The authorization scheme is not Bearer",
			"Send Authorization: Bearer <token>."),

	/**
	 * A token stands where this endpoint does not look.
	 */
	TOKEN_PLACEMENT_UNSUPPORTED(401, RetryAdvice.NEW_TOKEN, "The token is in a place that is not read",
			"Put the token where ws-guard.token.sources allows it."),

	/**
	 * The algorithm in the token header is not one of {@code jws-algorithms} of its
	 * issuer.
	 */
	TOKEN_ALG_NOT_ALLOWED(401, RetryAdvice.NEW_TOKEN, "The signature algorithm is not allowed",
			"Sign with an allowed algorithm, or add this one to jws-algorithms."),

	/**
	 * The issuer's key set has no key that fits the token header.
	 */
	TOKEN_KEY_UNKNOWN(401, RetryAdvice.NEW_TOKEN, "The signing key is unknown",
			"Get a new token; check that issuer and key set belong together."),

	/**
	 * The signature was not made by the issuer's key over this content.
	 */
	TOKEN_SIGNATURE_INVALID(401, RetryAdvice.NEW_TOKEN, "The signature is invalid",
			"Get a new token; check that it is not cut off."),

	/**
	 * The token's {@code exp} lies further back than {@code ws-guard.jwt.clock-skew}.
	 */
	TOKEN_EXPIRED(401, RetryAdvice.NEW_TOKEN, "The token has expired", "Get a new token before connecting."),

	/**
	 * {@code nbf} or {@code iat} lies further ahead than {@code ws-guard.jwt.clock-skew}.
	 */
	TOKEN_NOT_YET_VALID(401, RetryAdvice.NEW_TOKEN, "The token is not yet valid",
			"Check the clocks of the issuer and of this server."),

	/**
	 * The token lives longer than {@code ws-guard.jwt.max-lifetime}; often {@code exp} in
	 * milliseconds.
	 */
	TOKEN_LIFETIME_TOO_LONG(401, RetryAdvice.NEW_TOKEN, "The token lives too long",
			"Issue tokens that live shorter; exp is in seconds."),

	/**
	 * {@code iss} is not an issuer that this endpoint trusts.
	 */
	TOKEN_ISSUER_INVALID(401, RetryAdvice.NEW_TOKEN, "The token is from another issuer",
			"Get the token from the configured issuer, or correct issuer-uri."),

	/**
	 * {@code aud} has none of the configured audiences.
	 */
	TOKEN_AUDIENCE_INVALID(401, RetryAdvice.NEW_TOKEN, "The token is for another audience",
			"Ask the issuer for a token for this service."),

	/**
	 * {@code typ} is not one of the issuer's {@code types}: an ID token or a logout token
	 * in place of an access token.
	 */
	TOKEN_TYPE_INVALID(401, RetryAdvice.NEW_TOKEN, "The token is of another type", "Send the access token."),

	/**
	 * A claim that every token needs is absent.
	 */
	TOKEN_CLAIM_MISSING(401, RetryAdvice.NEW_TOKEN, "The token lacks a required claim",
			"Let the issuer add the claim."),

	/**
	 * A claim has the wrong type or a value out of range.
	 */
	TOKEN_CLAIM_INVALID(401, RetryAdvice.NEW_TOKEN, "A claim of the token is invalid",
			"Let the issuer send the claim as RFC 7519 defines it."),

	/**
	 * The guard accepted the token, and the application's own resource server did not.
	 */
	TOKEN_REJECTED(401, RetryAdvice.NEW_TOKEN, "The application's own token check refused the token",
			"Let ws-guard.jwt.issuers and the resource server agree on issuers, keys and audiences."),

	/**
	 * The issuer's keys could not be had; the token is not to blame.
	 */
	KEYS_UNAVAILABLE(503, RetryAdvice.LATER, "The keys to verify tokens are unavailable",
			"Check that this server can reach the issuer's key set."),

	/**
	 * More tokens than can be verified at once came in, and the client's had to wait for
	 * too long or behind too many of its own; the token was not judged.
	 */
	SERVER_BUSY(503, RetryAdvice.LATER, "The server verifies too many tokens at once",
			"Try again later; a client that connects often should use the same token until it expires."),

	/**
	 * A scope in {@code require.scopes} is not granted to the token.
	 */
	INSUFFICIENT_SCOPE(403, RetryAdvice.NEVER, "The token lacks a required scope", "Ask the issuer for the scope."),

	/**
	 * None of {@code require.authorities} is granted.
	 */
	AUTHORITY_MISSING(403, RetryAdvice.NEVER, "A required authority is missing", "Grant one of the authorities."),

	/**
	 * A claim in {@code require.claims} is absent.
	 */
	CLAIM_MISSING(403, RetryAdvice.NEVER, "The token lacks a claim that this endpoint requires",
			"Let the issuer add the claim."),

	/**
	 * A claim in {@code require.claims} has another value than the endpoint requires.
	 */
	CLAIM_MISMATCH(403, RetryAdvice.NEVER, "A claim does not match this endpoint",
			"Use a token that was made for this resource."),

	/**
	 * The client address is in {@code ws-guard.network.denied} or outside {@code ws-
	 * guard.network.allowed}.
	 */
	IP_NOT_ALLOWED(403, RetryAdvice.NEVER, "The client address is not allowed",
			"Add the address to ws-guard.network.allowed; behind a proxy name it in ws-guard.proxy.trusted."),

	/**
	 * The handshake did not come by {@code wss} and {@code ws-guard.require-tls} is set.
	 */
	TLS_REQUIRED(403, RetryAdvice.NEVER, "A secure connection is required",
			"Connect by wss; if a proxy ends TLS, name it in ws-guard.proxy.trusted."),

	/**
	 * The endpoint relies on the application's own login and there is none.
	 */
	LOGIN_REQUIRED(401, RetryAdvice.NEVER, "A login is required", "Log in first."),

	/**
	 * The HTTP session has expired, was ended, or gave way to another login of the same
	 * user.
	 */
	SESSION_EXPIRED(401, RetryAdvice.NEVER, "The session has expired", "Log in again, then connect."),

	/**
	 * A request that changes state came with a credential that a browser attaches by
	 * itself, and without the CSRF token that Spring Security asks for.
	 */
	CSRF_INVALID(403, RetryAdvice.NEVER, "The CSRF token is missing or invalid",
			"Send the CSRF token, or place an access token in the request; for SockJS by cookie exempt its paths: csrf((csrf) -> csrf.ignoringRequestMatchers(\"/sockjs/**\"))."),

	/**
	 * A CORS configuration beside the guard does not know the origin: "Invalid CORS
	 * request".
	 */
	CORS_ORIGIN_REJECTED(403, RetryAdvice.NEVER, "The CORS configuration refused the origin",
			"Give the CORS configuration the origins of ws-guard.origin.allowed, or leave the WebSocket paths out of it."),

	/**
	 * The HTTP firewall found the request suspicious: a semicolon, an encoded slash or
	 * percent sign, a strange method or header.
	 */
	FIREWALL_REJECTED(400, RetryAdvice.NEVER, "The HTTP firewall refused the request",
			"Send a plain path and plain headers: no semicolon, no encoded slash, percent sign or line break."),

	/**
	 * Another layer denied access and left nothing to tell why.
	 */
	ACCESS_DENIED(403, RetryAdvice.NEVER, "Access denied", "Look for the id in the server log."),

	/**
	 * No handler serves the path.
	 */
	PATH_NOT_FOUND(404, RetryAdvice.NEVER, "There is no WebSocket endpoint at this path",
			"Check the path: context path, servlet path, trailing slash."),

	/**
	 * The header fields are larger, or more, than the container reads; usually a token or
	 * cookies.
	 */
	HEADERS_TOO_LARGE(431, RetryAdvice.NEVER, "The headers of the request are too large",
			"Shrink the token or the cookies, or raise server.max-http-request-header-size."),

	/**
	 * The request line is longer than the container reads; usually a token in the query.
	 */
	URI_TOO_LONG(414, RetryAdvice.NEVER, "The request line is too long",
			"Send the token as a sub-protocol or in the Authorization header, or raise server.max-http-request-header-size."),

	/**
	 * The request cannot be read: its query has a broken escape, or more parameters than
	 * the server takes, or it is not HTTP as RFC 9112 defines it.
	 */
	REQUEST_MALFORMED(400, RetryAdvice.NEVER, "The request cannot be read",
			"Send a well-formed request; encode what stands in the URL with encodeURIComponent."),

	/**
	 * There is more than one {@code Host} header, or its value is no host (RFC 9112 3.2).
	 */
	HOST_INVALID(400, RetryAdvice.NEVER, "The Host header is invalid",
			"Send one Host header with a host name and a port; check what the proxy sets."),

	/**
	 * A handshake interceptor of the application returned {@code false} and set no status
	 * of its own.
	 */
	INTERCEPTOR_REJECTED(403, RetryAdvice.NEVER, "The application refused the handshake",
			"Let the interceptor set a status and say why."),

	/**
	 * A handshake interceptor of the application threw an exception.
	 */
	INTERCEPTOR_FAILED(500, RetryAdvice.NEVER, "The application failed during the handshake",
			"Look for the id in the server log."),

	/**
	 * A filter in front of the endpoint broke the handshake: it committed the response,
	 * hides the upgrade, or does not support asynchronous requests.
	 */
	RESPONSE_WRAPPED(500, RetryAdvice.NEVER, "A filter broke the handshake",
			"Leave the WebSocket paths out of the filter; for SockJS set asyncSupported on every filter."),

	/**
	 * Something failed that nobody planned for; the door stays closed.
	 */
	INTERNAL_ERROR(500, RetryAdvice.NEVER, "The handshake failed", "Look for the id in the server log."),

	/**
	 * A SockJS URL below an endpoint that is registered without SockJS.
	 */
	SOCKJS_NOT_ENABLED(404, RetryAdvice.NEVER, "This endpoint does not speak SockJS",
			"Add withSockJS() to the registration, or connect with a plain WebSocket."),

	/**
	 * The path below a SockJS endpoint is not {@code /info}, {@code /websocket}, an
	 * iframe page or {@code /<server>/<session>/<transport>}.
	 */
	SOCKJS_PATH_INVALID(404, RetryAdvice.NEVER, "This is not a SockJS URL",
			"Let a SockJS client build the URL, or append /websocket for a plain WebSocket."),

	/**
	 * A transport request names a session that this server does not hold: it has ended,
	 * or lives on another instance.
	 */
	SOCKJS_SESSION_UNKNOWN(404, RetryAdvice.NEVER, "The SockJS session is unknown here",
			"Let the load balancer keep a SockJS session on one instance."),

	/**
	 * The last segment of the SockJS URL is no transport that is enabled here.
	 */
	SOCKJS_TRANSPORT_UNKNOWN(404, RetryAdvice.NEVER, "The SockJS transport is unknown",
			"Use a transport that is enabled on the server."),

	/**
	 * A transport request came with another principal or address than its session was
	 * opened with.
	 */
	SOCKJS_USER_MISMATCH(404, RetryAdvice.NEVER, "The SockJS session belongs to another user",
			"Send the credentials of the session with every transport request."),

	/**
	 * Iframe pages and transports without an {@code Origin} are not served while origins
	 * are restricted.
	 */
	SOCKJS_IFRAME_DISABLED(404, RetryAdvice.NEVER, "SockJS iframe transports are disabled",
			"Use a transport that sends an Origin."),

	/**
	 * A STOMP frame cannot be read, or one of its headers has a value that STOMP does not
	 * allow.
	 */
	STOMP_FRAME_INVALID(400, RetryAdvice.NEVER, "The STOMP frame is invalid",
			"Let a STOMP client build the frames; heart-beat is two numbers with a comma between."),

	/**
	 * {@code accept-version} of a {@code CONNECT} frame names no version that is spoken
	 * here.
	 */
	STOMP_VERSION_UNSUPPORTED(400, RetryAdvice.NEVER, "The STOMP version is not supported",
			"Send accept-version:1.1,1.2 in the CONNECT frame."),

	/**
	 * A STOMP frame came before {@code CONNECT}.
	 */
	STOMP_NOT_CONNECTED(400, RetryAdvice.NEVER, "The STOMP session is not connected",
			"Send CONNECT first and wait for CONNECTED."),

	/**
	 * No rule allows the client to send to a destination, or to subscribe to it.
	 */
	DESTINATION_FORBIDDEN(403, RetryAdvice.NEVER, "The destination is not allowed",
			"Name the destination and who may use it in ws-guard.stomp.destinations."),

	/**
	 * A message is larger than the connection may receive.
	 */
	MESSAGE_TOO_LARGE(413, 1009, RetryAdvice.NEVER, "The message is too large",
			"Send smaller messages, or raise ws-guard.connection.max-message-size and the container's buffer."),

	/**
	 * The client did not send its token in time after the handshake.
	 */
	AUTH_TIMEOUT(408, 4408, RetryAdvice.NEVER, "The token did not come in time",
			"Send the token as the first message, as soon as the connection is open."),

	/**
	 * The connection has lasted for {@code ws-guard.connection.max-duration}.
	 */
	CONNECTION_TOO_OLD(503, 1012, RetryAdvice.LATER, "The connection has lasted as long as it may", "Connect again."),

	/**
	 * No message passed for {@code ws-guard.connection.idle-timeout}.
	 */
	IDLE_TIMEOUT(408, 1001, RetryAdvice.LATER, "The connection was idle for too long",
			"Connect again; send a message now and then to keep a connection."),

	/**
	 * The login, or the HTTP session, that the connection was opened with has ended.
	 */
	LOGGED_OUT(401, RetryAdvice.NEVER, "The login has ended", "Log in again, then connect."),

	/**
	 * The application or an operator closed the connection.
	 */
	CLOSED_BY_OPERATOR(403, RetryAdvice.NEVER, "The connection was closed by the operator",
			"Ask the operator of the application."),

	/**
	 * The application is shutting down.
	 */
	DRAINING(503, 1012, RetryAdvice.LATER, "The server is shutting down", "Connect again, to another instance."),

	/**
	 * No live connection has the identifier that a fresh token came for.
	 */
	REFRESH_CONNECTION_UNKNOWN(404, RetryAdvice.NEVER, "There is no such connection",
			"Send the identifier that the handshake had in ws_guard_connection; if the connection has ended, connect again."),

	/**
	 * A fresh token speaks for somebody else than the connection's.
	 */
	REFRESH_SUBJECT_CHANGED(403, RetryAdvice.NEVER, "The token speaks for somebody else",
			"Refresh with a token of the same issuer and subject; to change the user connect again.");

	private final int status;

	private final int closeCode;

	private final RetryAdvice retry;

	private final String title;

	private final String hint;

	private final String anchor;

	RejectionReason(int status, RetryAdvice retry, String title, String hint) {
		this(status, closeCode(status), retry, title, hint);
	}

	RejectionReason(int status, int closeCode, RetryAdvice retry, String title, String hint) {
		this.status = status;
		this.closeCode = closeCode;
		this.retry = retry;
		this.title = title;
		this.hint = hint;
		this.anchor = name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Return the HTTP status of a refusal for this reason.
	 * @return the status code
	 */
	public int status() {
		return this.status;
	}

	private static int closeCode(int status) {
		return switch (status) {
			case 401 -> 4401;
			case 403, 421 -> 4403;
			case 500 -> 1011;
			case 503 -> 1013;
			default -> 4400;
		};
	}

	/**
	 * Return the close code of a connection that ends for this reason (RFC 6455 7.4).
	 * @return the code: 4000 plus the HTTP status where no registered code fits
	 */
	public int closeCode() {
		return this.closeCode;
	}

	/**
	 * Return what the client should do next.
	 * @return the advice
	 */
	public RetryAdvice retry() {
		return this.retry;
	}

	/**
	 * Return one short sentence for people, without a full stop.
	 * @return the title
	 */
	public String title() {
		return this.title;
	}

	/**
	 * Return what usually cures this reason.
	 * @return the hint, one or two sentences
	 */
	public String hint() {
		return this.hint;
	}

	/**
	 * Return the anchor of this reason in {@code docs/reasons.md}: the code in lower case
	 * with hyphens.
	 * @return the anchor
	 */
	public String anchor() {
		return this.anchor;
	}

}
