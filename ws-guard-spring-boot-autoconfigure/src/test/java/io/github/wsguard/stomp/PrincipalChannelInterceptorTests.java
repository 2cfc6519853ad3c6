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

package io.github.wsguard.stomp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;

import io.github.wsguard.connection.PrincipalScope;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.websocket.GuardedSession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class PrincipalChannelInterceptorTests {

	private final MessageChannel channel = mock();

	private final MessageHandler handler = mock();

	private final List<String> calls = new ArrayList<>();

	private final PrincipalScope scope = (principal) -> {
		this.calls.add("enter " + principal);
		return () -> this.calls.add("leave " + principal);
	};

	private final PrincipalChannelInterceptor interceptor = new PrincipalChannelInterceptor(this.scope);

	@Test
	void leavesWhatItEnteredAlsoIfAThreadHandlesAnotherFrameMeanwhile() {
		Message<?> outer = message("alice", true);
		Message<?> inner = message("bob", true);
		this.interceptor.beforeHandle(outer, this.channel, this.handler);
		this.interceptor.beforeHandle(inner, this.channel, this.handler);
		this.interceptor.afterMessageHandled(inner, this.channel, this.handler, null);
		this.interceptor.afterMessageHandled(outer, this.channel, this.handler, new IllegalStateException());
		assertThat(this.calls).containsExactly("enter alice", "enter bob", "leave bob", "leave alice");
	}

	@Test
	void leavesSessionsAloneThatAreNotGuarded() {
		Message<?> message = message("alice", false);
		this.interceptor.beforeHandle(message, this.channel, this.handler);
		this.interceptor.afterMessageHandled(message, this.channel, this.handler, null);
		assertThat(this.calls).isEmpty();
	}

	private static Message<?> message(String user, boolean guarded) {
		SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create();
		headers.setUser(new TokenPrincipal(user, "issuer", Map.of(), Set.of(), null, Instant.MAX));
		headers.setSessionAttributes(guarded
				? Map.of("io.github.wsguard.websocket.GuardedWebSocketSession", mock(GuardedSession.class)) : Map.of());
		return MessageBuilder.createMessage("", headers.getMessageHeaders());
	}

}
