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
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationListener;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfException;

import io.github.wsguard.decision.Layer;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.Responder;

/**
 * Names what Spring Security refuses of the messages of a connection. The exception does
 * not tell what a rule missed; the event does, on the thread that throws. What was noted
 * of one message is forgotten when the next one comes, since the application may have
 * caught the exception: to be put in front of Spring Security among the interceptors.
 */
public final class MessageDenials implements ApplicationListener<AuthorizationDeniedEvent<?>>, ChannelInterceptor {

	private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

	// An instance is as long-lived as the application, and outlives no restart of it
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<Rejection> noted = new ThreadLocal<>();

	/**
	 * Create the naming.
	 */
	public MessageDenials() {
	}

	@Override
	public Message<?> preSend(Message<?> message, MessageChannel channel) {
		this.noted.remove();
		return message;
	}

	@Override
	public void onApplicationEvent(AuthorizationDeniedEvent<?> event) {
		if (event.getObject() instanceof Message<?> message) {
			this.noted.set(denial(message, event.getAuthorizationResult()));
		}
	}

	/**
	 * Name a refusal.
	 * @param message the message, or {@code null} if it cannot be read
	 * @param failure what was thrown, or what that was wrapped in
	 * @return the refusal, or empty if Spring Security refused nothing
	 */
	public Optional<Rejection> name(@Nullable Message<?> message, Throwable failure) {
		Rejection noted = this.noted.get();
		this.noted.remove();
		CauseChain causes = new CauseChain(failure);
		if (causes.has(CsrfException.class)) {
			return Optional
				.of(because(RejectionReason.CSRF_INVALID, "The CONNECT frame has no CSRF token, or another one"));
		}
		if (causes.has(AuthenticationCredentialsNotFoundException.class)) {
			return Optional.of(loginRequired());
		}
		AccessDeniedException denial = causes.first(AccessDeniedException.class);
		if (denial == null) {
			return Optional.empty();
		}
		if (denial instanceof AuthorizationDeniedException telling) {
			return Optional.of(denial(message, telling.getAuthorizationResult()));
		}
		return Optional.of((noted != null) ? noted : denial(message, null));
	}

	private Rejection denial(@Nullable Message<?> message, @Nullable AuthorizationResult result) {
		if (message != null && isNobodys(message)) {
			return loginRequired();
		}
		return Authorities.missedBy(result)
			.orElseGet(() -> because(RejectionReason.ACCESS_DENIED, "Spring Security denied a message"));
	}

	/**
	 * Whoever is known by other means than Spring Security's is somebody, too.
	 */
	private boolean isNobodys(Message<?> message) {
		Principal user = SimpMessageHeaderAccessor.getUser(message.getHeaders());
		return user == null
				|| (user instanceof Authentication authentication && !this.trust.isAuthenticated(authentication));
	}

	private static Rejection loginRequired() {
		return because(RejectionReason.LOGIN_REQUIRED, Responder.ENTRY_POINT.detail());
	}

	private static Rejection because(RejectionReason reason, String detail) {
		return Rejection.because(reason, detail).by(Layer.SPRING_SECURITY);
	}

}
