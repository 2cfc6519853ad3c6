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

package io.github.wsguard.token;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeCheck;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.PresentedToken;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * Finds the token of an attempt. Refuses attempts that lack one, present more than one
 * (RFC 6750 2), put it where the endpoint does not look, or present something else.
 * <p>
 * On an endpoint that requires none, a token in a place that is read is still presented
 * to the checks that follow; one in another place is none.
 */
public final class TokenPresentCheck implements HandshakeCheck {

	private final TokenSettings settings;

	private final TokenGrammar grammar;

	/**
	 * Create a check.
	 * @param settings where the endpoint looks for a token
	 */
	public TokenPresentCheck(TokenSettings settings) {
		this.settings = settings;
		this.grammar = new TokenGrammar(settings.maxSize(), settings.form());
	}

	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		if (attempt.request().kind() == HandshakeRequest.Kind.SOCKJS_RESOURCE) {
			return Decision.proceed();
		}
		PlacedTokens tokens = new PlacedTokens(attempt.request(), this.settings);
		List<Placement> explicit = tokens.explicit();
		boolean counts = this.settings.required() || tokens.isReadSomewhere();
		if (explicit.size() > 1 && counts) {
			return ambiguous(explicit);
		}
		if (!explicit.isEmpty()) {
			return counts ? evaluate(attempt, tokens, explicit.get(0)) : Decision.proceed();
		}
		if (this.settings.reads(TokenSource.COOKIE) && tokens.cookies().hasToken()) {
			return evaluateCookie(attempt, tokens);
		}
		if (this.settings.reads(TokenSource.FIRST_MESSAGE)) {
			return defer(attempt, tokens);
		}
		return this.settings.required() ? missing(tokens) : Decision.proceed();
	}

	/**
	 * A client that put its token in a wrong place would send none later. A cookie is the
	 * browser's, and says nothing of that.
	 */
	private Decision defer(HandshakeAttempt attempt, PlacedTokens tokens) {
		Optional<Decision> misplaced = this.settings.required() ? misplaced(tokens) : Optional.empty();
		if (misplaced.isEmpty()) {
			attempt.deferToken();
		}
		return misplaced.orElseGet(Decision::proceed);
	}

	private Decision evaluate(HandshakeAttempt attempt, PlacedTokens tokens, Placement placement) {
		if (!this.settings.reads(placement.source())) {
			return misplaced("A token stands in " + placement.source().place() + ", which this endpoint does not read",
					propertyFor(placement.source()));
		}
		if (!placement.announced()) {
			return unannounced(placement);
		}
		return present(attempt, tokens, placement);
	}

	private Decision evaluateCookie(HandshakeAttempt attempt, PlacedTokens tokens) {
		List<String> values = tokens.cookies().values();
		if (values.size() > 1) {
			return Decision.reject(RejectionReason.TOKEN_AMBIGUOUS, "There are two token cookies of one name");
		}
		return present(attempt, tokens, new Placement(TokenSource.COOKIE, values.get(0), true));
	}

	private Decision present(HandshakeAttempt attempt, PlacedTokens tokens, Placement placement) {
		Optional<Rejection> fault = this.grammar.fault(placement);
		if (fault.isPresent()) {
			return new Decision.Reject(fault.get());
		}
		attempt.present(new PresentedToken(placement.value(), placement.source() == TokenSource.COOKIE));
		if (placement.source() == TokenSource.SUBPROTOCOL) {
			tokens.subprotocols().removeToken(attempt.rewrite());
		}
		if (this.settings.hide()) {
			hide(attempt, tokens);
		}
		return Decision.proceed();
	}

	private void hide(HandshakeAttempt attempt, PlacedTokens tokens) {
		if (this.settings.reads(TokenSource.QUERY) && tokens.query().isPresent()) {
			attempt.rewrite().query(tokens.query().withoutToken());
		}
		// A stale cookie beside an explicit token is a token all the same
		if (this.settings.reads(TokenSource.COOKIE) && !tokens.cookies().values().isEmpty()) {
			attempt.rewrite().header(CookieTokens.NAME, tokens.cookies().withoutToken());
		}
	}

	private static Decision ambiguous(List<Placement> placements) {
		String first = placements.get(0).source().place();
		String second = placements.get(1).source().place();
		String detail = first.equals(second) ? "There are two tokens in " + first
				: "There is a token in " + first + " and another in " + second;
		return Decision.reject(RejectionReason.TOKEN_AMBIGUOUS, detail);
	}

	private static Decision unannounced(Placement placement) {
		if (placement.source() == TokenSource.AUTHORIZATION_HEADER) {
			return Decision.reject(RejectionReason.TOKEN_SCHEME_UNSUPPORTED,
					"The Authorization header holds a token without a scheme");
		}
		return misplaced("A token stands in the Sec-WebSocket-Protocol header without the marker before it",
				"Offer what ws-guard.token.subprotocol-marker names before the token: "
						+ "new WebSocket(url, [\"bearer\", token]).");
	}

	private Decision missing(PlacedTokens tokens) {
		Optional<Decision> misplaced = misplaced(tokens);
		if (misplaced.isPresent()) {
			return misplaced.get();
		}
		if (!this.settings.reads(TokenSource.COOKIE) && tokens.cookies().hasToken()) {
			return misplaced("A token stands in a cookie, which this endpoint does not read",
					propertyFor(TokenSource.COOKIE));
		}
		if (this.settings.reads(TokenSource.AUTHORIZATION_HEADER) && tokens.authorization().hasOtherScheme()) {
			return Decision.reject(RejectionReason.TOKEN_SCHEME_UNSUPPORTED,
					"The Authorization header has another scheme than Bearer");
		}
		return Decision.reject(RejectionReason.TOKEN_MISSING,
				"None of the places that this endpoint reads holds a token");
	}

	private Optional<Decision> misplaced(PlacedTokens tokens) {
		if (tokens.query().hasTokenElsewhere(this.settings.form())) {
			return Optional.of(misplaced("A token stands in the query, but not in the parameter that is read",
					this.settings.reads(TokenSource.QUERY)
							? "Name the parameter as ws-guard.token.query-parameter does."
							: propertyFor(TokenSource.QUERY)));
		}
		if (tokens.isInOtherHeader()) {
			return Optional.of(misplaced("A token stands in a header that is not read",
					"Send it as Authorization: Bearer <token>; ws-guard.token.sources lists the places that are read."));
		}
		return Optional.empty();
	}

	private static Decision misplaced(String detail, String hint) {
		return new Decision.Reject(Rejection.because(RejectionReason.TOKEN_PLACEMENT_UNSUPPORTED, detail).hint(hint));
	}

	private static String propertyFor(TokenSource source) {
		return switch (source) {
			case AUTHORIZATION_HEADER -> "Add authorization-header to ws-guard.token.sources.";
			case SUBPROTOCOL -> "Add subprotocol to ws-guard.token.sources.";
			case QUERY -> "Add query to ws-guard.token.sources, or use a place that stays out of logs.";
			case COOKIE -> "Add cookie to ws-guard.token.sources.";
			case FIRST_MESSAGE -> "Add first-message to ws-guard.token.sources.";
		};
	}

	/**
	 * Return whether the client itself placed a token where this check finds it: a
	 * browser attaches none of these to a request of a foreign page. What stands anywhere
	 * else is verified by nobody and vouches for nothing.
	 * @param attempt the attempt
	 * @return {@code true} if a header, a sub-protocol or the query holds one and is
	 * read; never for a cookie alone
	 */
	public boolean isPlacedByClient(HandshakeAttempt attempt) {
		return new PlacedTokens(attempt.request(), this.settings).isReadSomewhere();
	}

	/**
	 * Return whether the endpoint reads a token cookie and there is one.
	 * @param attempt the attempt
	 * @return {@code true} if the browser may have attached the credential by itself
	 */
	public boolean hasCookie(HandshakeAttempt attempt) {
		return this.settings.reads(TokenSource.COOKIE)
				&& new CookieTokens(attempt.request(), this.settings.cookieName()).hasToken();
	}

	/**
	 * Return the query of a request without anything that may be a token: for logs and
	 * events, whatever was decided.
	 * @param request the request
	 * @return the query, or {@code null} if there is none or nothing remains
	 */
	public @Nullable String queryWithoutToken(HandshakeRequest request) {
		return new QueryTokens(request, this.settings.queryParameter()).withoutAnyToken();
	}

	/**
	 * Return one of the sub-protocols that a request offers, for the response to name if
	 * nobody selects any.
	 * @param request the request
	 * @return the marker, or the first value that is no token; empty if there is none
	 */
	public Optional<String> harmlessSubprotocol(HandshakeRequest request) {
		return new Subprotocols(request, this.settings.subprotocolMarker()).harmless();
	}

	@Override
	public Evidence evidence() {
		return Evidence.TOKEN;
	}

	@Override
	public String name() {
		return "token present";
	}

}
