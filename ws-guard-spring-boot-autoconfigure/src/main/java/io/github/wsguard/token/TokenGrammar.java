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

import java.util.Arrays;
import java.util.Optional;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * The one grammar for every carrier, that of the {@link TokenForm}.
 */
final class TokenGrammar {

	private static final byte INVALID = -1;

	// By character (RFC 4648 5): looked up for each one of each token
	private static final byte[] SEXTETS = sextets();

	private static final int SHORTEST_HEADER = 12;

	// What is shorter under the name of a token may be anything
	private static final int SHORTEST_OPAQUE = 16;

	private final int maxSize;

	private final TokenForm form;

	TokenGrammar(int maxSize, TokenForm form) {
		this.maxSize = maxSize;
		this.form = form;
	}

	private static byte[] sextets() {
		byte[] sextets = new byte[128];
		Arrays.fill(sextets, INVALID);
		String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
		for (int i = 0; i < alphabet.length(); i++) {
			sextets[alphabet.charAt(i)] = (byte) i;
		}
		return sextets;
	}

	/**
	 * Return what keeps a value from being a token.
	 * @param placement the value and its place
	 * @return the fault, or empty if the value obeys the grammar
	 */
	Optional<Rejection> fault(Placement placement) {
		String value = placement.value();
		// Every character that the grammar admits is one byte
		if (value.length() > this.maxSize) {
			return fault(placement, RejectionReason.TOKEN_TOO_LARGE, "is longer than ws-guard.token.max-size");
		}
		return isToken(value) ? Optional.empty() : explain(placement);
	}

	private boolean isToken(String value) {
		return switch (this.form) {
			case SIGNED_JWT -> isSignedJwt(value);
			case OPAQUE -> isBearerToken(value) && !isUnsetVariable(value);
		};
	}

	private static boolean isBearerToken(String value) {
		int end = value.length();
		while (end > 0 && value.charAt(end - 1) == '=') {
			end--;
		}
		for (int i = 0; i < end; i++) {
			if (!isBearerCharacter(value.charAt(i))) {
				return false;
			}
		}
		return end > 0;
	}

	private static boolean isBearerCharacter(char c) {
		return sextet(c) != INVALID || c == '.' || c == '~' || c == '+' || c == '/';
	}

	private static boolean isSignedJwt(String value) {
		int headerEnd = value.indexOf('.');
		int payloadEnd = value.indexOf('.', headerEnd + 1);
		return headerEnd > 0 && payloadEnd > headerEnd + 1 && isBase64Url(value, 0, headerEnd)
				&& isBase64Url(value, headerEnd + 1, payloadEnd) && isBase64Url(value, payloadEnd + 1, value.length());
	}

	private static boolean isBase64Url(String value, int start, int end) {
		int sextet = 0;
		int signs = 0;
		// Without a branch, since it is done for each character of each token
		for (int i = start; i < end; i++) {
			char c = value.charAt(i);
			sextet = SEXTETS[c % SEXTETS.length];
			signs |= sextet | -(c / SEXTETS.length);
		}
		if (signs < 0) {
			return false;
		}
		return switch ((end - start) % 4) {
			case 0 -> true;
			case 2 -> (sextet & 0b1111) == 0;
			case 3 -> (sextet & 0b11) == 0;
			default -> false;
		};
	}

	private static int sextet(char c) {
		return (c < SEXTETS.length) ? SEXTETS[c] : INVALID;
	}

	/**
	 * Return whether a value looks like a JWT, damaged or not: it starts as a JSON object
	 * does in base64url and has the dots. Used to find tokens that are out of place.
	 * @param value the value
	 * @return {@code true} if it is worth a hint
	 */
	static boolean resembles(String value) {
		int headerEnd = value.indexOf('.');
		int payloadEnd = value.indexOf('.', headerEnd + 1);
		return value.startsWith("eyJ") && headerEnd >= SHORTEST_HEADER && payloadEnd > headerEnd
				&& value.indexOf('.', payloadEnd + 1) < 0;
	}

	/**
	 * Return whether a value that has the name of a token, but not its place, may be one.
	 * @param form what a token looks like
	 * @param value the value
	 * @return {@code true} if it is worth a hint
	 */
	static boolean mayBe(TokenForm form, String value) {
		return resembles(value)
				|| (form == TokenForm.OPAQUE && value.length() >= SHORTEST_OPAQUE && isBearerToken(value));
	}

	private Optional<Rejection> explain(Placement placement) {
		String value = placement.value();
		if (isUnsetVariable(value)) {
			return fault(placement, RejectionReason.TOKEN_MALFORMED, "is the text of an unset variable");
		}
		if (value.startsWith("{")) {
			return fault(placement, RejectionReason.TOKEN_MALFORMED, (this.form == TokenForm.SIGNED_JWT)
					? "is JSON instead of a JWT in compact form" : "is JSON instead of a token");
		}
		if (value.regionMatches(true, 0, "Bearer ", 0, 7)) {
			return (placement.source() == TokenSource.AUTHORIZATION_HEADER)
					? fault(placement, RejectionReason.TOKEN_MALFORMED, "has the word Bearer before it twice")
					: fault(placement, RejectionReason.TOKEN_ENCODING, "has the word Bearer before it");
		}
		if (value.indexOf('%') >= 0) {
			return fault(placement, RejectionReason.TOKEN_ENCODING,
					"has percent signs left over: it was encoded twice or wrongly");
		}
		if (value.indexOf('"') >= 0 || value.indexOf('\'') >= 0) {
			return fault(placement, RejectionReason.TOKEN_ENCODING, "has quotes around it");
		}
		if (hasBlank(value)) {
			return fault(placement, RejectionReason.TOKEN_ENCODING,
					"has white space in it, or a plus sign that became a space");
		}
		return (this.form == TokenForm.SIGNED_JWT) ? explainShape(placement)
				: fault(placement, RejectionReason.TOKEN_MALFORMED,
						"is no bearer token: it is empty, or has a character that none has (RFC 6750 2.1)");
	}

	private static Optional<Rejection> explainShape(Placement placement) {
		String value = placement.value();
		int parts = parts(value);
		if (parts == 5) {
			return fault(placement, RejectionReason.TOKEN_MALFORMED,
					"is encrypted (five parts); only signed ones are read");
		}
		if (parts != 3) {
			return fault(placement, RejectionReason.TOKEN_MALFORMED,
					"is no JWT: it does not have three parts with dots between them");
		}
		if (value.indexOf('+') >= 0 || value.indexOf('/') >= 0 || value.indexOf('=') >= 0) {
			return fault(placement, RejectionReason.TOKEN_ENCODING, "is in base64 instead of base64url");
		}
		return fault(placement, RejectionReason.TOKEN_MALFORMED,
				"is no JWT: a part is empty, cut off or not in base64url");
	}

	private static boolean isUnsetVariable(String value) {
		return switch (value) {
			case "undefined", "null", "None", "nil", "NaN", "true", "false" -> true;
			default -> value.startsWith("[object ");
		};
	}

	private static boolean hasBlank(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (value.charAt(i) <= ' ') {
				return true;
			}
		}
		return false;
	}

	private static int parts(String value) {
		int parts = 1;
		for (int i = value.indexOf('.'); i >= 0; i = value.indexOf('.', i + 1)) {
			parts++;
		}
		return parts;
	}

	private static Optional<Rejection> fault(Placement placement, RejectionReason reason, String fault) {
		return Optional.of(Rejection.because(reason, "The token in " + placement.source().place() + " " + fault));
	}

}
