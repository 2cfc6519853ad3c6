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

package io.github.wsguard.wire;

import java.util.Optional;

import io.github.wsguard.wire.Scenario.Chain;
import io.github.wsguard.wire.Scenario.Obstacle;
import io.github.wsguard.wire.Scenario.PageOrigin;
import io.github.wsguard.wire.Scenario.Stripped;
import io.github.wsguard.wire.Scenario.Target;
import io.github.wsguard.wire.Scenario.Token;

/**
 * Says what a scenario must come to, from the contract and from the configuration of
 * {@link SteeredApplication} alone: it walks the stations that a request passes, and the
 * first that refuses is the one to be named.
 */
final class ScenarioOracle {

	private static final String APPLICATION = "application";

	private static final String SECURITY = "spring-security";

	private final Scenario scenario;

	private ScenarioOracle(Scenario scenario) {
		this.scenario = scenario;
	}

	static Expectation expect(Scenario scenario) {
		ScenarioOracle oracle = new ScenarioOracle(scenario);
		Optional<Expectation> onTheWay = oracle.guard()
			.or(() -> scenario.filterFirst() ? oracle.filter() : Optional.empty())
			.or(oracle::chain)
			.or(() -> scenario.filterFirst() ? Optional.empty() : oracle.filter());
		if (onTheWay.isPresent()) {
			return oracle.isDecided() ? onTheWay.get() : Expectation.unnamed();
		}
		return oracle.path().or(oracle::interceptor).orElseGet(oracle::opened);
	}

	/**
	 * A request without any WebSocket header is nobody's handshake, but below a SockJS
	 * endpoint.
	 */
	private boolean isDecided() {
		return this.scenario.stripped() != Stripped.EVERYTHING || this.scenario.target() == Target.SOCKJS_WEBSOCKET
				|| this.scenario.target() == Target.SOCKJS_SESSION;
	}

	private Optional<Expectation> guard() {
		return isDecided() ? protocol().or(this::origin).or(this::token) : Optional.empty();
	}

	private Optional<Expectation> protocol() {
		boolean segmentShort = this.scenario.target() == Target.SOCKJS_SEGMENT_SHORT;
		Optional<Expectation> path = segmentShort ? byGuard(404, "SOCKJS_PATH_INVALID") : Optional.empty();
		Optional<Expectation> fault = switch (this.scenario.stripped()) {
			case NOTHING -> Optional.empty();
			case UPGRADE -> byGuard(426, "UPGRADE_STRIPPED_BY_PROXY");
			case CONNECTION -> byGuard(400, "CONNECTION_HEADER_INVALID");
			case KEY -> byGuard(400, "WEBSOCKET_KEY_INVALID");
			case EVERYTHING -> byGuard(426, "NOT_A_WEBSOCKET_REQUEST");
		};
		return fault.or(() -> path);
	}

	private Optional<Expectation> origin() {
		// Without an Origin a token counts if the client itself has put it there
		return (this.scenario.origin() == PageOrigin.FOREIGN) ? byGuard(403, "ORIGIN_NOT_ALLOWED") : Optional.empty();
	}

	private Optional<Expectation> token() {
		return switch (this.scenario.token()) {
			case GOOD -> Optional.empty();
			case EXPIRED -> byGuard(401, "TOKEN_EXPIRED");
			case MISSING -> byGuard(401, "TOKEN_MISSING");
			case WITHOUT_SCOPE -> isEndpoint() ? byGuard(403, "INSUFFICIENT_SCOPE") : Optional.empty();
		};
	}

	private boolean isEndpoint() {
		return this.scenario.target() != Target.NOWHERE && this.scenario.target() != Target.SOCKJS_SUFFIX;
	}

