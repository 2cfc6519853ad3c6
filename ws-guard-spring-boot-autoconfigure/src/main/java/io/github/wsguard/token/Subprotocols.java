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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.RequestRewrite;

/**
 * The {@code Sec-WebSocket-Protocol} header: the tokens in it, and what remains without
 * them.
 */
final class Subprotocols {

	static final String NAME = "Sec-WebSocket-Protocol";

	private final List<Placement> tokens = new ArrayList<>(2);

	private final List<String> rest = new ArrayList<>(4);

	private final String marker;

	private boolean markerOffered;

	private boolean announced;

	Subprotocols(HandshakeRequest request, String marker) {
		this.marker = marker;
		for (String line : request.headers(NAME)) {
			read(line);
		}
	}

	private void read(String line) {
		int start = 0;
		while (start <= line.length()) {
			int comma = line.indexOf(',', start);
			int end = (comma >= 0) ? comma : line.length();
			String element = line.substring(start, end).strip();
			if (!element.isEmpty()) {
				readElement(element);
			}
			start = end + 1;
		}
	}

	private void readElement(String element) {
		int dot = this.marker.length();
		if (this.announced) {
			this.announced = false;
			this.tokens.add(new Placement(TokenSource.SUBPROTOCOL, element, true));
		}
		else if (element.equals(this.marker)) {
			this.markerOffered = true;
			this.announced = true;
		}
		else if (element.startsWith(this.marker) && element.charAt(dot) == '.' && element.length() > dot + 1) {
			this.tokens.add(new Placement(TokenSource.SUBPROTOCOL, element.substring(dot + 1), true));
		}
		else if (TokenGrammar.resembles(element)) {
			this.tokens.add(new Placement(TokenSource.SUBPROTOCOL, element, false));
		}
		else {
			this.rest.add(element);
		}
	}

	void addTo(List<Placement> placements) {
		placements.addAll(this.tokens);
	}

	/**
	 * Take the token out of what the application selects from, and see to it that
	 * something is selected.
	 * @param rewrite how the application sees the request
	 */
	void removeToken(RequestRewrite rewrite) {
		rewrite.header(NAME, String.join(", ", this.rest));
		harmless().ifPresent(rewrite::echo);
	}

	/**
	 * Return what may be named to a browser, which fails when it offered some and none
	 * comes back.
	 */
	Optional<String> harmless() {
		return this.markerOffered ? Optional.of(this.marker) : this.rest.stream().findFirst();
	}

}
