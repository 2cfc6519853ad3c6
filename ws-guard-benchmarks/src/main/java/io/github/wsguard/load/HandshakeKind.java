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

package io.github.wsguard.load;

import java.util.function.Function;

import io.github.wsguard.benchmarks.Algorithm;
import io.github.wsguard.load.Figures.Row;

/**
 * A kind of handshake that is measured.
 */
enum HandshakeKind {

	/**
	 * A token that was admitted before.
	 */
	RS256_KNOWN("accepted, RS256, known token", 101, (stock) -> stock.known(Algorithm.RS256)),

	/**
	 * A token that was never seen, or so long ago that nobody remembers it.
	 */
	RS256_NEW("accepted, RS256, new token", 101, (stock) -> stock.fresh(Algorithm.RS256)),

	/**
	 * As {@link #RS256_KNOWN}.
	 */
	ES256_KNOWN("accepted, ES256, known token", 101, (stock) -> stock.known(Algorithm.ES256)),

	/**
	 * As {@link #RS256_NEW}.
	 */
	ES256_NEW("accepted, ES256, new token", 101, (stock) -> stock.fresh(Algorithm.ES256)),

	/**
	 * A foreign page with a good token.
	 */
	BAD_ORIGIN("refused, bad origin", 403, (stock) -> stock.known(Algorithm.RS256)),

	/**
	 * Something that has the shape of a token only.
	 */
	GARBAGE("refused, garbage token", 401, TokenStock::garbage),

	/**
	 * An RS256 token that was good an hour ago.
	 */
	EXPIRED("refused, expired token (RS256)", 401, TokenStock::expired),

	/**
	 * An ES256 token with the signature of another one.
	 */
	BAD_SIGNATURE("refused, bad signature (ES256)", 401, TokenStock::badSignature),

	/**
	 * An RS256 token signed by a key that the issuer does not have.
	 */
	UNKNOWN_KEY("refused, unknown key (RS256)", 401, TokenStock::unknownKey);

	private static final String FOREIGN_ORIGIN = "https://evil.example.net";

	private final String title;

	private final int status;

	private final Function<TokenStock, TokenSource> tokens;

	HandshakeKind(String title, int status, Function<TokenStock, TokenSource> tokens) {
		this.title = title;
		this.status = status;
		this.tokens = tokens;
	}

	/**
	 * Return where a number about such handshakes stands.
	 */
	Row row(Section section) {
		return new Row(section, this.title);
	}

	boolean isAccepted() {
		return this.status == 101;
	}

	/**
	 * Tell whether a contender answers such handshakes as the others do.
	 */
	boolean concerns(Contender contender) {
		return isAccepted() || this == BAD_ORIGIN || contender.asksForToken();
	}

	/**
	 * Return the load that consists of such handshakes.
	 */
	Load load(Contender contender, TokenStock stock) {
		TokenSource source = contender.asksForToken() ? this.tokens.apply(stock) : TokenSource.NONE;
		if (isAccepted()) {
			return Load.accepted(source);
		}
		return Load.refused((this == BAD_ORIGIN) ? FOREIGN_ORIGIN : Load.ALLOWED_ORIGIN, source, this.status);
	}

}
