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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.core.authority.AuthorityUtils;

import io.github.wsguard.decision.Layer;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

import static org.assertj.core.api.Assertions.assertThat;

class MessageDenialsTests {

	private static final AuthorizationResult SCOPE = missing("SCOPE_admin");

	private static final Principal ALICE = UsernamePasswordAuthenticationToken.authenticated("alice", null,
			AuthorityUtils.NO_AUTHORITIES);

	private final MessageDenials denials = new MessageDenials();

	private final Message<?> message = message(ALICE);

	@Test
	void namesAuthoritiesThatTheEventTells() {
		assertThat(deniedWith(SCOPE).reason()).isEqualTo(RejectionReason.INSUFFICIENT_SCOPE);
		assertThat(deniedWith(SCOPE).detail()).endsWith("SCOPE_admin");
		assertThat(deniedWith(SCOPE).layer()).isEqualTo(Layer.SPRING_SECURITY);
		assertThat(deniedWith(missing("SCOPE_admin", "ROLE_STAFF")).reason())
			.isEqualTo(RejectionReason.AUTHORITY_MISSING);
	}

	@Test
	void namesAuthoritiesThatTheExceptionTells() {
		assertThat(nameOf(this.message, new AuthorizationDeniedException("no", SCOPE)).reason())
			.isEqualTo(RejectionReason.INSUFFICIENT_SCOPE);
		deny(this.message, SCOPE);
		assertThat(nameOf(this.message, new AuthorizationDeniedException("no")).reason())
			.isEqualTo(RejectionReason.ACCESS_DENIED);
	}

	@Test
	void namesNoAuthorityWhereNoneIsTold() {
		assertThat(deniedWith(new AuthorizationDecision(false)).reason()).isEqualTo(RejectionReason.ACCESS_DENIED);
		assertThat(deniedWith(missing()).reason()).isEqualTo(RejectionReason.ACCESS_DENIED);
		assertThat(nameOf(this.message, new AccessDeniedException("no")).reason())
			.isEqualTo(RejectionReason.ACCESS_DENIED);
		assertThat(nameOf(null, new AccessDeniedException("no")).reason()).isEqualTo(RejectionReason.ACCESS_DENIED);
	}

	@Test
	void asksForALoginWhereNobodyIsKnown() {
		Message<?> anonymous = message(new AnonymousAuthenticationToken("key", "anonymous",
				AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")));
		deny(anonymous, SCOPE);
		assertThat(nameOf(anonymous, new AccessDeniedException("no")).reason())
			.isEqualTo(RejectionReason.LOGIN_REQUIRED);
		assertThat(nameOf(message(null), new AuthorizationDeniedException("no", SCOPE)).reason())
			.isEqualTo(RejectionReason.LOGIN_REQUIRED);
		assertThat(nameOf(this.message, new AuthenticationCredentialsNotFoundException("no")).reason())
			.isEqualTo(RejectionReason.LOGIN_REQUIRED);
	}

	@Test
	void knowsWhomTheApplicationKnowsByOtherMeans() {
		Message<?> known = message(() -> "alice");
		deny(known, SCOPE);
		assertThat(nameOf(known, new AccessDeniedException("no")).reason())
			.isEqualTo(RejectionReason.INSUFFICIENT_SCOPE);
	}

	@Test
	void forgetsADenialThatWasCaughtWhenTheNextMessageComes() {
		deny(this.message, SCOPE);
		this.denials.preSend(message(ALICE), new ExecutorSubscribableChannel());
		assertThat(nameOf(message(ALICE), new AccessDeniedException("no")).reason())
			.isEqualTo(RejectionReason.ACCESS_DENIED);
	}

	@Test
	void namesADenialOnce() {
		assertThat(deniedWith(SCOPE).reason()).isEqualTo(RejectionReason.INSUFFICIENT_SCOPE);
		assertThat(nameOf(this.message, new AccessDeniedException("no")).reason())
			.isEqualTo(RejectionReason.ACCESS_DENIED);
	}

	@Test
	void lastDenialCounts() {
		deny(this.message, SCOPE);
		assertThat(deniedWith(new AuthorizationDecision(false)).reason()).isEqualTo(RejectionReason.ACCESS_DENIED);
	}

	@Test
	void takesNoNoteOfWhatIsNoMessage() {
		this.denials.onApplicationEvent(new AuthorizationDeniedEvent<>(() -> null, "method", SCOPE));
		assertThat(nameOf(this.message, new AccessDeniedException("no")).reason())
			.isEqualTo(RejectionReason.ACCESS_DENIED);
	}

	@Test
	void leavesOtherFailuresToTheApplication() {
		deny(this.message, SCOPE);
		assertThat(this.denials.name(this.message, new IllegalStateException())).isEmpty();
		assertThat(this.denials.name(this.message, new BadCredentialsException("no"))).isEmpty();
	}

	private Rejection deniedWith(AuthorizationResult result) {
		deny(this.message, result);
		return nameOf(this.message, new AccessDeniedException("Access Denied"));
	}

	private void deny(Message<?> message, AuthorizationResult result) {
		this.denials.onApplicationEvent(new AuthorizationDeniedEvent<>(() -> null, message, result));
	}

	private Rejection nameOf(@Nullable Message<?> message, RuntimeException failure) {
		return this.denials.name(message, new MessageDeliveryException(this.message, "failed", failure)).orElseThrow();
	}

	private static AuthorizationResult missing(String... authorities) {
		return new AuthorityAuthorizationDecision(false, AuthorityUtils.createAuthorityList(authorities));
	}

	private static Message<?> message(@Nullable Principal user) {
		SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create();
		headers.setUser(user);
		return MessageBuilder.createMessage("", headers.getMessageHeaders());
	}

}
