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

package io.github.wsguard.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.HandshakeRequest;

/**
 * Reads {@code X-Forwarded-*}. Proxies append at the right end, so entries of several
 * headers belong together that stand equally far from it, whatever a client put in front.
 */
final class XForwardedReader implements HopReader {

	@Override
	public Optional<List<Hop>> read(HandshakeRequest request) {
		List<String> nodes = entries(request.headers("X-Forwarded-For"));
		List<String> protos = entries(request.headers("X-Forwarded-Proto"));
		List<String> hosts = entries(request.headers("X-Forwarded-Host"));
		List<String> ports = entries(request.headers("X-Forwarded-Port"));
		if (nodes == null || protos == null || hosts == null || ports == null) {
			return Optional.empty();
		}
		int count = Math.max(Math.max(nodes.size(), protos.size()), Math.max(hosts.size(), ports.size()));
		List<Hop> hops = new ArrayList<>(count);
		for (int i = 1; i <= count; i++) {
			hops.add(new Hop(fromRight(nodes, i), fromRight(protos, i), fromRight(hosts, i), fromRight(ports, i)));
		}
		return Optional.of(hops);
	}

	private static @Nullable String fromRight(List<String> entries, int distance) {
		return (distance <= entries.size()) ? entries.get(entries.size() - distance) : null;
	}

	private static @Nullable List<String> entries(List<String> lines) {
		if (lines.isEmpty()) {
			return List.of();
		}
		String list = HopReader.join(lines);
		if (list == null) {
			return null;
		}
		List<String> entries = new ArrayList<>(4);
		for (int start = 0; start <= list.length();) {
			int comma = list.indexOf(',', start);
			int end = (comma >= 0) ? comma : list.length();
			entries.add(list.substring(start, end).strip());
			start = end + 1;
		}
		return (entries.size() <= MAX_HOPS) ? entries : null;
	}

}
