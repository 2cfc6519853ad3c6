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

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * One attempt to open or use a connection: the request, and what the checks have learned
 * of it so far. Belongs to one thread.
 */
public final class HandshakeAttempt {

	private final HandshakeRequest request;

	private @Nullable ClientConnection client;

	private @Nullable ClientConnection claimed;

	private boolean originAdmitted;

	private @Nullable PresentedToken token;

	private boolean tokenDeferred;

	private @Nullable TokenPrincipal principal;

	private @Nullable RequestRewrite rewrite;

	/**
	 * Create an attempt of which nothing has been learned.
	 * @param request what the client sent
	 */
	public HandshakeAttempt(HandshakeRequest request) {
		this.request = request;
	}

	/**
	 * Return what the client sent.
	 * @return the request
	 */
	public HandshakeRequest request() {
		return this.request;
	}

	/**
	 * Return how the client reached the application.
	 * @return what trusted proxies say, or what the peer says before they were asked
	 */
	public ClientConnection client() {
		return (this.client != null) ? this.client : this.request.connection();
	}

	/**
	 * Note how the client reached the application, in the words of trusted proxies.
	 * @param client the connection
	 */
	public void reachedBy(ClientConnection client) {
		this.client = client;
	}

	/**
	 * Return what forwarding headers claim that nobody trusted.
	 * @return the connection as it would be if they were believed, or empty if there are
	 * none
	 */
	public Optional<ClientConnection> claimed() {
		return Optional.ofNullable(this.claimed);
	}

	/**
	 * Note what untrusted forwarding headers claim. Used to explain, never to decide.
	 * @param claimed the connection as it would be if they were believed
	 */
	public void claim(ClientConnection claimed) {
		this.claimed = claimed;
	}

	/**
	 * Return whether the {@code Origin} header names an origin that may connect, so that
	 * its page may learn what else was wrong.
	 * @return {@code false} without such a header, and until it was judged
	 */
	public boolean isOriginAdmitted() {
		return this.originAdmitted;
	}

	/**
	 * Note that the {@code Origin} header names an origin that may connect.
	 */
	public void admitOrigin() {
		this.originAdmitted = true;
	}

	/**
	 * Return the token that the client presented.
	 * @return the token, or empty if there is none or none was looked for yet
	 */
	public Optional<PresentedToken> token() {
		return Optional.ofNullable(this.token);
	}

	/**
	 * Note the token that the client presented.
	 * @param token the token
	 */
	public void present(PresentedToken token) {
		this.token = token;
	}

	/**
	 * Return whether the token comes after the handshake, so that nobody is to miss it
	 * now.
	 * @return {@code true} if the first message is to carry it
	 */
	public boolean isTokenDeferred() {
		return this.tokenDeferred;
	}

	/**
	 * Note that the token comes after the handshake.
	 */
	public void deferToken() {
		this.tokenDeferred = true;
	}

	/**
	 * Return whom the attempt is made as.
	 * @return the principal, or empty if nobody was verified
	 */
	public Optional<TokenPrincipal> principal() {
		return Optional.ofNullable(this.principal);
	}

	/**
	 * Note whom the attempt is made as.
	 * @param principal the verified principal
	 */
	public void authenticate(TokenPrincipal principal) {
		this.principal = principal;
	}

	/**
	 * Return how the application shall see the request, to be amended by checks.
	 * @return the rewrite
	 */
	public RequestRewrite rewrite() {
		if (this.rewrite == null) {
			this.rewrite = new RequestRewrite();
		}
		return this.rewrite;
	}

}
