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

import java.time.Clock;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.stomp.StompDecoder;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.annotation.SecurityAnnotationScanners;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.connection.PrincipalScope;
import io.github.wsguard.connection.TokenRefresh;
import io.github.wsguard.security.MessageDenials;
import io.github.wsguard.security.MessagePrincipalResolver;
import io.github.wsguard.security.SecurityContextHandover;
import io.github.wsguard.servlet.HandshakeGuard;
import io.github.wsguard.stomp.DestinationPolicy;
import io.github.wsguard.stomp.ForeignRefusals;
import io.github.wsguard.stomp.StompGuard;
import io.github.wsguard.stomp.StompMessages;
import io.github.wsguard.websocket.Subprotocol;

/**
 * Auto-configuration that guards what clients do with STOMP.
 */
@AutoConfiguration(after = WsGuardAutoConfiguration.class)
@ConditionalOnClass({ WebSocketMessageBrokerConfigurer.class, StompDecoder.class })
@ConditionalOnBean(HandshakeGuard.class)
public final class WsGuardStompAutoConfiguration {

	private static final String OUTBOUND_CHANNEL = "clientOutboundChannel";

	WsGuardStompAutoConfiguration() {
	}

	@Bean
	Subprotocol wsGuardStompMessages(ObjectProvider<ForeignRefusals> refusals) {
		return new StompMessages(refusals.getIfAvailable(() -> ForeignRefusals.NONE));
	}

	/**
	 * After the policies, which refuse properties that cannot work. The broker is asked
	 * when the first frame comes: it is configured with this.
	 */
	@Bean
	StompGuard wsGuardStompGuard(WsGuardProperties properties, ResolvedPolicies policies, ConnectionRegistry registry,
			ApplicationContext context, ObjectProvider<LoginAuthorities> authorities,
			ObjectProvider<PrincipalScope> scope, ObjectProvider<Clock> clock) {
		DestinationPolicy destinations = new DestinationPolicy(
				new DestinationRulesFactory(authorities.getIfAvailable(() -> LoginAuthorities.NONE))
					.create(properties.stomp()),
				SingletonSupplier.of(new BrokerBeans(context)::destinations));
		PrincipalScope principals = scope.getIfAvailable(() -> PrincipalScope.NONE);
		if (!properties.connection().refresh().enabled()) {
			return StompGuard.of(destinations, principals);
		}
		return StompGuard.refreshing(destinations, principals,
				new TokenRefresh(registry, clock.getIfUnique(Clock::systemUTC)),
				() -> context.getBean(OUTBOUND_CHANNEL, MessageChannel.class));
	}

	/**
	 * With Spring Security.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ AuthenticationPrincipal.class, SecurityAnnotationScanners.class, CsrfException.class })
	static class SecurityConfiguration {

		@Bean
		MessageDenials wsGuardMessageDenials() {
			return new MessageDenials();
		}

		@Bean
		MessageRefusals wsGuardMessageRefusals(MessageDenials denials) {
			return new MessageRefusals(denials);
		}

		@Bean
		LoginAuthorities wsGuardLoginAuthorities(SecurityContextHandover handover) {
			return handover::authorities;
		}

		@Bean
		MessageArguments wsGuardMessageArguments(BeanFactory beans) {
			return new MessageArguments(new MessagePrincipalResolver(new BeanFactoryResolver(beans)));
		}

	}

}
