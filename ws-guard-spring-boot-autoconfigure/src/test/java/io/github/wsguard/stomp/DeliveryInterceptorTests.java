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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.StompDecoder;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHeaderAccessor;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.websocket.GuardedSession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class DeliveryInterceptorTests {

	private static final BrokerDestinations BROKER = new BrokerDestinations(List.of("/topic"), List.of(), "/user/",
			Set.of("/topic/users"), true, true);

	private final DestinationPolicy policy = new DestinationPolicy(
			new DestinationRules(List.of(rule("/topic/**", true), rule("/topic/power-user1", false)), false),
			() -> BROKER);

	private final WildcardSubscribers subscribers = new WildcardSubscribers();

	private final DeliveryInterceptor interceptor = new DeliveryInterceptor(this.policy, this.subscribers);

	@BeforeEach
	void subscribe() {
		Map<String, Object> guarded = Map.of("io.github.wsguard.websocket.GuardedWebSocketSession",
				mock(GuardedSession.class));
		send(SimpMessageType.SUBSCRIBE, "/topic/*", "s1", guarded);
		send(SimpMessageType.SUBSCRIBE, "/topic/a", "literal", guarded);
		send(SimpMessageType.SUBSCRIBE, "/topic/*", "unguarded", Map.of());
	}

	private void send(SimpMessageType type, @Nullable String destination, String sessionId,
			Map<String, Object> attributes) {
		SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(type);
		headers.setDestination(destination);
		headers.setSessionId(sessionId);
		headers.setSessionAttributes(attributes);
		this.subscribers.preSend(MessageBuilder.createMessage(new byte[0], headers.getMessageHeaders()),
				new ExecutorSubscribableChannel());
	}

	@Test
	void keepsTheQueuesOfOthersFromASession() {
		assertThat(delivered(simple(SimpMessageType.MESSAGE, "/topic/a-users2", "s1"))).isFalse();
		assertThat(delivered(simple(SimpMessageType.MESSAGE, "/topic/a-users1", "s1"))).isTrue();
		assertThat(delivered(simple(SimpMessageType.MESSAGE, "/topic/a", "s1"))).isTrue();
	}

	@Test
	void knowsWhatABrokerBeyondTheApplicationDelivers() {
		assertThat(delivered(relayed("/topic/a-users2", "s1"))).isFalse();
		assertThat(delivered(relayed("/topic/a-users1", "s1"))).isTrue();
		assertThat(delivered(relayed("/topic/users", "s1"))).isFalse();
	}

	@Test
	void deliversWhatARuleNames() {
		assertThat(delivered(simple(SimpMessageType.MESSAGE, "/topic/power-user1", "s1"))).isTrue();
		assertThat(delivered(simple(SimpMessageType.MESSAGE, "/topic/power-user2", "s1"))).isFalse();
	}

	@Test
	void leavesAloneWhatIsNoDeliveryToASubscriberWithWildcards() {
		assertThat(delivered(simple(SimpMessageType.MESSAGE, "/topic/a-users2", "literal"))).isTrue();
		assertThat(delivered(simple(SimpMessageType.MESSAGE, "/topic/a-users2", "unguarded"))).isTrue();
		assertThat(delivered(simple(SimpMessageType.MESSAGE, "/topic/a-users2", null))).isTrue();
		assertThat(delivered(simple(SimpMessageType.HEARTBEAT, null, "s1"))).isTrue();
		assertThat(delivered(simple(SimpMessageType.CONNECT_ACK, "/topic/a-users2", "s1"))).isTrue();
	}

	@Test
	void forgetsSubscribersWithTheirSession() {
		send(SimpMessageType.DISCONNECT, null, "s1", Map.of());
		assertThat(this.subscribers.include("s1")).isFalse();
	}

	private boolean delivered(Message<?> message) {
		Message<?> sent = this.interceptor.preSend(message, new ExecutorSubscribableChannel());
		assertThat(sent).isIn(message, null);
		return sent != null;
	}

	private static Message<?> simple(SimpMessageType type, @Nullable String destination, @Nullable String sessionId) {
		SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(type);
		headers.setDestination(destination);
		headers.setSessionId(sessionId);
		return MessageBuilder.createMessage(new byte[0], headers.getMessageHeaders());
	}

	private static Message<?> relayed(String destination, String sessionId) {
		String frame = "MESSAGE\ndestination:" + destination + "\nsubscription:0\nmessage-id:1\n\nx\0";
		Message<?> message = new StompDecoder().decode(ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8))).get(0);
		MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class).setSessionId(sessionId);
		return message;
	}

	private static DestinationRule rule(String pattern, boolean wildcards) {
		return new DestinationRule(DestinationPattern.parse(pattern), Set.of(DestinationAction.SUBSCRIBE), wildcards,
				(identity, variables) -> Decision.proceed());
	}

}
