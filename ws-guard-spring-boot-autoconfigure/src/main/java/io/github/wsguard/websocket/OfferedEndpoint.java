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

package io.github.wsguard.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

import io.github.wsguard.connection.Admission;
import io.github.wsguard.connection.ConnectionRegistry;

/**
 * Offers a connection to the handler of the application that is to follow it. Whoever
 * completed the handshake may have dropped what the handler has to know, or put another
 * handler in its place, which does not know of the guard: then the connection is followed
 * like any other of the container's.
 */
public final class OfferedEndpoint extends Endpoint {

	private volatile Endpoint delegate;

	// Gone with the opening: there is one of these for each connection
	private @Nullable Offer offer;

	/**
	 * Create an endpoint for one connection.
	 * @param delegate the endpoint that hands the connection to a handler
	 * @param config the configuration of it
	 * @param admission what the handshake left
	 * @param guard guards the sessions of handlers
	 * @param registry where live connections are kept
	 */
	public OfferedEndpoint(Endpoint delegate, EndpointConfig config, Admission admission, SessionGuard guard,
			ConnectionRegistry registry) {
		this.delegate = delegate;
		this.offer = new Offer(config, admission, guard, registry);
	}

	@Override
	public void onOpen(Session session, EndpointConfig ignored) {
		Offer offer = this.offer;
		this.offer = null;
		if (offer == null) {
			throw new IllegalStateException("An endpoint opens one connection");
		}
		Endpoint handler = this.delegate;
		boolean taken = offer.guard().offer(offer.admission(), () -> handler.onOpen(session, offer.config()));
		if (!taken) {
			FollowedEndpoint followed = new FollowedEndpoint(handler, offer.config(), offer.admission(),
					offer.registry());
			this.delegate = followed;
			followed.followOpened(session);
		}
	}

	@Override
	public void onClose(Session session, CloseReason reason) {
		this.delegate.onClose(session, reason);
	}

	@Override
	public void onError(Session session, Throwable failure) {
		this.delegate.onError(session, failure);
	}

	/**
	 * What it takes to offer a connection.
	 */
	private record Offer(EndpointConfig config, Admission admission, SessionGuard guard, ConnectionRegistry registry) {

	}

}
