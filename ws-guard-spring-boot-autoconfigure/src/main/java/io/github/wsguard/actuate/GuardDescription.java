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

package io.github.wsguard.actuate;

import java.util.List;

import io.github.wsguard.findings.Finding;
import io.github.wsguard.inspection.HandshakeRoute;

/**
 * What there is to show of a guard, before values are hidden.
 *
 * @param verifier who verifies tokens
 * @param settings what holds for all endpoints
 * @param issuers whose tokens are accepted
 * @param policies what holds for some of them, the policy of all other paths first
 * @param endpoints the endpoints that the application registered
 * @param findings what the owner of the configuration should know
 */
public record GuardDescription(String verifier, List<Setting> settings, List<Issuer> issuers, List<Policy> policies,
		List<Endpoint> endpoints, List<Finding> findings) {

	/**
	 * The value of a property.
	 *
	 * @param name the name of the property, without what all have in common
	 * @param value a number, a boolean, a text, a list of texts or a map of them
	 * @param visibility who may see the value
	 * @param source the full name of the property that the value was taken from, or
	 * {@code default}
	 */
	public record Setting(String name, Object value, Visibility visibility, String source) {

		/**
		 * Who may see a value.
		 */
		public enum Visibility {

			/**
			 * Everybody who may call the endpoint.
			 */
			OPEN,

			/**
			 * Those to whom values are shown.
			 */
			HIDDEN

		}

	}

	/**
	 * An issuer of tokens.
	 *
	 * @param name its configured name
	 * @param settings what holds for its tokens
	 */
	public record Issuer(String name, List<Setting> settings) {

	}

	/**
	 * A policy.
	 *
	 * @param name its configured name, {@code default} for the policy of all other paths
	 * @param checks the names of its checks, in order
	 * @param settings what holds, with everything inherited
	 */
	public record Policy(String name, List<String> checks, List<Setting> settings) {

	}

	/**
	 * An endpoint that the application registered.
	 *
	 * @param route the way of a handshake to it
	 * @param registeredOrigins the origins that its registration in code names
	 */
	public record Endpoint(HandshakeRoute route, List<String> registeredOrigins) {

	}

}
