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

package io.github.wsguard.decision;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * How the application sees an accepted request: without the token, and with the handshake
 * headers in the spelling that every handshake handler understands.
 */
public final class RequestRewrite {

	private @Nullable Map<String, String> headers;

	private @Nullable String query;

	private boolean queryReplaced;

	private @Nullable String subprotocolEcho;

	/**
	 * Create a rewrite that changes nothing.
	 */
	public RequestRewrite() {
	}

	/**
	 * Replace all values of a header by one.
	 * @param name the header name
	 * @param value the only value that the application sees; empty hides the header
	 */
	public void header(String name, String value) {
		if (this.headers == null) {
			this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		}
		this.headers.put(name, value);
	}

	/**
	 * Replace the query.
	 * @param query the query that the application sees, or {@code null} for none
	 */
	public void query(@Nullable String query) {
		this.query = query;
		this.queryReplaced = true;
	}

	/**
	 * Let the response name a sub-protocol if the application selects none: a browser
	 * fails when it offered some and none comes back.
	 * @param subprotocol one of the offered values, never a token
	 */
	public void echo(String subprotocol) {
		this.subprotocolEcho = subprotocol;
	}

	/**
	 * Return the replacement of a header.
	 * @param name the header name, in any case
	 * @return the only value, empty to hide the header, or {@code null} if the header is
	 * not replaced
	 */
	public @Nullable String headerReplacement(String name) {
		return (this.headers != null) ? this.headers.get(name) : null;
	}

	/**
	 * Return whether a header is replaced.
	 * @return {@code true} if there is a name that {@link #headerReplacement(String)}
	 * counts for
	 */
	public boolean replacesHeaders() {
		return this.headers != null;
	}

	/**
	 * Return whether the query is replaced.
	 * @return {@code true} if {@link #query()} counts
	 */
	public boolean replacesQuery() {
		return this.queryReplaced;
	}

	/**
	 * Return the query that the application sees.
	 * @return the replacement, or {@code null} for none
	 */
	public @Nullable String query() {
		return this.query;
	}

	/**
	 * Return the sub-protocol that the response names if the application selects none.
	 * @return the sub-protocol, or {@code null} if the response need not name one
	 */
	public @Nullable String subprotocolEcho() {
		return this.subprotocolEcho;
	}

}
