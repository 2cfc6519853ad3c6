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

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The live connections of this instance, for applications that end them: after a ban, a
 * change of rights, the loss of a token. To be injected. Knows every connection that the
 * guard admitted, on whatever endpoint; not those of paths that it leaves alone or only
 * reports on, and not what a subclass of Spring's SockJS handler carries over HTTP.
 * <p>
 * Closing returns at once: the clients are told, with close code 4403 and the reason
 * {@code CLOSED_BY_OPERATOR}, in the background. From the call on nothing passes in
 * either direction.
 */
public interface WsGuardSessions {

	/**
	 * Return the live connections, in no particular order.
	 * @return a snapshot
	 */
	List<GuardedConnection> list();

	/**
	 * Return a live connection.
	 * @param id its identifier
	 * @return the connection, or empty if it has ended or never was
	 */
	Optional<GuardedConnection> find(String id);

	/**
	 * Close a connection.
	 * @param id its identifier
	 * @return {@code false} if it has ended or never was
	 */
	boolean close(String id);

	/**
	 * Close some connections.
	 * @param which tells whether a connection is meant; what it throws ends the call
	 * @return how many were closed
	 */
	int closeIf(Predicate<GuardedConnection> which);

	/**
	 * Close the connections of a user.
	 * @param issuer the issuer of the user's tokens: subjects are unique for one issuer
	 * only
	 * @param subject the {@code sub} of the user's tokens
	 * @return how many were closed
	 */
	default int closeSubject(String issuer, String subject) {
		return closeIf((connection) -> connection.belongsTo(issuer, subject));
	}

	/**
	 * Close the connections of one token.
	 * @param issuer the issuer of the token
	 * @param tokenId the {@code jti} of the token
	 * @return how many were closed
	 */
	default int closeToken(String issuer, String tokenId) {
		return closeIf((connection) -> connection.token() != null && connection.token().getIssuer().equals(issuer)
				&& connection.token().getTokenId().filter(tokenId::equals).isPresent());
	}

}
