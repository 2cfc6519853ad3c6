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

package io.github.wsguard.stomp;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.support.AbstractMessageChannel;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.ExecutorChannelInterceptor;

import io.github.wsguard.connection.PrincipalScope;
import io.github.wsguard.websocket.GuardedSession;

/**
 * Shows the principal of a frame to the application's own means while its methods handle
 * the frame, on whatever thread, and leaves the thread as it was. Backs off where Spring
 * Security does the same.
 */
final class PrincipalChannelInterceptor implements ExecutorChannelInterceptor {

	private static final String SPRING_SECURITY = "org.springframework.security.messaging.context.SecurityContextChannelInterceptor";

	private final PrincipalScope scope;

	// An instance is as long-lived as the application, and outlives no restart of it
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<Entered> entered = new ThreadLocal<>();

	PrincipalChannelInterceptor(PrincipalScope scope) {
		this.scope = scope;
	}

	@Override
	public Message<?> beforeHandle(Message<?> message, MessageChannel channel, MessageHandler handler) {
		PrincipalScope.Closing closing = concerns(message, channel) ? this.scope.enter(user(message))
				: PrincipalScope.NONE.enter(null);
		this.entered.set(new Entered(closing, this.entered.get()));
		return message;
	}

	private static boolean concerns(Message<?> message, MessageChannel channel) {
		return GuardedSession.of(SimpMessageHeaderAccessor.getSessionAttributes(message.getHeaders())) != null
				&& !isSecured(channel);
	}

	private static boolean isSecured(MessageChannel channel) {
		if (channel instanceof AbstractMessageChannel intercepted) {
			for (ChannelInterceptor interceptor : intercepted.getInterceptors()) {
				if (interceptor.getClass().getName().equals(SPRING_SECURITY)) {
					return true;
				}
			}
		}
		return false;
	}

	private static @Nullable Principal user(Message<?> message) {
		return SimpMessageHeaderAccessor.getUser(message.getHeaders());
	}

	@Override
	public void afterMessageHandled(Message<?> message, MessageChannel channel, MessageHandler handler,
			@Nullable Exception ex) {
		Entered last = this.entered.get();
		if (last == null) {
			return;
		}
		if (last.outer() != null) {
			this.entered.set(last.outer());
		}
		else {
			this.entered.remove();
		}
		last.closing().close();
	}

	/**
	 * A thread that handles a frame may handle another one meanwhile, if the pool is
	 * full.
	 */
	private record Entered(PrincipalScope.Closing closing, @Nullable Entered outer) {

	}

}
