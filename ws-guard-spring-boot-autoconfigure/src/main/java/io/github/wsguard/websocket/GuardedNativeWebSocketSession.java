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

import org.springframework.web.socket.adapter.NativeWebSocketSession;

import io.github.wsguard.connection.Admission;
import io.github.wsguard.connection.ConnectionRegistry;

/**
 * The session of a container, to which an application may want to reach through.
 */
final class GuardedNativeWebSocketSession extends GuardedWebSocketSession implements NativeWebSocketSession {

	GuardedNativeWebSocketSession(NativeWebSocketSession container, Admission admission, Subprotocol subprotocol,
			ConnectionRegistry registry) {
		super(container, admission, subprotocol, registry);
	}

	private NativeWebSocketSession container() {
		return (NativeWebSocketSession) getDelegate();
	}

	@Override
	public Object getNativeSession() {
		return container().getNativeSession();
	}

	@Override
	public <T> @Nullable T getNativeSession(@Nullable Class<T> requiredType) {
		return container().getNativeSession(requiredType);
	}

}
