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

import java.util.Random;

/**
 * One combination of what stands in the way of a handshake and of the request that meets
 * it.
 *
 * @param number the place in the sequence
 * @param chain the Spring Security chain in charge
 * @param filter what the application's filter does
 * @param filterFirst whether the filter stands ahead of Spring Security
 * @param interceptor what the endpoint's interceptor does
 * @param target the path that is asked for
 * @param stripped what the handshake lost on its way
 * @param origin the page that asks
 * @param token the token it brings
 * @param inQuery whether the token stands in the query, not in a header
 */
record Scenario(int number, Chain chain, Obstacle filter, boolean filterFirst, Obstacle interceptor, Target target,
		Stripped stripped, PageOrigin origin, Token token, boolean inQuery) {

	static final String CHAIN_HEADER = "X-Chain";

	static final String FIRST_FILTER_HEADER = "X-First-Filter";

	static final String LAST_FILTER_HEADER = "X-Last-Filter";

	static final String INTERCEPTOR_HEADER = "X-Interceptor";

	static Scenario draw(int number, Random random) {
		Target target = draw(Target.values(), random);
		// Half of all are correct in each respect, or hardly any would get far
		return new Scenario(number, draw(Chain.values(), random), drawOrNone(Obstacle.values(), random),
				random.nextBoolean(), drawOrNone(Obstacle.interceptors(), random), target,
				target.isUpgrade() ? drawOrNone(Stripped.values(), random) : Stripped.NOTHING,
				drawOrNone(PageOrigin.values(), random), drawOrNone(Token.values(), random),
				target.isUpgrade() && random.nextBoolean());
	}

	private static <T> T draw(T[] values, Random random) {
		return values[random.nextInt(values.length)];
	}

	private static <T> T drawOrNone(T[] values, Random random) {
		return random.nextBoolean() ? values[0] : draw(values, random);
	}

	WireRequest request(WireServer server) {
		String path = this.target.path.replace("{number}", Integer.toString(this.number));
		String query = (this.token != Token.MISSING && this.inQuery) ? "?access_token=" + server.token(this.token.kind)
				: "";
		WireRequest request = this.target.isUpgrade() ? WireRequest.handshake(path + query)
				: WireRequest.plain("POST", path);
		if (this.token != Token.MISSING && !this.inQuery) {
			request.bearer(server.token(this.token.kind));
		}
		steer(request);
		strip(request);
		return request;
	}

	private void steer(WireRequest request) {
		request.header(CHAIN_HEADER, this.chain.name());
		request.header(this.filterFirst ? FIRST_FILTER_HEADER : LAST_FILTER_HEADER, this.filter.name());
		request.header(INTERCEPTOR_HEADER, this.interceptor.name());
	}

	private void strip(WireRequest request) {
		switch (this.origin) {
			case ALLOWED -> request.header("Origin", "https://app.example.com");
			case FOREIGN -> request.header("Origin", "https://evil.example");
			case MISSING -> request.without("Origin");
		}
		switch (this.stripped) {
			case NOTHING -> {
			}
			case UPGRADE -> request.without("Upgrade").header("Connection", "close");
			case CONNECTION -> request.without("Connection");
			case KEY -> request.without("Sec-WebSocket-Key");
			case EVERYTHING -> request.withoutWebSocketHeaders();
		}
	}

	/**
	 * The Spring Security chain that is in charge of the request.
	 */
	enum Chain {

		NONE, DEFAULT, STATELESS, RESOURCE_SERVER, FORM_LOGIN, PERMIT_ALL, DENY_ALL, ROLE

	}

	/**
	 * What a filter or an interceptor of the application does. The first passes on.
	 */
	enum Obstacle {

		NONE, FORBID, OWN_BODY, TOO_MANY, THROW, ABANDON, SEND_ERROR, REDIRECT, WRAP_FOR_ETAG;

		static Obstacle[] interceptors() {
			return new Obstacle[] { NONE, FORBID, OWN_BODY, TOO_MANY, THROW, ABANDON };
		}

	}

	/**
	 * What the request is for.
	 */
	enum Target {

		WEBSOCKET("/ws/steered"), SOCKJS_WEBSOCKET("/sockjs-steered/websocket"),
		SOCKJS_SESSION("/sockjs-steered/000/s{number}/websocket"), SOCKJS_XHR("/sockjs-steered/000/s{number}/xhr"),
		TRAILING_SLASH("/ws/steered/"), SOCKJS_SUFFIX("/ws/steered/websocket"), NOWHERE("/ws/nowhere"),
		SOCKJS_SEGMENT_SHORT("/sockjs-steered/000/websocket");

		private final String path;

		Target(String path) {
			this.path = path;
		}

		boolean isUpgrade() {
			return this != SOCKJS_XHR;
		}

	}

	/**
	 * What a proxy or a browser tab leaves out of a handshake. The first leaves it whole.
	 */
	enum Stripped {

		NOTHING, UPGRADE, CONNECTION, KEY, EVERYTHING

	}

	/**
	 * The origin of the page. The first is allowed.
	 */
	enum PageOrigin {

		ALLOWED, FOREIGN, MISSING

	}

	/**
	 * The token of the client. The first is good.
	 */
	enum Token {

		GOOD("good"), EXPIRED("expired"), WITHOUT_SCOPE("no-scope"), MISSING("");

		private final String kind;

		Token(String kind) {
			this.kind = kind;
		}

	}

}
