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

package io.github.wsguard.autoconfigure;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.context.support.StaticApplicationContext;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;
import org.springframework.messaging.simp.stomp.StompBrokerRelayMessageHandler;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.util.AntPathMatcher;

import io.github.wsguard.stomp.BrokerDestinations;

import static org.assertj.core.api.Assertions.assertThat;

class BrokerBeansTests {

	private final ExecutorSubscribableChannel channel = new ExecutorSubscribableChannel();

	private final StaticApplicationContext context = new StaticApplicationContext();

	@Test
	void tellsWhetherWildcardsReachOverSlashes() {
		SimpleBrokerMessageHandler broker = new SimpleBrokerMessageHandler(this.channel, this.channel, this.channel,
				List.of("/topic"));
		register(broker, SimpleBrokerMessageHandler.class);
		assertThat(destinations().reaching()).isFalse();
		broker.setPathMatcher(new AntPathMatcher("."));
		assertThat(destinations().reaching()).isTrue();
	}

	@Test
	void tellsWhatInstancesUseAmongThemselves() {
		StompBrokerRelayMessageHandler relay = new StompBrokerRelayMessageHandler(this.channel, this.channel,
				this.channel, List.of("/topic"));
		relay.setSystemSubscriptions(Map.of("/topic/users", (message) -> {
		}));
		register(relay, StompBrokerRelayMessageHandler.class);
		assertThat(destinations().internalDestinations()).containsExactly("/topic/users");
		assertThat(destinations().relayed()).isTrue();
		assertThat(destinations().reaching()).isTrue();
	}

	private <T> void register(T broker, Class<T> type) {
		this.context.registerBean(type, () -> broker, (definition) -> definition.setLazyInit(true));
	}

	private BrokerDestinations destinations() {
		return new BrokerBeans(this.context).destinations();
	}

}
