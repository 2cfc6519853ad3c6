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

package io.github.wsguard.servlet;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPattern;

import io.github.wsguard.decision.CheckChain;
import io.github.wsguard.decision.HandshakeRequest;

/**
 * What holds for the handshakes of one configured path, or for all others.
 *
 * @param name the configured name, {@code default} for the policy of all other paths
 * @param pattern the configured path, relative to the context path, or {@code null} for
 * all other paths
 * @param treatment what the guard does with its decisions
 * @param chain decides when a request comes in
 * @param loginChain decides once more when the application's own login is known, right
 * before the handshake
 * @param refusals writes refusals
 * @param overridesRegisteredOrigins whether origins that were registered in code do not
 * count
 * @param allowedOrigins the configured origins, for the debug log
 * @param queryWithoutToken returns the query of a request as it may be shown
 * @param connection what holds for connections once they are open
 * @param delivery delivers refusals by the close code where that is wanted
 */
public record EndpointPolicy(String name, @Nullable PathPattern pattern, Treatment treatment, CheckChain chain,
		CheckChain loginChain, RefusalWriter refusals, boolean overridesRegisteredOrigins, List<String> allowedOrigins,
		Function<HandshakeRequest, Optional<String>> queryWithoutToken, ConnectionPolicy connection,
		CloseDelivery delivery) {

	/**
	 * What the guard does with its decisions.
	 */
	public enum Treatment {

		/**
		 * Refuse what is rejected.
		 */
		ENFORCE,

		/**
		 * Report what would be rejected and change nothing.
		 */
		REPORT_ONLY,

		/**
		 * Leave the path alone.
		 */
		DISABLED

	}

	boolean isEnforced() {
		return this.treatment == Treatment.ENFORCE;
	}

	boolean isDisabled() {
		return this.treatment == Treatment.DISABLED;
	}

}
