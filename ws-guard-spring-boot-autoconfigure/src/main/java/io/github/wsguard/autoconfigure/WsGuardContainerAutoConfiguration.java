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

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.wsguard.decision.GuardMode;
import io.github.wsguard.observation.HandshakeReporter;
import io.github.wsguard.servlet.RefusalWriter;
import io.github.wsguard.servlet.UnroutedRefusals;
import io.github.wsguard.tomcat.ContainerErrorNaming;

/**
 * Auto-configuration that names what embedded Tomcat refuses by itself.
 */
@AutoConfiguration(after = WsGuardAutoConfiguration.class)
@ConditionalOnBooleanProperty(WsGuardProperties.PREFIX + ".container-errors.enabled")
@ConditionalOnBean(HandshakeReporter.class)
public final class WsGuardContainerAutoConfiguration {

	WsGuardContainerAutoConfiguration() {
	}

	/**
	 * With embedded Tomcat.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(TomcatServletWebServerFactory.class)
	static class TomcatConfiguration {

		@Bean
		WebServerFactoryCustomizer<TomcatServletWebServerFactory> wsGuardContainerErrors(ResolvedPolicies policies,
				HandshakeReporter reporter) {
			ResolvedPolicy policy = policies.defaultPolicy();
			UnroutedRefusals refusals = new UnroutedRefusals(
					new RefusalWriter(policy.rejection().detail(), policy.rejection().typeBaseUri()), reporter);
			return (factory) -> {
				if (policy.mode() != GuardMode.REPORT_ONLY) {
					factory.addContextLifecycleListeners(new ContainerErrorNaming(refusals::refuse));
				}
			};
		}

	}

	/**
	 * With another container: a switch that does nothing is refused.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory")
	static class OtherContainerConfiguration {

		private static final String PROPERTY = WsGuardProperties.PREFIX + ".container-errors.enabled";

		@Bean
		static BeanFactoryPostProcessor wsGuardContainerErrorsRequirement() {
			return (beans) -> {
				throw new InvalidPropertyException(PROPERTY,
						"embedded Tomcat is the only container whose refusals can be named, and it is not there",
						"Remove '%s', or add spring-boot-starter-tomcat.".formatted(PROPERTY));
			};
		}

	}

}
