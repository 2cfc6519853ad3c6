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

package io.github.wsguard.sample.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.wsguard.observation.HandshakeAccepted;
import io.github.wsguard.observation.HandshakeEvent;
import io.github.wsguard.observation.HandshakeRejected;

/**
 * Remembers the last handshakes that carried a {@code handshake} parameter.
 */
@Component
class HandshakeLog {

	private static final int CAPACITY = 200;

	private static final int MAX_KEY_LENGTH = 64;

	private final Map<String, HandshakeView> handshakes = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, HandshakeView> eldest) {
			return size() > CAPACITY;
		}

	};

	@EventListener
	void onAccepted(HandshakeAccepted event) {
		remember(event, HandshakeView.of(event));
	}

	@EventListener
	void onRejected(HandshakeRejected event) {
		remember(event, HandshakeView.of(event));
	}

	Optional<HandshakeView> find(String key) {
		synchronized (this.handshakes) {
			return Optional.ofNullable(this.handshakes.get(key));
		}
	}

	private void remember(HandshakeEvent event, HandshakeView view) {
		String query = event.query();
		String key = (query != null) ? key(query) : null;
		if (key != null && key.length() <= MAX_KEY_LENGTH) {
			synchronized (this.handshakes) {
				this.handshakes.put(key, view);
			}
		}
	}

	private static @Nullable String key(String query) {
		return UriComponentsBuilder.newInstance().query(query).build().getQueryParams().getFirst("handshake");
	}

}
