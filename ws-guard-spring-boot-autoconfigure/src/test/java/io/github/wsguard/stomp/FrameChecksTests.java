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

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

import static org.assertj.core.api.Assertions.assertThat;

class FrameChecksTests {

	private static final DestinationRule TOPICS = new DestinationRule(DestinationPattern.parse("/topic/**"),
			Set.of(DestinationAction.SUBSCRIBE), false, (identity, variables) -> Decision.proceed());

	@Test
	void judgesNoOtherQueueOfTheBrokerThanTheDestinations() {
		assertThat(subscribeToQueueOfBroker(true, TOPICS))
			.satisfies((fault) -> assertThat(fault.reason()).isEqualTo(RejectionReason.DESTINATION_FORBIDDEN));
		assertThat(subscribeToQueueOfBroker(false, TOPICS)).isNull();
		assertThat(subscribeToQueueOfBroker(true)).isNull();
	}

	private static Rejection subscribeToQueueOfBroker(boolean relayed, DestinationRule... rules) {
		BrokerDestinations broker = new BrokerDestinations(List.of("/topic"), List.of(), "/user/", Set.of(), relayed,
				relayed);
		StompHeaderAccessor headers = StompHeaderAccessor.create(StompCommand.SUBSCRIBE);
		headers.setDestination("/topic/a");
		headers.setNativeHeader("x-queue-name", "orders");
		return new FrameChecks(
				new DestinationPolicy(new DestinationRules(List.of(rules), rules.length == 0), () -> broker))
			.fault(headers, DestinationPolicyTests.connection("s1"));
	}

}
