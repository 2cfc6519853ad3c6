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

import java.util.List;

/**
 * What a chain of Spring Security would do with a request.
 *
 * @param chain the name of the chain
 * @param demandsTls whether it redirects the request to TLS
 * @param seesJoinedPrincipal whether it takes note of the principal that the guard joins
 * @param demandsCsrfToken whether it refuses the request for want of a CSRF token
 * @param logins the filters of the chain that log users in on a page, none if there is no
 * such page
 * @param anonymous what it says to a client that is not logged in
 * @param joined what it says to a principal of the guard
 */
public record SecurityVerdict(String chain, boolean demandsTls, boolean seesJoinedPrincipal, boolean demandsCsrfToken,
		List<String> logins, Answer anonymous, Answer joined) {

	/**
	 * What a rule answers.
	 */
	public enum Answer {

		/**
		 * The request may pass.
		 */
		ADMITTED,

		/**
		 * The request may not pass.
		 */
		REFUSED,

		/**
		 * The request may not pass without an authority that only the application knows
		 * to grant.
		 */
		LACKS_AUTHORITY,

		/**
		 * The rule could not be asked.
		 */
		UNKNOWN

	}

	/**
	 * Create a verdict.
	 */
	public SecurityVerdict {
		logins = List.copyOf(logins);
	}

}
