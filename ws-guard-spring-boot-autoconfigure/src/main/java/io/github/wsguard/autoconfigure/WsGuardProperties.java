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

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import io.github.wsguard.decision.GuardMode;
import io.github.wsguard.decision.RejectionDelivery;
import io.github.wsguard.decision.RejectionDetail;
import io.github.wsguard.network.ForwardingHeaders;
import io.github.wsguard.origin.OriginCheck.MissingOrigin;
import io.github.wsguard.origin.OriginCheck.RegisteredOrigins;
import io.github.wsguard.token.TokenSource;

/**
 * Properties of ws-guard.
 *
 * @param enabled whether ws-guard does anything at all; off, nothing is registered
 * @param mode what becomes of a decision; report-only decides, logs and counts, and
 * changes nothing
 * @param origin which pages may connect
 * @param hosts under which names the application may be addressed
 * @param proxy which proxies are believed
 * @param network which client addresses may connect
 * @param requireTls whether to refuse a handshake that did not come by wss
 * @param token where tokens are looked for
 * @param jwt how tokens are verified
 * @param rejection what a refused client is told
 * @param connection what bounds live connections
 * @param security how Spring Security is lived with
 * @param stomp what STOMP clients may do
 * @param containerErrors what becomes of requests that the container refuses by itself
 * @param endpoints policies of single endpoints, by a name of your choice; what an
 * endpoint leaves out it inherits from the properties above
 */
