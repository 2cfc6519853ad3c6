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

import java.util.List;
import java.util.Optional;

import io.github.wsguard.findings.Finding;
import io.github.wsguard.inspection.EndpointInspection;
import io.github.wsguard.origin.OriginPolicy;

/**
 * What the application's own CORS configuration refuses although the guard admits it.
 */
final class CorsFindings {

	private CorsFindings() {
	}

	static List<Finding> about(EndpointInspection inspection, ResolvedPolicy policy) {
		if (inspection.filters().isEmpty() || !inspection.endpoint().endpoint().registeredOrigins().isEmpty()) {
			return List.of();
		}
		List<String> allowed = policy.origin().allowed();
		for (int i = 0; i < allowed.size(); i++) {
			Optional<String> refusal = inspection.corsRefusal(OriginPolicy.example(allowed.get(i)));
			if (refusal.isPresent()) {
				return List.of(Finding.warning("CORS_REFUSES_ORIGIN", inspection.endpoint().endpoint().pattern(),
						"The CORS configuration of '%s' refuses an origin that entry %d of 'origin.allowed' admits"
							.formatted(refusal.get(), i + 1),
						"Name the same origins in both, or leave this path out of the CORS configuration"));
			}
		}
		return List.of();
	}

}
