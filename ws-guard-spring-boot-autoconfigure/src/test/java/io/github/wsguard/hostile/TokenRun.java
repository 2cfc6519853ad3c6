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

package io.github.wsguard.hostile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends the tokens of a table, and good ones in between.
 */
final class TokenRun {

	/**
	 * How the word of each case begins.
	 */
	static final String CANARY = "zqcanary";

	private static final int CASES_BETWEEN_CONTROLS = 3;

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final List<HostileCase> controls = new ArrayList<>();

	private final TokenScene scene;

	private final HostileClient client;

	private int sent;

	private int controlled;

	private String slowest = "";

	private Duration longest = Duration.ZERO;

	TokenRun(TokenScene scene, List<HostileToken> admitted) {
		this.scene = scene;
		this.client = new HostileClient(scene.port(), LIMIT);
		// What is admitted may be told to the application, and by it to the log
		admitted.forEach((token) -> this.controls.addAll(cases(token, "friend")));
	}

	List<String> faults(List<HostileToken> tokens) {
		List<String> faults = new ArrayList<>();
		for (int i = 0; i < tokens.size(); i++) {
			for (HostileCase hostile : cases(tokens.get(i), CANARY + letters(i))) {
				faults.addAll(faults(hostile));
				if (this.sent % CASES_BETWEEN_CONTROLS == 0) {
					faults.addAll(faults(this.controls.get(this.controlled++ % this.controls.size())));
				}
			}
		}
		this.controls.forEach((control) -> faults.addAll(faults(control)));
		return faults;
	}

	/**
	 * Return how many handshakes were sent and what took longest.
	 */
	@Override
	public String toString() {
		return this.sent + " handshakes, the slowest was " + this.slowest + " with " + this.longest;
	}

	private List<String> faults(HostileCase hostile) {
		Exchange exchange = this.client.send(hostile.request());
		this.sent++;
		if (exchange.took().compareTo(this.longest) > 0) {
			this.longest = exchange.took();
			this.slowest = hostile.name();
		}
		return hostile.faults(exchange, false);
	}

	private List<HostileCase> cases(HostileToken token, String canary) {
		String value = this.scene.forge().forge(token.issuer(), token.steps(), canary);
		return token.carriers().stream().map((carriers) -> hostileCase(token, carriers, value, canary)).toList();
	}

	private static HostileCase hostileCase(HostileToken token, List<Carrier> carriers, String value, String canary) {
		boolean subprotocol = carriers.stream().anyMatch(Carrier::isSubprotocol);
		// RFC 6455 4.1: an element that is no token of HTTP may also be named as that
		String more = (subprotocol && !value.matches("[\\w.~!#$%&'*+^`|-]*")) ? " 400 SUBPROTOCOL_INVALID" : "";
		String request = Carrier.handshake(token.path(), carriers, value).toString();
		return new HostileCase(token.name() + " in " + carriers, new HostileRequest(request, Delivery.WHOLE),
				Expectation.parse(token.expectation() + more), canary, pieces(value));
	}

	/**
	 * Return the beginnings of the parts of a token.
	 */
	private static List<String> pieces(String token) {
		List<String> pieces = new ArrayList<>();
		for (int start = 0; start < token.length() && pieces.size() < 6; start = token.indexOf('.', start) + 1) {
			int end = (token.indexOf('.', start) < 0) ? token.length() : token.indexOf('.', start);
			if (end - start > 16) {
				pieces.add(token.substring(start, Math.min(end, start + 24)));
			}
			if (end == token.length()) {
				break;
			}
		}
		return pieces;
	}

	private static String letters(int number) {
		return "" + (char) ('a' + number / 676) + (char) ('a' + number / 26 % 26) + (char) ('a' + number % 26);
	}

}
