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

import java.util.function.BiFunction;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.connection.PrincipalScope;
import io.github.wsguard.decision.PresentedToken;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.inspection.SecurityInspector;
import io.github.wsguard.inspection.security.FilterChains;
import io.github.wsguard.security.AccessDenials;
import io.github.wsguard.security.JwtAuthenticationFactory;
import io.github.wsguard.security.LogoutListener;
import io.github.wsguard.security.SecurityContextHandover;
import io.github.wsguard.security.SecurityContextScope;
import io.github.wsguard.security.TokenAuthentication;
import io.github.wsguard.servlet.AccessControl;
import io.github.wsguard.servlet.PrincipalHandover;

/**
 * Auto-configuration that hands verified principals to Spring Security. Publishes nothing
 * that would make Spring Boot's own security configuration back off.
 */
@AutoConfiguration(before = WsGuardAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(RequestAttributeSecurityContextRepository.class)
@Conditional(OnGuardEnabledCondition.class)
public final class WsGuardSecurityAutoConfiguration {

	WsGuardSecurityAutoConfiguration() {
	}

	@Bean
	PrincipalHandover wsGuardPrincipalHandover(SecurityContextHandover handover) {
		return new SpringSecurityHandover(handover);
	}

	@Bean
	PrincipalScope wsGuardPrincipalScope() {
		return new SecurityContextScope();
	}

	@Bean
	ApplicationLogin wsGuardApplicationLogin(SecurityContextHandover handover) {
		return handover::login;
	}

	@Bean
	LogoutListener wsGuardLogoutListener(ObjectProvider<ConnectionRegistry> connections) {
		return new LogoutListener((session) -> connections.ifAvailable((registry) -> registry.loggedOut(session)));
	}

	@Bean
	AccessDenials wsGuardAccessDenials() {
		return new AccessDenials();
	}

	@Bean
	AccessControl wsGuardAccessControl(AccessDenials denials) {
		return new SpringSecurityAccessControl(denials);
	}

	@Bean
	SecurityInspector wsGuardSecurityInspector(ApplicationContext context) {
		return new FilterChains(context);
	}

	/**
	 * With Spring Security alone.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken")
	static class TokenAuthenticationConfiguration {

		@Bean
		SecurityContextHandover wsGuardSecurityContextHandover() {
			return new SecurityContextHandover((principal, token) -> new TokenAuthentication(principal));
		}

	}

	/**
	 * With Spring Security's resource server.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JwtAuthenticationToken.class)
	static class JwtAuthenticationConfiguration {

		@Bean
		SecurityContextHandover wsGuardSecurityContextHandover(ObjectProvider<JwtAuthenticationConverter> converter) {
			BiFunction<TokenPrincipal, PresentedToken, Authentication> factory = new JwtAuthenticationFactory(
					converter.getIfUnique());
			return new SecurityContextHandover(factory);
		}

	}

}
