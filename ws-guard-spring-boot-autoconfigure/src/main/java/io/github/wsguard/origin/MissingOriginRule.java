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

import java.util.List;
import java.util.function.Predicate;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.RejectionReason;

/**
 * Decides on attempts without an {@code Origin} header.
 */
final class MissingOriginRule {

	private final OriginCheck.Settings settings;

	private final Predicate<HandshakeAttempt> placedByClient;

	private final Predicate<HandshakeAttempt> cookiePresent;

	MissingOriginRule(OriginCheck.Settings settings, Predicate<HandshakeAttempt> placedByClient,
			Predicate<HandshakeAttempt> cookiePresent) {
		this.settings = settings;
		this.placedByClient = placedByClient;
		this.cookiePresent = cookiePresent;
	}

	Decision evaluate(HandshakeAttempt attempt) {
		HandshakeRequest.Kind kind = attempt.request().kind();
		if (kind == HandshakeRequest.Kind.SOCKJS_RESOURCE
				|| (kind == HandshakeRequest.Kind.SOCKJS_TRANSPORT && isSameOriginFetch(attempt))) {
			return Decision.proceed();
		}
		return switch (this.settings.missing()) {
			case ALLOW -> Decision.proceed();
			case REJECT -> reject("There is no Origin header, and none may be missing");
			case REQUIRE_TOKEN -> requireToken(attempt);
		};
	}

	private Decision requireToken(HandshakeAttempt attempt) {
		if (this.placedByClient.test(attempt)) {
			return Decision.proceed();
		}
		if (this.cookiePresent.test(attempt)) {
			return reject("There is no Origin header, and a cookie says nothing about who made the request");
		}
		// The token check refuses this one, with the reason that helps
		return this.settings.tokenRequired() ? Decision.proceed()
				: reject("There is neither an Origin header nor a token");
	}

	// A browser sends no Origin with a GET to the page's own origin, but says so here; no
	// page
	// can write this header
	private boolean isSameOriginFetch(HandshakeAttempt attempt) {
		List<String> sites = attempt.request().headers("Sec-Fetch-Site");
		if (!"GET".equals(attempt.request().method()) || sites.size() != 1 || !"same-origin".equals(sites.get(0))) {
			return false;
		}
		Origin own = Origin.of(attempt.client());
		return own != null && this.settings.countsAsOwn(own);
	}

	private static Decision reject(String detail) {
		return Decision.reject(RejectionReason.ORIGIN_MISSING, detail);
	}

}
