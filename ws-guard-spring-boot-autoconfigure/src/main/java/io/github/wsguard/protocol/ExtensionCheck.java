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

package io.github.wsguard.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeCheck;
import io.github.wsguard.decision.RejectionReason;

/**
 * Refuses a malformed {@code Sec-WebSocket-Extensions}. A well-formed offer of
 * compression with parameters that RFC 7692 7.1 forbids is declined instead: the
 * application does not see it, so that its container does not fail on it.
 */
final class ExtensionCheck implements HandshakeCheck {

	private static final String HEADER = "Sec-WebSocket-Extensions";

	/**
	 * What browsers send, known to be well-formed.
	 */
	private static final Set<String> ORDINARY = Set.of(DeflateOffer.NAME,
			DeflateOffer.NAME + "; client_max_window_bits");

	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		List<String> lines = attempt.request().headers(HEADER);
		if (lines.isEmpty() || (lines.size() == 1 && ORDINARY.contains(lines.get(0)))) {
			return Decision.proceed();
		}
		List<ExtensionOffer> offers = new ArrayList<>();
		for (String line : lines) {
			if (!new ExtensionParser(line).readInto(offers)) {
				return Decision.reject(RejectionReason.EXTENSION_INVALID,
						"The list of extensions does not follow the grammar of RFC 6455 9.1");
			}
		}
		String acceptable = acceptable(offers);
		if (acceptable != null) {
			attempt.rewrite().header(HEADER, acceptable);
		}
		return Decision.proceed();
	}

	private static @Nullable String acceptable(List<ExtensionOffer> offers) {
		boolean rewrite = false;
		StringBuilder acceptable = new StringBuilder();
		for (ExtensionOffer offer : offers) {
			if (DeflateOffer.isForbidden(offer)) {
				rewrite = true;
				continue;
			}
			rewrite |= !offer.plain();
			acceptable.append(acceptable.isEmpty() ? "" : ", ").append(offer);
		}
		return rewrite ? acceptable.toString() : null;
	}

}
