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

package io.github.wsguard.sample.issuer;

/**
 * The tokens that the development issuer hands out, and the one thing about each that
 * differs from a good one.
 */
public enum TokenKind {

	/**
	 * Nothing: this one is good.
	 */
	GOOD("good", "good"),

	/**
	 * It lives for ten seconds.
	 */
	BRIEF("brief", "good for ten seconds"),

	/**
	 * The {@code room} claim is 7.
	 */
	ROOM_7("room-7", "good, with a seat in room 7"),

	/**
	 * It expired an hour ago.
	 */
	EXPIRED("expired", "expired an hour ago"),

	/**
	 * It becomes valid in an hour.
	 */
	NOT_YET_VALID("not-yet-valid", "valid in an hour"),

	/**
	 * It was issued for another service.
	 */
	WRONG_AUDIENCE("wrong-audience", "for another audience"),

	/**
	 * It names an issuer that nobody configured.
	 */
	WRONG_ISSUER("wrong-issuer", "from another issuer"),

	/**
	 * Another key signed it, under the name of the right one.
	 */
	BAD_SIGNATURE("bad-signature", "signed by another key"),

	/**
	 * It is not signed at all: {@code "alg":"none"}.
	 */
	ALG_NONE("alg-none", "not signed (alg none)"),

	/**
	 * It grants nothing: the {@code scope} claim is empty.
	 */
	NO_SCOPE("no-scope", "without the scope chat"),

	/**
	 * It is good, but the application banned its subject.
	 */
	BANNED("banned", "good, of a banned user");

	private final String value;

	private final String label;

	TokenKind(String value, String label) {
		this.value = value;
		this.label = label;
	}

	/**
	 * Return the value in the URL.
	 * @return the value of the parameter {@code kind}
	 */
	public String value() {
		return this.value;
	}

	/**
	 * Return the words for the page.
	 * @return the label
	 */
	public String label() {
		return this.label;
	}

}
