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

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.RejectionReason;

/**
 * Finds the reason that helps most with an origin that is not allowed.
 */
final class OriginRefusals {

	private final OriginCheck.Settings settings;

	OriginRefusals(OriginCheck.Settings settings) {
		this.settings = settings;
	}

	Decision because(HandshakeAttempt attempt, Origin origin, @Nullable Origin own, OriginPolicy.Match match) {
		Origin claimed = attempt.claimed().map(Origin::of).orElse(null);
		boolean claimedAsOwn = origin.equals(claimed) && this.settings.countsAsOwn(origin);
		// Anybody can forge a claim, so it explains a refusal only for the host that the
		// request
		// was sent to, as behind a proxy that ends TLS and keeps Host
		if (claimedAsOwn && own != null && own.host().equals(origin.host())) {
			return Decision.reject(RejectionReason.PROXY_HEADERS_IGNORED,
					"The forwarding headers name this origin as the application's own, but come from an untrusted peer");
		}
		return switch (match.orNearer(matchOwn(origin, own))) {
			case OTHER_SCHEME -> Decision.reject(RejectionReason.ORIGIN_SCHEME_MISMATCH,
					"The origin would be allowed with another scheme");
			case OTHER_PORT ->
				Decision.reject(RejectionReason.ORIGIN_PORT_MISMATCH, "The origin would be allowed with another port");
			case BARE_DOMAIN -> reject("A pattern covers the names below this domain, but not the bare domain");
			case NONE, ALLOWED -> reject(claimedAsOwn
					? "The origin is not allowed; forwarding headers of an untrusted peer name it as the application's own"
					: "The origin is not allowed");
		};
	}

	Decision byRegistration(RejectionReason reason) {
		return Decision.reject(reason, "The origins registered in code do not admit what the configuration does");
	}

	private OriginPolicy.Match matchOwn(Origin origin, @Nullable Origin own) {
		if (own == null || !this.settings.countsAsOwn(own)) {
			return OriginPolicy.Match.NONE;
		}
		if (origin.differsInSchemeFrom(own)) {
			return OriginPolicy.Match.OTHER_SCHEME;
		}
		return origin.differsInPortFrom(own) ? OriginPolicy.Match.OTHER_PORT : OriginPolicy.Match.NONE;
	}

	private static Decision reject(String detail) {
		return Decision.reject(RejectionReason.ORIGIN_NOT_ALLOWED, detail);
	}

}
