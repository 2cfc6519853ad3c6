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

import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;

import io.github.wsguard.decision.PresentedToken;
import io.github.wsguard.decision.TokenPrincipal;

/**
 * Puts a verified principal where the application's own filter chain looks for one, so
 * that its rules stay in force and see whom the token speaks for. Publishes no bean and
 * creates no session.
 */
public final class SecurityContextHandover {

	/**
	 * Keeps Spring Security from treating the token as a login, which would create a
	 * session, count it, and end the connection with it.
	 */
	private static final String SESSION_MANAGEMENT_APPLIED = "__spring_security_session_mgmt_filter_applied";

	private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

	private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

	private final BiFunction<TokenPrincipal, PresentedToken, Authentication> authentications;

	/**
	 * Create a handover.
	 * @param authentications makes the authentication that the application expects, where
	 * the verifier made none
	 */
	public SecurityContextHandover(BiFunction<TokenPrincipal, PresentedToken, Authentication> authentications) {
		this.authentications = authentications;
	}

	/**
	 * Hand a principal to Spring Security. A token that the client placed itself cannot
	 * be forged across sites, so CSRF protection is skipped for it; never for a cookie.
	 * @param request the request, before the security filter chain
	 * @param response the response
	 * @param principal whom the token speaks for
	 * @param token the verified token
	 * @return the authentication
	 */
	public Principal handOver(HttpServletRequest request, HttpServletResponse response, TokenPrincipal principal,
			PresentedToken token) {
		Authentication authentication = authentication(principal, token);
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(authentication);
		this.contexts.saveContext(context, request, response);
		request.setAttribute(SESSION_MANAGEMENT_APPLIED, true);
		if (!token.ambient()) {
			CsrfFilter.skipRequest(request);
		}
		return authentication;
	}

	/**
	 * Make the authentication of a principal.
	 * @param principal whom the token speaks for
	 * @param token the verified token
	 * @return what the verifier made, or what the application expects
	 */
	public Authentication authentication(TokenPrincipal principal, PresentedToken token) {
		return (principal.getOriginal().orElse(null) instanceof Authentication original) ? original
				: this.authentications.apply(principal, token);
	}

	/**
	 * Return the authorities of the application's own login.
	 * @param request the request, behind the security filter chain
	 * @return the authorities, or empty if nobody is logged in
	 */
	public Optional<List<String>> login(HttpServletRequest request) {
		Authentication authentication = authentication(request);
		if (!this.trust.isAuthenticated(authentication)) {
			return Optional.empty();
		}
		return Optional.of(authentication.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList());
	}

	/**
	 * Return the authorities of whoever logged in to the application.
	 * @param login the principal of a connection
	 * @return the authorities, none if it is no login of Spring Security
	 */
	public Collection<String> authorities(Principal login) {
		return (login instanceof Authentication authentication && this.trust.isAuthenticated(authentication))
				? Authorities.names(authentication.getAuthorities()) : List.of();
	}

	/**
	 * A request that was unwrapped no longer shows the login; the thread still does.
	 */
	private static @Nullable Authentication authentication(HttpServletRequest request) {
		return (request.getUserPrincipal() instanceof Authentication authentication) ? authentication
				: SecurityContextHolder.getContext().getAuthentication();
	}

}
