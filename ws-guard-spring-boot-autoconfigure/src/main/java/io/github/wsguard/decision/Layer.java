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

/**
 * The layer of the application that refused a handshake.
 */
public enum Layer {

	/**
	 * ws-guard itself.
	 */
	GUARD("guard"),

	/**
	 * A {@code HandshakeInterceptor} of the application or of Spring.
	 */
	INTERCEPTOR("interceptor"),

	/**
	 * The handshake handler, or the SockJS service in its place.
	 */
	HANDSHAKE_HANDLER("handshake-handler"),

	/**
	 * A Spring Security filter chain.
	 */
	SPRING_SECURITY("spring-security"),

	/**
	 * A CORS configuration, of a filter or of Spring MVC.
	 */
	CORS("cors"),

	/**
	 * The HTTP firewall of Spring Security.
	 */
	FIREWALL("firewall"),

	/**
	 * The servlet container, before any filter.
	 */
	CONTAINER("container"),

	/**
	 * The application: a filter, a handler mapping, a controller.
	 */
	APPLICATION("application");

	private final String value;

	Layer(String value) {
		this.value = value;
	}

	/**
	 * Return the value that clients and operators see.
	 * @return the value in responses, logs and metrics
	 */
	public String value() {
		return this.value;
	}

}
