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
import java.util.List;
import java.util.Map;

/**
 * An allow-list arranged so that a look-up costs the length of one host, not that of the
 * list.
 */
final class OriginIndex {

	private final Map<String, OriginRules> hosts = new HashMap<>();

	private final ParentDomains parents;

	OriginIndex(List<OriginPattern> patterns) {
		Map<String, OriginRules> parents = new HashMap<>();
		for (OriginPattern pattern : patterns) {
			(pattern.subdomains() ? parents : this.hosts).computeIfAbsent(pattern.host(), (host) -> new OriginRules())
				.add(pattern);
		}
		this.parents = new ParentDomains(parents);
	}

	OriginPolicy.Match match(Origin origin) {
		OriginRules exact = this.hosts.get(origin.host());
		OriginPolicy.Match match = (exact != null) ? exact.match(origin) : OriginPolicy.Match.NONE;
		if (match == OriginPolicy.Match.ALLOWED || HostName.isIpLiteral(origin.host())) {
			return match;
		}
		return match.orNearer(this.parents.match(origin));
	}

}
