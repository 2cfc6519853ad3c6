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
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * Messages without a sub-protocol that the guard knows: a token comes as
 * {@code {"type":"auth","token":"..."}}, and a refusal is in the close frame.
 */
final class PlainMessages implements Subprotocol {

	private static final String HINT = "Send {\"type\":\"auth\",\"token\":\"<token>\"} as the first message.";

	@Override
	public boolean isSpoken(WebSocketHandler handler, WebSocketSession session) {
		return true;
	}

	@Override
	public boolean interjects() {
		return false;
	}

	@Override
	public FirstMessage read(WebSocketMessage<?> message) {
		if (!(message instanceof TextMessage text)) {
			return other("The first message is not a text message");
		}
		JsonNode node;
		try {
			node = Json.MAPPER.readTree(text.getPayload());
		}
		catch (JacksonException ex) {
			return other("The first message is not a JSON object");
		}
		if (!node.isObject() || !"auth".equals(node.path("type").asString(""))) {
			return other("The first message is not of type auth");
		}
		JsonNode token = node.path("token");
		return token.isString() ? new FirstMessage.Token(token.stringValue(), null) : new FirstMessage.Unreadable(
				Rejection.because(RejectionReason.TOKEN_MISSING, "The auth message has no token").hint(HINT));
	}

	private static FirstMessage other(String detail) {
		return new FirstMessage.Other(Rejection.because(RejectionReason.TOKEN_MISSING, detail).hint(HINT));
	}

	@Override
	public @Nullable WebSocketMessage<?> farewell(Rejection rejection) {
		return null;
	}

	/**
	 * Loaded with the first message that is read: endpoints without one do not need the
	 * library.
	 */
	private static final class Json {

		private static final JsonMapper MAPPER = JsonMapper.builder()
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.build();

	}

}