	private Optional<Expectation> filter() {
		return switch (this.scenario.filter()) {
			case NONE, WRAP_FOR_ETAG -> Optional.empty();
			case FORBID, SEND_ERROR -> refused(403, "ACCESS_DENIED", APPLICATION);
			case OWN_BODY -> ownBody("ACCESS_DENIED");
			case TOO_MANY -> refused(429, "ACCESS_DENIED", APPLICATION);
			case REDIRECT -> refused(401, "LOGIN_REQUIRED", APPLICATION);
			case THROW -> refused(500, "INTERNAL_ERROR", APPLICATION);
			case ABANDON -> Optional.of(abandoned());
		};
	}

	/**
	 * An empty answer is none where a WebSocket was expected; elsewhere it may be one.
	 */
	private Expectation abandoned() {
		return isEndpoint() ? Expectation.refused(403, "ACCESS_DENIED", APPLICATION)
			.or(Expectation.refused(500, "INTERNAL_ERROR", APPLICATION)) : Expectation.unnamed();
	}

	private Optional<Expectation> chain() {
		Chain chain = this.scenario.chain();
		if (chain == Chain.NONE || chain == Chain.PERMIT_ALL) {
			return Optional.empty();
		}
		if (!isLoggedIn()) {
			// A wrong path is the better answer, where the guard knows that it is wrong
			Expectation expected = Expectation.refused(401, "LOGIN_REQUIRED", SECURITY);
			return Optional.of(path().map(expected::or).orElse(expected));
		}
		return switch (chain) {
			case DENY_ALL -> refused(403, "ACCESS_DENIED", SECURITY);
			case ROLE -> refused(403, "AUTHORITY_MISSING", SECURITY);
			default -> Optional.empty();
		};
	}

	/**
	 * The guard's principal is known to the chain at an endpoint; a resource server reads
	 * the header for itself.
	 */
	private boolean isLoggedIn() {
		boolean joined = isDecided() && isEndpoint();
		boolean verifies = this.scenario.chain() == Chain.RESOURCE_SERVER && !this.scenario.inQuery()
				&& (this.scenario.token() == Token.GOOD || this.scenario.token() == Token.WITHOUT_SCOPE);
		return joined || verifies;
	}

	private Optional<Expectation> path() {
		boolean decided = isDecided();
		return switch (this.scenario.target()) {
			case NOWHERE, TRAILING_SLASH ->
				decided ? refused(404, "PATH_NOT_FOUND", APPLICATION) : Optional.of(Expectation.unnamed());
			case SOCKJS_SUFFIX ->
				decided ? refused(404, "SOCKJS_NOT_ENABLED", APPLICATION) : Optional.of(Expectation.unnamed());
			case SOCKJS_SEGMENT_SHORT -> byGuard(404, "SOCKJS_PATH_INVALID");
			case WEBSOCKET -> decided ? Optional.empty() : byGuard(426, "NOT_A_WEBSOCKET_REQUEST");
			case SOCKJS_WEBSOCKET, SOCKJS_SESSION, SOCKJS_XHR -> Optional.empty();
		};
	}

	private Optional<Expectation> interceptor() {
		String layer = "interceptor";
		Obstacle obstacle = this.scenario.interceptor();
		return switch (obstacle) {
			case NONE -> Optional.empty();
			case OWN_BODY -> ownBody("INTERCEPTOR_REJECTED");
			case TOO_MANY -> refused(429, "INTERCEPTOR_REJECTED", layer);
			case THROW -> refused(500, "INTERCEPTOR_FAILED", layer);
			case FORBID, ABANDON -> refused(403, "INTERCEPTOR_REJECTED", layer);
			default -> throw new IllegalArgumentException("No interceptor does " + obstacle);
		};
	}

	private Expectation opened() {
		return Expectation.opened(this.scenario.target().isUpgrade() ? 101 : 200);
	}

	private static Optional<Expectation> byGuard(int status, String reason) {
		return refused(status, reason, "guard");
	}

	private static Optional<Expectation> ownBody(String reason) {
		return Optional.of(Expectation.refusedInOwnWords(403, reason, "closed for repairs"));
	}

	private static Optional<Expectation> refused(int status, String reason, String layer) {
		return Optional.of(Expectation.refused(status, reason, layer));
	}

}
