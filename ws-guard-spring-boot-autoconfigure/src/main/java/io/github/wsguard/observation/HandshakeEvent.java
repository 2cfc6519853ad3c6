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

import org.jspecify.annotations.Nullable;

/**
 * What the events of a handshake have in common.
 */
public sealed interface HandshakeEvent permits HandshakeAccepted, HandshakeRejected {

	/**
	 * What stands for an endpoint where the path names none.
	 */
	String NO_ENDPOINT = "none";

	/**
	 * Return the identifier that response, log line and event share.
	 * @return the identifier
	 */
	String id();

	/**
	 * Return the pattern of the endpoint.
	 * @return the pattern, or {@link #NO_ENDPOINT} if the path names no endpoint
	 */
	String endpoint();

	/**
	 * Return the path of the request, within the application.
	 * @return the path as sent, bounded and escaped
	 */
	String path();

	/**
	 * Return the query without the token.
	 * @return the query as sent, bounded and escaped, or {@code null} if there is none
	 */
	@Nullable String query();

	/**
	 * Return the {@code Origin} header.
	 * @return the value, bounded and escaped, or {@code null} if there is none
	 */
	@Nullable String origin();

	/**
	 * Return the address of the client, after trusted proxies.
	 * @return an IP address
	 */
	String remoteAddress();

}
