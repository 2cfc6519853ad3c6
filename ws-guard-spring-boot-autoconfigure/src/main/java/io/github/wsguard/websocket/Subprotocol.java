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

import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

import io.github.wsguard.decision.Rejection;

/**
 * How the messages of a connection carry a token, and a refusal.
 */
public interface Subprotocol {

	/**
	 * Return whether the messages of a session are of this kind.
	 * @param handler the application's handler
	 * @param session the session
	 * @return {@code true} if so
	 */
	boolean isSpoken(WebSocketHandler handler, WebSocketSession session);

	/**
	 * Take note of a handler before the first message of a session that it opens.
	 * @param handler the application's handler
	 */
	default void prepare(WebSocketHandler handler) {
	}

	/**
	 * Return whether the guard sends messages of its own beside the application's, so
	 * that they have to go out one after the other.
	 * @return {@code false} if the close frame is all that the guard sends
	 */
	boolean interjects();

	/**
	 * Look for a token in the first message of a connection.
	 * @param message a message from a client of whom nothing is known
	 * @return what it carries
	 */
	FirstMessage read(WebSocketMessage<?> message);

	/**
	 * Return the message that tells a client why its connection is about to be closed.
	 * @param rejection why
	 * @return the message, or {@code null} if the close frame alone says so
	 */
	@Nullable WebSocketMessage<?> farewell(Rejection rejection);

	/**
	 * Pass a message on to the application, which handles it on this thread.
	 * @param session the session that it came by
	 * @param delivery passes it on
	 * @throws Exception if the application fails
	 */
	default void pass(GuardedSession session, Delivery delivery) throws Exception {
		delivery.deliver();
	}

	/**
	 * Passes a message on.
	 */
	@FunctionalInterface
	interface Delivery {

		/**
		 * Pass the message on.
		 * @throws Exception if the application fails
		 */
		void deliver() throws Exception;

	}

	/**
	 * What a first message carries.
	 */
	sealed interface FirstMessage {

		/**
		 * A token.
		 *
		 * @param token the token, as it was sent
		 * @param rest what is left for the application, without the token, or
		 * {@code null} if nothing is
		 */
		record Token(String token, @Nullable WebSocketMessage<?> rest) implements FirstMessage {

		}

		/**
		 * No token.
		 *
		 * @param rejection the refusal where one is required
		 */
		record Other(Rejection rejection) implements FirstMessage {

		}

		/**
		 * Something that cannot be read.
		 *
		 * @param rejection the refusal
		 */
		record Unreadable(Rejection rejection) implements FirstMessage {

		}

		/**
		 * The beginning of something, the rest of which comes with the next message.
		 */
		record Incomplete() implements FirstMessage {

		}

		/**
		 * Nothing yet, such as the heartbeat of a client.
		 */
		record Nothing() implements FirstMessage {

		}

	}

}
