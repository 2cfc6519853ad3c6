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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.wsguard.wire.WireRequest;

/**
 * A place in a handshake where a token travels.
 */
enum Carrier {

	/**
	 * {@code Authorization: Bearer <token>}.
	 */
	HEADER,

	/**
	 * {@code Sec-WebSocket-Protocol: bearer, <token>}.
	 */
	PAIR,

	/**
	 * {@code Sec-WebSocket-Protocol: bearer.<token>, chat.v1}.
	 */
	DOTTED,

	/**
	 * {@code ?access_token=<token>}.
	 */
	QUERY,

	/**
	 * {@code Cookie: access_token=<token>}.
	 */
	COOKIE;

	/**
	 * Put a token into a handshake.
	 * @param path the endpoint
	 * @param carriers where the token stands, once for each
	 * @param token the token, a character for each byte
	 * @return the handshake
	 */
	static WireRequest handshake(String path, List<Carrier> carriers, String token) {
		String query = join(carriers, QUERY, "access_token=" + encode(token), "&");
		WireRequest request = WireRequest.handshake(query.isEmpty() ? path : path + "?" + query);
		carriers.stream()
			.filter((carrier) -> carrier == HEADER)
			.forEach((carrier) -> request.add("Authorization", "Bearer " + token));
		String protocols = Stream
			.of(join(carriers, PAIR, "bearer, " + token, ", "), join(carriers, DOTTED, "bearer." + token, ", "),
					carriers.contains(DOTTED) ? "chat.v1" : "")
			.filter((part) -> !part.isEmpty())
			.collect(Collectors.joining(", "));
		if (!protocols.isEmpty()) {
			request.add("Sec-WebSocket-Protocol", protocols);
		}
		String cookies = join(carriers, COOKIE, "access_token=" + token, "; ");
		return cookies.isEmpty() ? request : request.add("Cookie", cookies);
	}

	private static String join(List<Carrier> carriers, Carrier wanted, String text, String separator) {
		return carriers.stream()
			.filter((carrier) -> carrier == wanted)
			.map((carrier) -> text)
			.collect(Collectors.joining(separator));
	}

	private static String encode(String token) {
		StringBuilder encoded = new StringBuilder(token.length());
		for (byte octet : token.getBytes(StandardCharsets.ISO_8859_1)) {
			char c = (char) (octet & 0xFF);
			encoded.append(isUnreserved(c) ? String.valueOf(c) : "%%%02X".formatted((int) c));
		}
		return encoded.toString();
	}

	private static boolean isUnreserved(char c) {
		return c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
	}

	boolean isSubprotocol() {
		return this == PAIR || this == DOTTED;
	}

}
