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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

import io.github.wsguard.connection.PrincipalScope;
import io.github.wsguard.connection.TokenRefresh;

/**
 * Puts the guard first in the channel of what clients send, in front of Spring Security
 * and the application, and in that of what they are sent where they may subscribe with
 * wildcards.
 */
public final class StompGuard implements WebSocketMessageBrokerConfigurer, Ordered {

	/**
	 * Just in front of Spring Security.
	 */
	public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 99;

	private final GuardChannelInterceptor guard;

	private final PrincipalChannelInterceptor principal;

	private final WildcardSubscribers subscribers = new WildcardSubscribers();

	private final @Nullable DeliveryInterceptor deliveries;

	private StompGuard(DestinationPolicy destinations, PrincipalScope scope, @Nullable RefreshFrames refresh) {
		this.guard = new GuardChannelInterceptor(new FrameChecks(destinations), refresh);
		this.principal = new PrincipalChannelInterceptor(scope);
		this.deliveries = destinations.allowsWildcards() ? new DeliveryInterceptor(destinations, this.subscribers)
				: null;
	}

	/**
	 * Create a guard under which a token lasts as long as its connection.
	 * @param destinations decides who may send and subscribe where
	 * @param scope shows the principal to the application
	 * @return the guard
	 */
	public static StompGuard of(DestinationPolicy destinations, PrincipalScope scope) {
		return new StompGuard(destinations, scope, null);
	}

	/**
	 * Create a guard under which clients refresh their tokens with a frame.
	 * @param destinations decides who may send and subscribe where
	 * @param scope shows the principal to the application
	 * @param refresh takes fresh tokens
	 * @param outbound the channel to clients
	 * @return the guard
	 */
	public static StompGuard refreshing(DestinationPolicy destinations, PrincipalScope scope, TokenRefresh refresh,
			Supplier<MessageChannel> outbound) {
		return new StompGuard(destinations, scope, new RefreshFrames(refresh, outbound));
	}

	@Override
	public void configureClientInboundChannel(ChannelRegistration registration) {
		registration.interceptors(this.guard, this.principal);
		if (this.deliveries != null) {
			registration.interceptors(this.subscribers);
		}
	}

	@Override
	public void configureClientOutboundChannel(ChannelRegistration registration) {
		if (this.deliveries != null) {
			registration.interceptors(this.deliveries);
		}
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

}
