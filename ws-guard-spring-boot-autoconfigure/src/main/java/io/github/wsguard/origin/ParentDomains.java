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

import java.util.Map;

/**
 * Finds the rules for every parent of a host in one pass from its right end, without
 * allocation: the hash of a longer suffix continues that of a shorter one.
 */
final class ParentDomains {

	private final String[] domains;

	private final OriginRules[] rules;

	private final int mask;

	ParentDomains(Map<String, OriginRules> rules) {
		// At most a quarter full, so that probing ends soon
		int capacity = Integer.highestOneBit(rules.size() * 4 + 1) * 2;
		this.domains = new String[capacity];
		this.rules = new OriginRules[capacity];
		this.mask = capacity - 1;
		rules.forEach(this::put);
	}

	private void put(String domain, OriginRules rules) {
		int hash = 0;
		for (int i = domain.length() - 1; i >= 0; i--) {
			hash = extend(hash, domain.charAt(i));
		}
		int slot = slot(hash);
		while (this.domains[slot] != null) {
			slot = (slot + 1) & this.mask;
		}
		this.domains[slot] = domain;
		this.rules[slot] = rules;
	}

	/**
	 * Match an origin with the rules of every domain that its host is, or is below.
	 */
	OriginPolicy.Match match(Origin origin) {
		String host = origin.host();
		OriginPolicy.Match match = OriginPolicy.Match.NONE;
		int hash = 0;
		for (int i = host.length() - 1; i >= 0; i--) {
			if (host.charAt(i) == '.') {
				match = match.orNearer(match(origin, i + 1, hash));
			}
			hash = extend(hash, host.charAt(i));
		}
		return match.orNearer(match(origin, 0, hash).ofBareDomain());
	}

	private OriginPolicy.Match match(Origin origin, int start, int hash) {
		String host = origin.host();
		int length = host.length() - start;
		for (int slot = slot(hash); this.domains[slot] != null; slot = (slot + 1) & this.mask) {
			String domain = this.domains[slot];
			if (domain.length() == length && host.startsWith(domain, start)) {
				return this.rules[slot].match(origin);
			}
		}
		return OriginPolicy.Match.NONE;
	}

	private int slot(int hash) {
		return (hash ^ (hash >>> 16)) & this.mask;
	}

	private static int extend(int hash, char character) {
		return 31 * hash + character;
	}

}
