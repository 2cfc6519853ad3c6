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

package io.github.wsguard.decision;

/**
 * Verifies tokens: says whom a token speaks for, or why it counts for nothing. Safe for
 * use by many threads.
 * <p>
 * A bean of this type takes the place of {@code ws-guard.jwt.issuers} at every endpoint.
 * Its tokens need not be JWTs, and its reasons are the reasons of the refusals. It
 * decides everything about a token but one thing: a token that it accepts must not be
 * expired, by {@code ws-guard.jwt.clock-skew}, nor live longer than
 * {@code ws-guard.jwt.max-lifetime}. An exception or {@code null} refuses the handshake
 * as {@code INTERNAL_ERROR}. A call may block, and blocks the thread of the handshake.
 * Nothing that it says is remembered. <pre class="code">
 * HandshakeTokenVerifier verifier = (token, client) -&gt; sessions.find(token)
 *     .map((found) -&gt; Verification.verified(new TokenPrincipal(found.user(), "sessions",
 *             Map.of("sub", found.user()), Set.of("ROLE_USER"), found.created(), found.expires())))
 *     .orElseGet(() -&gt; Verification.failed(RejectionReason.TOKEN_REJECTED, "Nobody issued the token"));
 * </pre>
 */
@FunctionalInterface
public interface HandshakeTokenVerifier {

	/**
	 * Verify a token.
	 * @param token the token, as the client presented it
	 * @param client who presented it; a verdict must not depend on it, but whose turn it
	 * is may
	 * @return the principal, or the rejection that names the first thing that is wrong
	 */
	Verification verify(String token, ClientConnection client);

}
