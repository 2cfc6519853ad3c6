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

package io.github.wsguard.origin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Reads serialised origins from strangers: strict, bounded, without exceptions.
 */
final class OriginParser {

	private static final int MAX_LENGTH = 512;

	private OriginParser() {
	}

	static @Nullable Origin parse(String text) {
		int schemeEnd = text.indexOf("://");
		if (text.length() > MAX_LENGTH || schemeEnd < 0) {
			return null;
		}
		String scheme = scheme(text, schemeEnd);
		int hostStart = schemeEnd + 3;
		int hostEnd = hostEnd(text, hostStart);
		if (scheme == null || hostEnd < 0) {
			return null;
		}
		String host = HostName.normalise(decode(text.substring(hostStart, hostEnd)));
		int port = (hostEnd == text.length()) ? Origin.defaultPort(scheme) : port(text, hostEnd + 1, text.length());
		return (host != null && port >= 0) ? new Origin(scheme, host, port) : null;
	}

	private static @Nullable String scheme(String text, int end) {
		if (text.startsWith("https") && end == 5) {
			return "https";
		}
		return (text.startsWith("http") && end == 4) ? "http" : scheme(text.substring(0, end));
	}

	/**
	 * Return a scheme in lower case.
	 * @param text what stands before the colon
	 * @return the scheme, or {@code null} if it is none (RFC 3986 3.1)
	 */
	static @Nullable String scheme(String text) {
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			boolean letter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
			boolean other = (character >= '0' && character <= '9') || "+-.".indexOf(character) >= 0;
			if (!letter && !(other && i > 0)) {
				return null;
			}
		}
		return text.isEmpty() ? null : text.toLowerCase(Locale.ROOT);
	}

	/**
	 * Return where the host ends: behind the bracket of an IPv6 literal, else at the
	 * colon.
	 * @param text an origin or a host with a port
	 * @param start where the host starts
	 * @return the index of the colon before the port or the end of the text, or
	 * {@code -1} if something else follows the bracket
	 */
	static int hostEnd(String text, int start) {
		if (!text.startsWith("[", start)) {
			int colon = text.indexOf(':', start);
			return (colon >= 0) ? colon : text.length();
		}
		int end = text.indexOf(']', start) + 1;
		boolean ends = end > 0 && (end == text.length() || text.charAt(end) == ':');
		return ends ? end : -1;
	}

	/**
	 * Read a port as browsers write it: 1 to 65535, digits only, no leading zero.
	 * @param text the text that holds the port
	 * @param start where the port starts
	 * @param end where it ends
	 * @return the port, or {@code -1} if there is none
	 */
	static int port(String text, int start, int end) {
		if (start >= end || end - start > 5 || text.charAt(start) == '0') {
			return -1;
		}
		int port = 0;
		for (int i = start; i < end; i++) {
			char digit = text.charAt(i);
			if (digit < '0' || digit > '9') {
				return -1;
			}
			port = port * 10 + (digit - '0');
		}
		return (port <= 65535) ? port : -1;
	}

	// Containers read header bytes as ISO-8859-1; a client that sends a U-label writes
	// UTF-8
	private static String decode(String host) {
		boolean ascii = true;
		for (int i = 0; i < host.length(); i++) {
			char character = host.charAt(i);
			if (character > 0xff) {
				return host;
			}
			ascii &= character < 0x80;
		}
		if (ascii) {
			return host;
		}
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(host.getBytes(StandardCharsets.ISO_8859_1)))
				.toString();
		}
		catch (CharacterCodingException ex) {
			return host;
		}
	}

}
