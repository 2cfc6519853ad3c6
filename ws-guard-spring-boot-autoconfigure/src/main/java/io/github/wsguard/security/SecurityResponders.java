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

package io.github.wsguard.security;

import java.util.Set;

import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.session.ConcurrentSessionFilter;
import org.springframework.security.web.session.InvalidSessionStrategy;
import org.springframework.security.web.session.SessionInformationExpiredStrategy;
import org.springframework.security.web.transport.HttpsRedirectFilter;

import io.github.wsguard.decision.Responder;

/**
 * Knows the parts of Spring Security that can answer a request.
 */
public final class SecurityResponders {

	private static final String SPRING_SECURITY = "org.springframework.security.";

	/**
	 * By name, since the resource server may be absent.
	 */
	private static final Set<String> TOKEN_FILTERS = Set
		.of("org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter");

	/**
	 * Create the knowledge.
	 */
	public SecurityResponders() {
	}

	/**
	 * Tell which part of Spring Security a class belongs to.
	 * @param type the class
	 * @return the part, or {@code null} if the class is none of it
	 */
	public @Nullable Responder recognize(Class<?> type) {
		if (RequestRejectedHandler.class.isAssignableFrom(type)) {
			return Responder.FIREWALL;
		}
		if (InvalidSessionStrategy.class.isAssignableFrom(type)
				|| SessionInformationExpiredStrategy.class.isAssignableFrom(type)) {
			return Responder.SESSION_MANAGEMENT;
		}
		if (AuthenticationEntryPoint.class.isAssignableFrom(type)
				|| AuthenticationFailureHandler.class.isAssignableFrom(type)) {
			return Responder.ENTRY_POINT;
		}
		if (AccessDeniedHandler.class.isAssignableFrom(type)) {
			return Responder.ACCESS_CONTROL;
		}
		return Filter.class.isAssignableFrom(type) ? recognizeFilter(type) : null;
	}

	/**
	 * Tell whether Spring Security answers an exception that was thrown behind it.
	 * @param exception the exception
	 * @return {@code true} if one of its filters catches exceptions of the type
	 */
	public boolean answer(Throwable exception) {
		return exception instanceof RequestRejectedException || exception instanceof AccessDeniedException
				|| exception instanceof AuthenticationException;
	}

	private static @Nullable Responder recognizeFilter(Class<?> type) {
		if (CsrfFilter.class.isAssignableFrom(type)) {
			return Responder.CSRF_PROTECTION;
		}
		if (ConcurrentSessionFilter.class.isAssignableFrom(type)) {
			return Responder.SESSION_MANAGEMENT;
		}
		if (HttpsRedirectFilter.class.isAssignableFrom(type)) {
			return Responder.TRANSPORT_SECURITY;
		}
		if (TOKEN_FILTERS.contains(type.getName())) {
			return Responder.TOKEN_AUTHENTICATION;
		}
		return type.getName().startsWith(SPRING_SECURITY) ? Responder.SECURITY_FILTER : null;
	}

}
