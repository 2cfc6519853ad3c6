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

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationListener;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import io.github.wsguard.decision.Layer;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * Notes with each request what a rule of Spring Security missed when it denied access:
 * the answer alone does not tell.
 */
public final class AccessDenials implements ApplicationListener<AuthorizationDeniedEvent<?>> {

	private static final String ATTRIBUTE = AccessDenials.class.getName();

	private static final String SAVED_REQUEST = "SPRING_SECURITY_SAVED_REQUEST";

	private static final String SCOPE_PREFIX = "SCOPE_";

	private static final int NAMED_AUTHORITIES = 5;

	/**
	 * Create an empty note.
	 */
	public AccessDenials() {
	}

	@Override
	public void onApplicationEvent(AuthorizationDeniedEvent<?> event) {
		HttpServletRequest request = requestOf(event.getObject());
		if (request == null) {
			return;
		}
		// The application may have caught an earlier denial
		request.removeAttribute(ATTRIBUTE);
		if (event.getAuthorizationResult() instanceof AuthorityAuthorizationDecision decision) {
			List<String> authorities = authorities(decision.getAuthorities());
			if (!authorities.isEmpty()) {
				request.setAttribute(ATTRIBUTE, rejection(authorities));
			}
		}
	}

	/**
	 * A rule on a method knows no request; the thread does.
	 */
	private static @Nullable HttpServletRequest requestOf(Object secured) {
		if (secured instanceof HttpServletRequest request) {
			return request;
		}
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
				? attributes.getRequest() : null;
	}

	private static List<String> authorities(Collection<GrantedAuthority> granted) {
		return granted.stream()
			.map(GrantedAuthority::getAuthority)
			.filter((authority) -> authority != null && !authority.isBlank())
			.sorted()
			.limit(NAMED_AUTHORITIES)
			.toList();
	}

	private static Rejection rejection(List<String> authorities) {
		boolean scopes = authorities.stream().allMatch((authority) -> authority.startsWith(SCOPE_PREFIX));
		RejectionReason reason = scopes ? RejectionReason.INSUFFICIENT_SCOPE : RejectionReason.AUTHORITY_MISSING;
		String detail = "A rule of Spring Security asks for " + String.join(", ", authorities);
		return Rejection.because(reason, detail).by(Layer.SPRING_SECURITY);
	}

	/**
	 * Return what was noted.
	 * @param request the request
	 * @return the rejection, or empty if no rule named an authority
	 */
	public Optional<Rejection> denial(HttpServletRequest request) {
		return Optional.ofNullable((Rejection) request.getAttribute(ATTRIBUTE));
	}

	/**
	 * Drop the request from the session if it was saved there to be repeated after a
	 * login: a browser would be led to a WebSocket URL.
	 * @param request the request
	 */
	public void forgetSavedRequest(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session != null && session.getAttribute(SAVED_REQUEST) instanceof DefaultSavedRequest saved
				&& request.getRequestURI().equals(saved.getRequestURI())) {
			session.removeAttribute(SAVED_REQUEST);
		}
	}

}
