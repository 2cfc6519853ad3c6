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

import org.jspecify.annotations.Nullable;

/**
 * An allow-list arranged so that a look-up costs the labels of one host, not the length
 * of the list: exact hosts by name, patterns in a tree of labels from the right.
 */
final class OriginIndex {

	private final Map<String, Rules> hosts = new HashMap<>();

	private final Node root = new Node();

	void add(OriginPattern pattern) {
		rules(pattern).add(pattern);
	}

	private Rules rules(OriginPattern pattern) {
		if (!pattern.subdomains()) {
			return this.hosts.computeIfAbsent(pattern.host(), (host) -> new Rules());
		}
		Node node = this.root;
		for (int end = pattern.host().length(); end >= 0; end = labelStart(pattern.host(), end) - 1) {
			String label = pattern.host().substring(labelStart(pattern.host(), end), end);
			node = node.children.computeIfAbsent(label, (key) -> new Node());
		}
		if (node.subdomains == null) {
			node.subdomains = new Rules();
		}
		return node.subdomains;
	}

	OriginPolicy.Match match(Origin origin) {
		Rules exact = this.hosts.get(origin.host());
		OriginPolicy.Match match = (exact != null) ? exact.match(origin) : OriginPolicy.Match.NONE;
		if (match == OriginPolicy.Match.ALLOWED || HostName.isIpLiteral(origin.host())) {
			return match;
		}
		return match.orNearer(matchSubdomains(origin));
	}

	private OriginPolicy.Match matchSubdomains(Origin origin) {
		String host = origin.host();
		OriginPolicy.Match match = OriginPolicy.Match.NONE;
		Node node = this.root;
		for (int end = host.length(); end >= 0 && match != OriginPolicy.Match.ALLOWED;) {
			int start = labelStart(host, end);
			node = node.children.get(host.substring(start, end));
			if (node == null) {
				return match;
			}
			if (node.subdomains != null) {
				OriginPolicy.Match found = node.subdomains.match(origin);
				match = match.orNearer((start > 0) ? found : found.ofBareDomain());
			}
			end = start - 1;
		}
		return match;
	}

	private static int labelStart(String host, int end) {
		return host.lastIndexOf('.', end - 1) + 1;
	}

	/**
	 * A label and those in front of it.
	 */
	private static final class Node {

		private final Map<String, Node> children = new HashMap<>();

		private @Nullable Rules subdomains;

	}

	/**
	 * What is allowed of one host: ports by scheme.
	 */
	private static final class Rules {

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
			return ports.contains(origin.port())
					|| (origin.hasDefaultPort() && ports.contains(Origin.defaultPort(scheme)));
		}

	}

}
