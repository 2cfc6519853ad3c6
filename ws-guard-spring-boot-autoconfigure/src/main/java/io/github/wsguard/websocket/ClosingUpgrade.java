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

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.sockjs.frame.SockJsFrame;

import io.github.wsguard.connection.WaitingClients;
import io.github.wsguard.decision.Rejection;

/**
 * Completes a handshake only to close the connection with the reason of its refusal,
 * which is all that a browser shows to a page. Bounded: a client counts from its upgrade
 * until its connection is gone, also if it never answers the close.
 */
public final class ClosingUpgrade {

	private static final Duration LONGEST = Duration.ofSeconds(30);

	private final WaitingClients open;

	private final Predicate<Session> gone;

	private final Clock clock;

	private final Queue<Lingering> lingering = new ConcurrentLinkedQueue<>();

	/**
	 * Create an upgrade.
	 * @param open bounds how many connections are open at a time
	 * @param gone tells whether the container has given a connection up; those of which
	 * nobody can tell count for half a minute
	 * @param clock tells the time
	 */
	public ClosingUpgrade(WaitingClients open, Predicate<Session> gone, Clock clock) {
		this.open = open;
		this.gone = gone;
		this.clock = clock;
	}

	/**
	 * Refuse a handshake by completing it.
	 * @param request the handshake, which may be refused for nothing that the upgrade
	 * needs
	 * @param response the response, of which nothing is written
	 * @param refusal what to tell the client
	 * @return {@code false} if it has to be refused by HTTP: too many are open, or the
	 * upgrade cannot be made
	 */
	public boolean refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal) {
		forgetThoseGone();
		if (!this.open.enter(refusal.remoteAddress())) {
			return false;
		}
		Lingering client = new Lingering(refusal.remoteAddress(), this.clock.millis());
		boolean opened = false;
		try {
			opened = upgrade(request, response, refusal, client);
		}
		finally {
			if (!opened) {
				this.open.leave(refusal.remoteAddress());
			}
		}
		if (opened) {
			this.lingering.add(client);
		}
		else {
			response.reset();
		}
		return opened;
	}

	private static boolean upgrade(HttpServletRequest request, HttpServletResponse response, Refusal refusal,
			Lingering client) {
		DefaultHandshakeHandler handshakes = new DefaultHandshakeHandler();
		if (refusal.subprotocol() != null) {
			handshakes.setSupportedProtocols(refusal.subprotocol());
		}
		ServletServerHttpResponse answer = new ServletServerHttpResponse(response);
		boolean upgraded = handshakes.doHandshake(new ServletServerHttpRequest(request), answer,
				new Closer(refusal, client), Map.of());
		return upgraded && response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
	}

	private void forgetThoseGone() {
		long now = this.clock.millis();
		for (Iterator<Lingering> clients = this.lingering.iterator(); clients.hasNext();) {
			Lingering client = clients.next();
			if (client.isGone(this.gone, now) && client.forget()) {
				clients.remove();
				this.open.leave(client.remoteAddress());
			}
		}
	}

	/**
	 * What a client is told.
	 *
	 * @param rejection why
	 * @param remoteAddress the address of the client
	 * @param named whether the client may know the reason
	 * @param subprotocol one of those that the client offered, without a token, or
	 * {@code null} if it offered none
	 * @param sockJs whether the client expects frames of SockJS
	 */
	public record Refusal(Rejection rejection, String remoteAddress, boolean named, @Nullable String subprotocol,
			boolean sockJs) {

		CloseStatus status() {
			return Closing.status(this.rejection, this.named);
		}

	}

	/**
	 * A client whose connection was closed and may not be gone.
	 */
	private static final class Lingering {

		private final String remoteAddress;

		private final long since;

		private volatile @Nullable Session session;

		private boolean forgotten;

		Lingering(String remoteAddress, long since) {
			this.remoteAddress = remoteAddress;
			this.since = since;
		}

		String remoteAddress() {
			return this.remoteAddress;
		}

		boolean isGone(Predicate<Session> gone, long now) {
			Session current = this.session;
			return (current != null && gone.test(current)) || now - this.since >= LONGEST.toMillis();
		}

		synchronized boolean forget() {
			boolean first = !this.forgotten;
			this.forgotten = true;
			return first;
		}

	}

	/**
	 * Closes a session as soon as it is open.
	 */
	private static final class Closer extends AbstractWebSocketHandler {

		private final Refusal refusal;

		private final Lingering client;

		Closer(Refusal refusal, Lingering client) {
			this.refusal = refusal;
			this.client = client;
		}

		@Override
		public void afterConnectionEstablished(WebSocketSession session) throws IOException {
			if (session instanceof NativeWebSocketSession container) {
				this.client.session = container.getNativeSession(Session.class);
			}
			Closing.hurry(session);
			CloseStatus status = this.refusal.status();
			if (this.refusal.sockJs()) {
				session.sendMessage(
						new TextMessage(SockJsFrame.closeFrame(status.getCode(), status.getReason()).getContent()));
			}
			session.close(status);
		}

	}

}
