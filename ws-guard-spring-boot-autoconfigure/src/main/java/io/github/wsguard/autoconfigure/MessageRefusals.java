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

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.security.MessageDenials;
import io.github.wsguard.stomp.ForeignRefusals;
import io.github.wsguard.stomp.StompGuard;

/**
 * Spring Security between the guard and the methods that handle messages.
 */
final class MessageRefusals implements ForeignRefusals, WebSocketMessageBrokerConfigurer, Ordered {

	private final MessageDenials denials;

	MessageRefusals(MessageDenials denials) {
		this.denials = denials;
	}

	@Override
	public Optional<Rejection> name(@Nullable Message<?> message, Throwable failure) {
		return this.denials.name(message, failure);
	}

	@Override
	public void configureClientInboundChannel(ChannelRegistration registration) {
		registration.interceptors(this.denials);
	}

	@Override
	public int getOrder() {
		return StompGuard.ORDER;
	}

}