@ConfigurationProperties(prefix = "ws-guard", ignoreUnknownFields = false)
public record WsGuardProperties(@DefaultValue("true") boolean enabled, @DefaultValue("enforce") GuardMode mode,
		@DefaultValue Origin origin, @DefaultValue Hosts hosts, @DefaultValue Proxy proxy,
		@DefaultValue Network network, @DefaultValue("false") boolean requireTls, @DefaultValue Token token,
		@DefaultValue @NestedConfigurationProperty JwtProperties jwt, @DefaultValue Rejection rejection,
		@DefaultValue @NestedConfigurationProperty ConnectionProperties connection, @DefaultValue Security security,
		@DefaultValue @NestedConfigurationProperty StompProperties stomp, @DefaultValue ContainerErrors containerErrors,
		@DefaultValue Map<String, EndpointProperties> endpoints) {

	/**
	 * The prefix that all properties share.
	 */
	static final String PREFIX = "ws-guard";

	/**
	 * Which pages may connect.
	 *
	 * @param allowed origins that may connect, such as https://app.example.com,
	 * https://*.example.com or http://localhost:*
	 * @param allowAny whether pages of any origin may connect; cannot be combined with
	 * credentials that a browser attaches by itself
	 * @param allowNull whether the opaque origin "null" may connect, which any sandboxed
	 * iframe has
	 * @param sameOrigin whether pages of the application's own origin may connect
	 * @param missing what to do when there is no Origin header; require-token accepts
	 * only clients that placed a token themselves
	 * @param registeredInCode how origins that the application registered in code combine
	 * with these; strictest demands that both allow an origin
	 */
	public record Origin(@DefaultValue List<String> allowed, @DefaultValue("false") boolean allowAny,
			@DefaultValue("false") boolean allowNull, @DefaultValue("true") boolean sameOrigin,
			@DefaultValue("require-token") MissingOrigin missing,
			@DefaultValue("strictest") RegisteredOrigins registeredInCode) {

	}

	/**
	 * Under which names the application may be addressed.
	 *
	 * @param allowed public host names, such as api.example.com or api.example.com:8443;
	 * any other Host is refused. Any host is accepted when absent
	 */
	public record Hosts(@Nullable List<String> allowed) {

	}

	/**
	 * Which proxies are believed.
	 *
	 * @param trusted addresses or CIDR blocks of the proxies whose forwarding headers
	 * count for origin, host, scheme and client address; none when absent
	 * @param headers which family of forwarding headers the trusted proxies set; the
	 * other family is ignored
	 */
	public record Proxy(@DefaultValue List<String> trusted, @DefaultValue("x-forwarded") ForwardingHeaders headers) {

	}

	/**
	 * Which client addresses may connect.
	 *
	 * @param allowed addresses or CIDR blocks of clients that may connect; any client
	 * when absent
	 * @param denied addresses or CIDR blocks of clients that may not connect, even if
	 * they are allowed
	 */
	public record Network(@Nullable List<String> allowed, @DefaultValue List<String> denied) {

	}

	/**
	 * Where tokens are looked for.
	 *
	 * @param required whether a handshake needs a token; one that is presented is
	 * verified in any case
	 * @param sources where a token may stand; query leaves it in logs and histories
	 * @param queryParameter name of the query parameter that holds the token
	 * @param cookieName name of the cookie that holds the token
	 * @param subprotocolMarker what introduces a token among the sub-protocols, as in
	 * "bearer, TOKEN" or "bearer.TOKEN"
	 * @param maxSize size above which a token is refused without looking at it
	 * @param hide whether to remove the token from the query, sub-protocols and cookies
	 * that the application sees
	 * @param firstMessage what bounds the wait for a token that comes as the first
	 * message
	 */
	public record Token(@DefaultValue("true") boolean required, @DefaultValue( {
			"authorization-header", "subprotocol" }) List<TokenSource> sources,
			@DefaultValue("access_token") String queryParameter, @DefaultValue("access_token") String cookieName,
			@DefaultValue("bearer") String subprotocolMarker, @DefaultValue("8KB") DataSize maxSize,
			@DefaultValue("true") boolean hide, @DefaultValue FirstMessage firstMessage){

	}

	/**
	 * What bounds the wait for a token that comes as the first message.
	 *
	 * @param timeout the longest that it may take
	 * @param maxSize the most that a client may send before it is known, the token
	 * included
	 * @param maxWaiting how many connections may wait for their token
	 * @param maxWaitingPerAddress how many of them may come from one address; a /64 of
	 * IPv6 counts as one
	 */
	public record FirstMessage(@DefaultValue("10s") Duration timeout, @DefaultValue("16KB") DataSize maxSize,
			@DefaultValue("1000") int maxWaiting, @DefaultValue("20") int maxWaitingPerAddress) {

	}

	/**
	 * What a refused client is told.
	 *
	 * @param detail how much of the reason a response shows; full is for development
	 * @param typeBaseUri prefix of the problem type; the reason in lower case with
	 * hyphens is appended
	 * @param delivery how a refusal reaches a page whose origin may connect; close
	 * completes the handshake only to send the reason as the close code, which is all
	 * that a browser shows
	 * @param close what bounds refusals that are delivered by the close code
	 */
	public record Rejection(@DefaultValue("code") RejectionDetail detail,
			@DefaultValue("https://github.com/wsguard/ws-guard/blob/main/docs/reasons.md#") String typeBaseUri,
			@DefaultValue("http") RejectionDelivery delivery, @DefaultValue Close close) {

	}

	/**
	 * What bounds refusals that are delivered by the close code. Beyond them a refusal is
	 * an HTTP response.
	 *
	 * @param maxOpen how many connections may be open for that
	 * @param maxOpenPerAddress how many of them may come from one address; a /64 of IPv6
	 * counts as one
	 */
	public record Close(@DefaultValue("200") int maxOpen, @DefaultValue("10") int maxOpenPerAddress) {

	}

	/**
	 * How Spring Security is lived with.
	 *
	 * @param firstMessageChain whether to add a chain to Spring Security that lets
	 * handshakes pass whose token comes as the first message, and nothing else
	 */
	public record Security(@DefaultValue("false") boolean firstMessageChain) {

	}

	/**
	 * What becomes of requests that the container refuses by itself.
	 *
	 * @param enabled whether to name the reason of what embedded Tomcat refuses before
	 * any filter runs, such as oversized headers; it holds for every path of the server
	 */
	public record ContainerErrors(@DefaultValue("false") boolean enabled) {

	}

}
