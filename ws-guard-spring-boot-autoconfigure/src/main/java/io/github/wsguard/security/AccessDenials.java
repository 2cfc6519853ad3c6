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

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationListener;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import io.github.wsguard.decision.Rejection;

/**
 * Notes with each request what a rule of Spring Security missed when it denied access:
 * the answer alone does not tell.
 */
public final class AccessDenials implements ApplicationListener<AuthorizationDeniedEvent<?>> {

	private static final String ATTRIBUTE = AccessDenials.class.getName();

	private static final String SAVED_REQUEST = "SPRING_SECURITY_SAVED_REQUEST";

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
		Authorities.missedBy(event.getAuthorizationResult())
			.ifPresent((rejection) -> request.setAttribute(ATTRIBUTE, rejection));
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
