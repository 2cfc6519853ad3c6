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

package io.github.wsguard.origin;

import java.util.HashMap;
import java.util.Map;

/**
 * What is allowed of one host, or of the names below it: ports by scheme.
 */
final class OriginRules {

	private final Map<String, Ports> schemes = new HashMap<>();

	void add(OriginPattern pattern) {
		this.schemes.computeIfAbsent(pattern.scheme(), (scheme) -> new Ports()).addAll(pattern.ports());
	}

	OriginPolicy.Match match(Origin origin) {
		Ports ports = this.schemes.get(origin.scheme());
		if (ports != null && ports.contains(origin.port())) {
			return OriginPolicy.Match.ALLOWED;
		}
		for (Map.Entry<String, Ports> other : this.schemes.entrySet()) {
			if (!other.getKey().equals(origin.scheme()) && admits(other.getKey(), other.getValue(), origin)) {
				return OriginPolicy.Match.OTHER_SCHEME;
			}
		}
		return (ports != null) ? OriginPolicy.Match.OTHER_PORT : OriginPolicy.Match.NONE;
	}

	private static boolean admits(String scheme, Ports ports, Origin origin) {
		return ports.contains(origin.port()) || (origin.hasDefaultPort() && ports.contains(Origin.defaultPort(scheme)));
	}

}
