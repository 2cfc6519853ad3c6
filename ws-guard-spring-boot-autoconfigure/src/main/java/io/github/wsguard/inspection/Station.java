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

package io.github.wsguard.inspection;

/**
 * One part of the application that a handshake meets.
 *
 * @param kind what sort of part it is
 * @param name the name that it is registered or declared by, or the simple name of its
 * class
 * @param type the name of its class
 * @param guard whether it is a part of ws-guard
 * @param detail what it applies to, such as URL patterns or a request matcher; empty if
 * there is nothing to say
 */
public record Station(Kind kind, String name, String type, boolean guard, String detail) {

	/**
	 * What sort of part a station is.
	 */
	public enum Kind {

		/**
		 * A servlet filter.
		 */
		FILTER,

		/**
		 * The chain of Spring Security that matches; its filters follow.
		 */
		SECURITY_CHAIN,

		/**
		 * A filter of that chain.
		 */
		SECURITY_FILTER,

		/**
		 * An interceptor of the handler mapping.
		 */
		HANDLER_INTERCEPTOR,

		/**
		 * An interceptor of the handshake.
		 */
		HANDSHAKE_INTERCEPTOR,

		/**
		 * What completes the handshake.
		 */
		HANDSHAKE_HANDLER,

		/**
		 * What speaks with the client once the connection is open.
		 */
		WEBSOCKET_HANDLER

	}

	/**
	 * Create a station for an object.
	 * @param kind what sort of part it is
	 * @param name the name that it is known by
	 * @param part the object
	 * @param guard whether it is a part of ws-guard
	 * @return the station
	 */
	public static Station of(Kind kind, String name, Object part, boolean guard) {
		return new Station(kind, name, part.getClass().getName(), guard, "");
	}

	/**
	 * Create a station for an object that has no name of its own.
	 * @param kind what sort of part it is
	 * @param part the object
	 * @param guard whether it is a part of ws-guard
	 * @return the station
	 */
	public static Station of(Kind kind, Object part, boolean guard) {
		return of(kind, part.getClass().getSimpleName(), part, guard);
	}

}
