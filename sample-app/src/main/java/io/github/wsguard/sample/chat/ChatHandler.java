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

package io.github.wsguard.sample.chat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import io.github.wsguard.sample.order.Member;

/**
 * Passes every message on to the members of the same tenant, with the name of its author.
 */
@Component
class ChatHandler extends TextWebSocketHandler {

	private final Map<String, WebSocketSession> sessions = new ConcurrentHashMap<>();

	@Override
	public void afterConnectionEstablished(WebSocketSession session) throws IOException {
		Member member = Member.of(session);
		WebSocketSession concurrent = new ConcurrentWebSocketSessionDecorator(session, 1000, 64 * 1024);
		this.sessions.put(session.getId(), concurrent);
		concurrent.sendMessage(new TextMessage("Welcome, %s (%s).".formatted(member.displayName(), member.user())));
	}

	@Override
	protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
		Member author = Member.of(session);
		TextMessage line = new TextMessage(author.displayName() + ": " + message.getPayload());
		for (WebSocketSession other : this.sessions.values()) {
			if (other.isOpen() && Member.of(other).tenant().equals(author.tenant())) {
				other.sendMessage(line);
			}
		}
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
		this.sessions.remove(session.getId());
	}

}
