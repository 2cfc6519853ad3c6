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

package io.github.wsguard.observation;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.TokenPrincipal;

/**
 * What is told of a handshake beside its outcome. Text of the client is bounded and
 * escaped when the facts are made, so that whoever passes it on cannot forget to.
 *
 * @param id the identifier that response, log line and event share
 * @param endpoint the pattern of the endpoint, or {@code none}
 * @param path the path of the request, within the application
 * @param query the query without the token, or {@code null} if there is none
 * @param origin the {@code Origin} header, or {@code null} if there is none
 * @param remoteAddress the address of the client, after trusted proxies
 * @param principal whom a verified token speaks for, or {@code null}
 * @param allowedOrigins the configured origins, for the debug log
 * @param failure the exception that ended the handshake, or {@code null}
 */
public record HandshakeFacts(String id, String endpoint, String path, @Nullable String query, @Nullable String origin,
		String remoteAddress, @Nullable TokenPrincipal principal, List<String> allowedOrigins,
		@Nullable Throwable failure) {

	private static final int MAX_LENGTH = 200;

	/**
	 * Bound and escape what the client sent.
	 */
	public HandshakeFacts {
		path = printable(path);
		query = (query != null) ? printable(query) : null;
		origin = (origin != null) ? printable(origin) : null;
		remoteAddress = printable(remoteAddress);
	}

	private static String printable(String text) {
		int length = Math.min(text.length(), MAX_LENGTH);
		for (int i = 0; i < length; i++) {
			if (!isPrintable(text.charAt(i))) {
				return escape(text, length);
			}
		}
		return (length == text.length()) ? text : text.substring(0, length) + "...";
	}

	private static String escape(String text, int length) {
		StringBuilder escaped = new StringBuilder(length + 16);
		for (int i = 0; i < length; i++) {
			char c = text.charAt(i);
			if (isPrintable(c)) {
				escaped.append(c);
			}
			else {
				escaped.append("\\u").append(String.format("%04x", (int) c));
			}
		}
		return (length == text.length()) ? escaped.toString() : escaped.append("...").toString();
	}

	private static boolean isPrintable(char c) {
		return c >= 0x20 && c < 0x7f;
	}

}
