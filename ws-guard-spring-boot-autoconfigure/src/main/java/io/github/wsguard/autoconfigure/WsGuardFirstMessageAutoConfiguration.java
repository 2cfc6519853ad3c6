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

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import io.github.wsguard.security.FirstMessageChain;
import io.github.wsguard.servlet.HandshakeGuard;

/**
 * Auto-configuration of the chain that lets handshakes pass whose token comes as the
 * first message. Comes after everything that looks whether the application has a chain of
 * its own: this one must not take the place of Boot's.
 */
@AutoConfiguration(after = WsGuardAutoConfiguration.class, afterName = {
		"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration",
		"org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration" })
@ConditionalOnClass({ HttpSecurity.class, SecurityFilterChain.class })
@ConditionalOnBean({ HandshakeGuard.class, HttpSecurity.class })
@ConditionalOnBooleanProperty(WsGuardProperties.PREFIX + ".security.first-message-chain")
public final class WsGuardFirstMessageAutoConfiguration {

	private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

	WsGuardFirstMessageAutoConfiguration() {
	}

	@Bean
	@Order(ORDER)
	SecurityFilterChain wsGuardFirstMessageChain(HttpSecurity http) {
		return FirstMessageChain.build(http, HandshakeGuard::isAdmittedWithoutToken);
	}

}
