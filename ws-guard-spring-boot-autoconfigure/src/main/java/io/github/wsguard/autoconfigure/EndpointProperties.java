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
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import io.github.wsguard.decision.GuardMode;
import io.github.wsguard.decision.RejectionDelivery;
import io.github.wsguard.decision.RejectionDetail;
import io.github.wsguard.origin.OriginCheck.MissingOrigin;
import io.github.wsguard.origin.OriginCheck.RegisteredOrigins;
import io.github.wsguard.token.TokenSource;

/**
 * The policy of one endpoint. What is absent is inherited, each property by itself and
 * lists as a whole.
 *
 * @param path path pattern of the endpoint, relative to the context path; the most
 * specific pattern wins
 * @param enabled whether the guard looks after this path; off, it leaves the path alone
 * @param mode what becomes of a decision
 * @param origin which pages may connect
 * @param token where tokens are looked for
 * @param network which client addresses may connect
 * @param requireTls whether to refuse a handshake that did not come by wss
 * @param rejection what a refused client is told
 * @param issuers names of the issuers whose tokens are accepted; all when absent
 * @param require what a principal must have
 */
public record EndpointProperties(@Nullable String path, @DefaultValue("true") boolean enabled, @Nullable GuardMode mode,
		@Nullable Origin origin, @Nullable Token token, @Nullable Network network, @Nullable Boolean requireTls,
		@Nullable Rejection rejection, @Nullable List<String> issuers, @DefaultValue Require require) {

	/**
	 * Which pages may connect.
	 *
	 * @param allowed origins that may connect
	 * @param allowAny whether pages of any origin may connect
	 * @param allowNull whether the opaque origin "null" may connect
	 * @param sameOrigin whether pages of the application's own origin may connect
	 * @param missing what to do when there is no Origin header
	 * @param registeredInCode how origins that the application registered in code combine
	 * with these
	 */
	public record Origin(@Nullable List<String> allowed, @Nullable Boolean allowAny, @Nullable Boolean allowNull,
			@Nullable Boolean sameOrigin, @Nullable MissingOrigin missing,
			@Nullable RegisteredOrigins registeredInCode) {

		WsGuardProperties.Origin over(WsGuardProperties.Origin inherited) {
			return new WsGuardProperties.Origin(either(this.allowed, inherited.allowed()),
					either(this.allowAny, inherited.allowAny()), either(this.allowNull, inherited.allowNull()),
					either(this.sameOrigin, inherited.sameOrigin()), either(this.missing, inherited.missing()),
					either(this.registeredInCode, inherited.registeredInCode()));
		}

	}

	/**
	 * Where tokens are looked for.
	 *
	 * @param required whether a handshake needs a token
	 * @param sources where a token may stand
	 * @param queryParameter name of the query parameter that holds the token
	 * @param cookieName name of the cookie that holds the token
	 * @param subprotocolMarker what introduces a token among the sub-protocols
	 * @param maxSize size above which a token is refused without looking at it
	 * @param hide whether to remove the token from what the application sees
	 */
	public record Token(@Nullable Boolean required, @Nullable List<TokenSource> sources,
			@Nullable String queryParameter, @Nullable String cookieName, @Nullable String subprotocolMarker,
			@Nullable DataSize maxSize, @Nullable Boolean hide) {

		WsGuardProperties.Token over(WsGuardProperties.Token inherited) {
			return new WsGuardProperties.Token(either(this.required, inherited.required()),
					either(this.sources, inherited.sources()), either(this.queryParameter, inherited.queryParameter()),
					either(this.cookieName, inherited.cookieName()),
					either(this.subprotocolMarker, inherited.subprotocolMarker()),
					either(this.maxSize, inherited.maxSize()), either(this.hide, inherited.hide()),
					inherited.firstMessage());
		}

	}

	/**
	 * Which client addresses may connect.
	 *
	 * @param allowed addresses or CIDR blocks of clients that may connect
	 * @param denied addresses or CIDR blocks of clients that may not connect
	 */
	public record Network(@Nullable List<String> allowed, @Nullable List<String> denied) {

		WsGuardProperties.Network over(WsGuardProperties.Network inherited) {
			return new WsGuardProperties.Network((this.allowed != null) ? this.allowed : inherited.allowed(),
					either(this.denied, inherited.denied()));
		}

	}

	/**
	 * What a refused client is told.
	 *
	 * @param detail how much of the reason a response shows
	 * @param typeBaseUri prefix of the problem type
	 * @param delivery how a refusal reaches a page whose origin may connect
	 */
	public record Rejection(@Nullable RejectionDetail detail, @Nullable String typeBaseUri,
			@Nullable RejectionDelivery delivery) {

		WsGuardProperties.Rejection over(WsGuardProperties.Rejection inherited) {
			return new WsGuardProperties.Rejection(either(this.detail, inherited.detail()),
					either(this.typeBaseUri, inherited.typeBaseUri()), either(this.delivery, inherited.delivery()),
					inherited.close());
		}

	}

	/**
	 * What a principal must have.
	 *
	 * @param scopes scopes that the token must all have
	 * @param authorities authorities of which the principal must have one
	 * @param claims values that claims of the token must have, by claim; {name} stands
	 * for a variable of the path
	 * @param authenticated whether the application's own login must stand, with
	 * token.required set to false
	 */
	public record Require(@Nullable List<String> scopes, @Nullable List<String> authorities,
			@Nullable Map<String, String> claims, @DefaultValue("false") boolean authenticated) {

	}

	static <T> T either(@Nullable T own, T inherited) {
		return (own != null) ? own : inherited;
	}

}
