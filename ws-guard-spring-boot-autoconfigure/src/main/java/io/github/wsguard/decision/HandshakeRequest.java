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

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What one client sent, stripped of the stack that received it. Nothing in it was
 * checked: every value is the client's.
 */
public interface HandshakeRequest {

	/**
	 * What a request wants of a WebSocket endpoint.
	 */
	enum Kind {

		/**
		 * An upgrade, raw or by SockJS.
		 */
		UPGRADE,

		/**
		 * A request of a SockJS transport over plain HTTP.
		 */
		SOCKJS_TRANSPORT,

		/**
		 * A SockJS request that carries no message: {@code /info}, the greeting, an
		 * iframe page, a preflight. Needs no token.
		 */
		SOCKJS_RESOURCE

	}

	/**
	 * Return what the request wants.
	 * @return the kind
	 */
	Kind kind();

	/**
	 * Return the method.
	 * @return the method, in the case of the client
	 */
	String method();

	/**
	 * Return the HTTP version of the request line.
	 * @return for example {@code HTTP/1.1}
	 */
	String httpVersion();

	/**
	 * Return every value of a header, one for each header line.
	 * @param name the header name, in any case
	 * @return the values in order, empty if there is none
	 */
	List<String> headers(String name);

	/**
	 * Return the first value of a header.
	 * @param name the header name, in any case
	 * @return the value of the first header line, or {@code null} if there is none
	 */
	default @Nullable String header(String name) {
		List<String> values = headers(name);
		return values.isEmpty() ? null : values.get(0);
	}

	/**
	 * Return the query as sent, not decoded.
	 * @return the part behind {@code ?}, or {@code null} if there is none
	 */
	@Nullable String query();

	/**
	 * Return how the peer reached this server: the other end of the TCP connection, the
	 * scheme of the connector and the {@code Host} header, before any forwarding header.
	 * @return the connection
	 */
	ClientConnection connection();

	/**
	 * Return the variables of the endpoint's path pattern, decoded.
	 * @return the variables by name, empty if the pattern has none
	 */
	Map<String, String> pathVariables();

	/**
	 * Return what is wrong with the path, as far as that shows before the application is
	 * asked.
	 * @return the rejection, or empty if the path names one endpoint or none
	 */
	Optional<Rejection> pathFault();

	/**
	 * Return the sub-protocols that the endpoint names, in lower case.
	 * @return the names, empty if the endpoint names none or they are not known
	 */
	List<String> supportedSubprotocols();

	/**
	 * Return whether the origins that the endpoint's registration in code names admit an
	 * origin.
	 * @param origin the value of the {@code Origin} header
	 * @return the verdict, or empty if the registration names no origins
	 */
	Optional<Boolean> registeredOriginsAllow(String origin);

	/**
	 * Return whether the application's own login stands behind the request. Answered only
	 * where the application has been asked.
	 * @return the names of the authorities of the logged-in user, or empty if there is
	 * none
	 */
	Optional<List<String>> applicationLogin();

}
