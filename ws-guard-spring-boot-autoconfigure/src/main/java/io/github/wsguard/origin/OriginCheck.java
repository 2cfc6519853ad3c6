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
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeCheck;
import io.github.wsguard.decision.RejectionReason;

/**
 * Refuses attempts made by pages of other origins than those allowed. Browsers attach
 * cookies to a handshake whoever made it and ask for no permission first: this check is
 * what stands against cross-site WebSocket hijacking.
 */
public final class OriginCheck implements HandshakeCheck {

	/**
	 * What an attempt without an {@code Origin} header is worth. Browsers always send one
	 * with a WebSocket, other programs seldom do.
	 */
	public enum MissingOrigin {

		/**
		 * The attempt goes on.
		 */
		ALLOW,

		/**
		 * The attempt is refused.
		 */
		REJECT,

		/**
		 * The attempt goes on if the client placed a token itself; a cookie alone, which
		 * a browser attaches unasked, is not enough.
		 */
		REQUIRE_TOKEN

	}

	/**
	 * How origins that the registration of an endpoint names in code combine with the
	 * allow-list.
	 */
	public enum RegisteredOrigins {

		/**
		 * Both must admit the origin.
		 */
		STRICTEST,

		/**
		 * The allow-list decides alone.
		 */
		OVERRIDE,

		/**
		 * The code decides alone where it names origins, except that {@code null} has to
		 * be allowed by configuration as well.
		 */
		KEEP

	}

	/**
	 * The rules beside the allow-list.
	 *
	 * @param sameOrigin whether the application's own origin is allowed
	 * @param sameOriginOnlyLocal whether only {@code localhost} and IP literals count as
	 * the application's own host, so that a name that an attacker points here does not
	 * @param missing what an attempt without {@code Origin} is worth
	 * @param registered how origins in code combine with the list
	 * @param tokenRequired whether a later check demands a token
	 */
	public record Settings(boolean sameOrigin, boolean sameOriginOnlyLocal, MissingOrigin missing,
			RegisteredOrigins registered, boolean tokenRequired) {

		boolean countsAsOwn(Origin origin) {
			return this.sameOrigin && (!this.sameOriginOnlyLocal || HostName.isLocal(origin.host()));
		}

	}

	private final OriginPolicy policy;

	private final Settings settings;

	private final MissingOriginRule missing;

	private final OriginRefusals refusals;

	/**
	 * Create a check.
	 * @param policy the allow-list
	 * @param settings the rules beside it
	 * @param placedByClient whether a request carries a token that the client placed
	 * itself
	 * @param cookiePresent whether a request carries the token cookie
	 */
	public OriginCheck(OriginPolicy policy, Settings settings, Predicate<HandshakeAttempt> placedByClient,
			Predicate<HandshakeAttempt> cookiePresent) {
		this.policy = policy;
		this.settings = settings;
		this.missing = new MissingOriginRule(settings, placedByClient, cookiePresent);
		this.refusals = new OriginRefusals(settings);
	}

	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		List<String> lines = attempt.request().headers("Origin");
		if (lines.isEmpty()) {
			return this.missing.evaluate(attempt);
		}
		Decision decision = evaluate(attempt, lines);
		if (decision instanceof Decision.Proceed) {
			attempt.admitOrigin();
		}
		return decision;
	}

	private Decision evaluate(HandshakeAttempt attempt, List<String> lines) {
		String header = lines.get(0);
		if (lines.size() > 1 || isList(header)) {
			return Decision.reject(RejectionReason.ORIGIN_AMBIGUOUS, "The request names more than one origin");
		}
		if ("null".equals(header)) {
			return evaluateNull(attempt);
		}
		Origin origin = OriginParser.parse(header);
		if (origin == null) {
			return Decision.reject(RejectionReason.ORIGIN_MALFORMED,
					"The Origin header is not a scheme, a host and a port");
		}
		return evaluate(attempt, header, origin);
	}

	private Decision evaluate(HandshakeAttempt attempt, String header, Origin origin) {
		Origin own = Origin.of(attempt.client());
		if (own != null && origin.equals(own) && this.settings.countsAsOwn(own)) {
			return Decision.proceed();
		}
		Boolean registered = registered(attempt, header);
		OriginPolicy.Match match = match(origin, registered);
		if (match != OriginPolicy.Match.ALLOWED) {
			return this.refusals.because(attempt, origin, own, match);
		}
		return (registered != null && !registered) ? this.refusals.byRegistration(RejectionReason.ORIGIN_NOT_ALLOWED)
				: Decision.proceed();
	}

	private OriginPolicy.Match match(Origin origin, @Nullable Boolean registered) {
		if (this.settings.registered() == RegisteredOrigins.KEEP && registered != null) {
			return registered ? OriginPolicy.Match.ALLOWED : OriginPolicy.Match.NONE;
		}
		return this.policy.match(origin);
	}

	private Decision evaluateNull(HandshakeAttempt attempt) {
		if (!this.policy.allowsNull()) {
			return Decision.reject(RejectionReason.ORIGIN_NULL, "The page has an opaque origin");
		}
		Boolean registered = registered(attempt, "null");
		return (registered != null && !registered) ? this.refusals.byRegistration(RejectionReason.ORIGIN_NULL)
				: Decision.proceed();
	}

	private @Nullable Boolean registered(HandshakeAttempt attempt, String header) {
		Optional<Boolean> verdict = (this.settings.registered() == RegisteredOrigins.OVERRIDE) ? Optional.empty()
				: attempt.request().registeredOriginsAllow(header);
		return verdict.orElse(null);
	}

	private static boolean isList(String header) {
		int space = header.indexOf(' ');
		int comma = header.indexOf(',');
		int separator = (space < 0 || (comma >= 0 && comma < space)) ? comma : space;
		return separator > 0 && isOriginLike(header.substring(0, separator))
				&& isOriginLike(header.substring(separator + 1).strip());
	}

	private static boolean isOriginLike(String text) {
		return text.startsWith("null") || text.contains("://");
	}

	@Override
	public Evidence evidence() {
		return Evidence.REQUEST;
	}

	@Override
	public String name() {
		return "origin";
	}

}
