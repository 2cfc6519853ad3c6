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

import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/**
 * What is beneath a session of Spring's, if it is a session of the container.
 */
final class ContainerSession {

	private static final boolean JAKARTA = ClassUtils.isPresent("jakarta.websocket.Session",
			ContainerSession.class.getClassLoader());

	private ContainerSession() {
	}

	static @Nullable Session of(WebSocketSession session) {
		return (JAKARTA && WebSocketSessionDecorator.unwrap(session) instanceof NativeWebSocketSession container)
				? container.getNativeSession(Session.class) : null;
	}

}
