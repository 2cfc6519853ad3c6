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

import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.github.wsguard.decision.HandshakeRequest;

/**
 * Reads {@code Forwarded} (RFC 7239).
 */
final class ForwardedReader implements HopReader {

	@Override
	public Optional<List<Hop>> read(HandshakeRequest request) {
		List<String> lines = request.headers("Forwarded");
		if (lines.isEmpty()) {
			return Optional.of(List.of());
		}
		String list = HopReader.join(lines);
		List<Hop> hops = (list != null) ? new ForwardedParser(list).parse() : null;
		if (hops == null || hops.size() > MAX_HOPS) {
			return Optional.empty();
		}
		Collections.reverse(hops);
		return Optional.of(hops);
	}

}
