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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.github.wsguard.actuate.GuardDescription;
import io.github.wsguard.actuate.WsGuardEndpoint;
import io.github.wsguard.actuate.WsGuardEndpointWebExtension;
import io.github.wsguard.connection.WsGuardSessions;
import io.github.wsguard.findings.Findings;
import io.github.wsguard.inspection.HandshakeRoutes;
import io.github.wsguard.observation.RecentRefusals;
import io.github.wsguard.servlet.EndpointDiscovery;
import io.github.wsguard.servlet.EndpointPolicies;
import io.github.wsguard.servlet.HandshakeExplainer;
import io.github.wsguard.servlet.HandshakeGuard;
import io.github.wsguard.servlet.MappedEndpoints;
import io.github.wsguard.servlet.TargetResolver;

/**
 * Auto-configuration of the actuator endpoint {@code wsguard}.
 */
@AutoConfiguration(after = WsGuardAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(WsGuardEndpoint.class)
@ConditionalOnBean(HandshakeGuard.class)
@EnableConfigurationProperties(WsGuardEndpointProperties.class)
public final class WsGuardActuatorAutoConfiguration {

	WsGuardActuatorAutoConfiguration() {
	}

	/**
	 * Without the endpoint nothing is remembered.
	 */
	@Bean
	RecentRefusals wsGuardRecentRefusals(ObjectProvider<Clock> clock) {
		return new RecentRefusals(clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	GuardDescriptions wsGuardDescriptions(WsGuardProperties properties, ResolvedPolicies resolved,
			EndpointPolicies policies, Environment environment) {
		return new GuardDescriptions(properties, resolved, policies, environment);
	}

	@Bean
	WsGuardEndpoint.Explainer wsGuardExplainer(EndpointPolicies policies, MappedEndpoints endpoints,
			GuardDescriptions descriptions, Environment environment) {
		HandshakeExplainer explainer = new HandshakeExplainer(new TargetResolver(policies, endpoints), endpoints,
				descriptions::credentials);
		return new WsGuardEndpoint.Explainer(explainer::explain, new LocalServer(environment)::address);
	}

	@Bean
	@ConditionalOnMissingBean
	WsGuardEndpoint wsGuardEndpoint(GuardDescriptions descriptions, EndpointDiscovery discovery, HandshakeRoutes routes,
			Findings findings, RecentRefusals refusals, WsGuardEndpoint.Explainer explainer, WsGuardSessions sessions,
			WsGuardEndpointProperties properties, ObjectProvider<SanitizingFunction> sanitizingFunctions) {
		return new WsGuardEndpoint(() -> descriptions.describe(endpoints(discovery, routes), findings.all()), refusals,
				explainer, sessions, new Sanitizer(sanitizingFunctions.orderedStream().toList()),
				properties.showValues());
	}

	private static List<GuardDescription.Endpoint> endpoints(EndpointDiscovery discovery, HandshakeRoutes routes) {
		Map<String, List<String>> origins = new HashMap<>();
		discovery.registered()
			.forEach((found) -> origins.put(found.endpoint().pattern(), found.endpoint().registeredOrigins()));
		return routes.all()
			.stream()
			.map((route) -> new GuardDescription.Endpoint(route, origins.getOrDefault(route.endpoint(), List.of())))
			.toList();
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(WsGuardEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	WsGuardEndpointWebExtension wsGuardEndpointWebExtension(WsGuardEndpoint endpoint,
			WsGuardEndpointProperties properties) {
		return new WsGuardEndpointWebExtension(endpoint, properties.showValues(), properties.roles());
	}

}
