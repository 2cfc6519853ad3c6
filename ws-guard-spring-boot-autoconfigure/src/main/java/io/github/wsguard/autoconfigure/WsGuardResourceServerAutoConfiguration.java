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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/**
 * Auto-configuration that lets the application's resource server verify tokens. Publishes
 * neither a decoder nor an introspector.
 */
@AutoConfiguration(before = WsGuardAutoConfiguration.class,
		afterName = "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@Conditional(OnGuardEnabledCondition.class)
public final class WsGuardResourceServerAutoConfiguration {

	WsGuardResourceServerAutoConfiguration() {
	}

	/**
	 * With JWTs.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ JwtDecoder.class, JwtAuthenticationConverter.class })
	static class JwtDecoderConfiguration {

		@Bean
		@Order(1)
		VerifierSource wsGuardJwtDecoderSource(ApplicationContext context,
				ObjectProvider<JwtAuthenticationConverter> converter) {
			return (lifetime) -> new JwtDecoderSource(context, converter.getIfUnique(JwtAuthenticationConverter::new))
				.find(lifetime);
		}

	}

	/**
	 * With opaque tokens.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OpaqueTokenIntrospector.class)
	static class OpaqueTokenIntrospectorConfiguration {

		@Bean
		@Order(2)
		VerifierSource wsGuardOpaqueTokenIntrospectorSource(ApplicationContext context,
				ObjectProvider<OpaqueTokenAuthenticationConverter> converter) {
			return (lifetime) -> new IntrospectorSource(context, converter.getIfUnique()).find(lifetime);
		}

	}

}
