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

package io.github.wsguard.sample.mistake;

import java.util.Map;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;

/**
 * A proxy without the lines for WebSocket, as far as the application can tell.
 */
@Configuration(proxyBeanMethods = false)
@Profile("stripped-upgrade")
class StrippedUpgradeConfiguration {

	@Bean
	FilterRegistrationBean<ProxyStandIn> proxyStandIn() {
		FilterRegistrationBean<ProxyStandIn> registration = new FilterRegistrationBean<>(new ProxyStandIn());
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

	@Bean
	Mistake strippedUpgradeMistake() {
		return new Mistake("stripped-upgrade",
				"A proxy in front keeps the upgrade headers to itself (a filter stands in for it).",
				"Connect to any endpoint. SockJS over XHR comes through.", Map.of("endpoint", "chat", "token", "good"));
	}

}
