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

/**
 * A registered endpoint and what holds for it, for reports.
 *
 * @param pattern the path, relative to the context path
 * @param sockJs whether the endpoint speaks SockJS
 * @param policy the policy that holds
 * @param registeredOrigins the origins that its registration in code names, empty if none
 */
public record GuardedEndpoint(String pattern, boolean sockJs, EndpointPolicy policy, List<String> registeredOrigins) {

	/**
	 * Return one line for the start-up report.
	 */
	@Override
	public String toString() {
		return this.pattern + (this.sockJs ? " (SockJS)" : "") + " by policy '" + this.policy.name() + "': "
				+ switch (this.policy.treatment()) {
					case ENFORCE -> String.join(" -> ", this.policy.chain().names());
					case REPORT_ONLY -> "report only: " + String.join(" -> ", this.policy.chain().names());
					case DISABLED -> "not guarded";
				};
	}

}
