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

package io.github.wsguard.connection;

import java.time.Clock;
import java.time.Duration;

import io.github.wsguard.connection.TokenDesk.Judgement;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * Gives a live connection a fresh token in place of the one that it has, whichever way
 * that came: the token must count at the connection's endpoint, and speak for the same
 * subject of the same issuer.
 */
public final class TokenRefresh {

	private final ConnectionRegistry registry;

	private final Clock clock;

	/**
	 * Create a refresh.
	 * @param registry where live connections are kept
	 * @param clock tells how long a token still counts
	 */
	public TokenRefresh(ConnectionRegistry registry, Clock clock) {
		this.registry = registry;
		this.clock = clock;
	}

	/**
	 * Replace the token of a connection. A connection that refuses the token stays as it
	 * is.
	 * @param connection the connection
	 * @param token the fresh token, in compact form
	 * @return what became of it
	 */
	public Outcome refresh(LiveConnection connection, String token) {
		Judgement judgement = connection.admission().desk().judge(token);
		if (judgement instanceof Judgement.Refused refused) {
			return new Outcome.Refused(refused.rejection());
		}
		Identity fresh = ((Judgement.Accepted) judgement).identity();
		if (!connection.identity().isOfOneSubjectWith(fresh)) {
			return new Outcome.Refused(Rejection.because(RejectionReason.REFRESH_SUBJECT_CHANGED,
					"The fresh token has another issuer or subject than the connection's, or none"));
		}
		return this.registry.identify(connection, fresh) ? new Outcome.Refreshed(left(fresh)) : new Outcome.Ended();
	}

	private Duration left(Identity identity) {
		if (identity.token() == null) {
			return Duration.ZERO;
		}
		Duration left = Duration.between(this.clock.instant(), identity.token().getExpiresAt());
		return left.isNegative() ? Duration.ZERO : left;
	}

	/**
	 * What became of a fresh token.
	 */
	public sealed interface Outcome {

		/**
		 * The connection goes on with the token.
		 *
		 * @param expiresIn for how long the token counts, without any tolerance for clock
		 * skew
		 */
		record Refreshed(Duration expiresIn) implements Outcome {

		}

		/**
		 * The token does not count, or not for this connection.
		 *
		 * @param rejection why
		 */
		record Refused(Rejection rejection) implements Outcome {

		}

		/**
		 * The connection had ended when the token came.
		 */
		record Ended() implements Outcome {

		}

	}

}
