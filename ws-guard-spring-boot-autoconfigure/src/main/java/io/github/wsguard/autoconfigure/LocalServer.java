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

package io.github.wsguard.autoconfigure;

import org.springframework.core.env.Environment;

/**
 * Where a client on the same machine reaches the application.
 */
final class LocalServer {

	private final Environment environment;

	LocalServer(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Return the address.
	 * @return scheme, host and port
	 */
	String address() {
		String port = this.environment.getProperty("local.server.port",
				this.environment.getProperty("server.port", "8080"));
		return (isSecure() ? "https" : "http") + "://localhost:" + port;
	}

	/**
	 * Return whether the server itself speaks TLS. A connector of the application's own
	 * making is not seen.
	 */
	boolean isSecure() {
		boolean configured = this.environment.containsProperty("server.ssl.bundle")
				|| this.environment.containsProperty("server.ssl.key-store")
				|| this.environment.containsProperty("server.ssl.certificate");
		return configured && this.environment.getProperty("server.ssl.enabled", Boolean.class, true);
	}

}
