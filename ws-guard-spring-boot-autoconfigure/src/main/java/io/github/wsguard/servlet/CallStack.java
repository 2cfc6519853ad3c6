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

package io.github.wsguard.servlet;

import java.util.Iterator;
import java.util.Set;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsProcessor;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.OriginHandshakeInterceptor;
import org.springframework.web.socket.sockjs.SockJsService;

import io.github.wsguard.decision.Responder;

/**
 * Finds out who answers a response, from the calls between the guard and the response:
 * the part that stands nearest to it answers. No part has to be replaced or wrapped for
 * that, and none can be missed. Costs a walk over the stack, so it is for refusals only.
 */
final class CallStack {

	private static final StackWalker WALKER = StackWalker
		.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES));

	private final AccessControl accessControl;

	CallStack(AccessControl accessControl) {
		this.accessControl = accessControl;
	}

	/**
	 * Return who is calling.
	 * @return the answerer, or {@code null} if nothing known stands between the guard and
	 * here
	 */
	@Nullable Answerer answerer() {
		return WALKER
			.walk((frames) -> answerer(frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass).iterator()));
	}

	private @Nullable Answerer answerer(Iterator<Class<?>> types) {
		Answerer answerer = null;
		Responder responder = null;
		while (types.hasNext() && (responder == null || responder.mayBeCorrected())) {
			Class<?> type = types.next();
			if (type == GuardFilter.class) {
				break;
			}
			Responder recognized = recognize(type);
			if (recognized == null) {
				continue;
			}
			if (answerer == null) {
				answerer = Answerer.of(recognized, type);
				responder = recognized;
			}
			else if (responder != Responder.HANDLER || isOnlyVoice(recognized, type)) {
				answerer = answerer.correctedBy(recognized);
				responder = recognized;
			}
		}
		return answerer;
	}

	/**
	 * Nobody calls a voice but to answer, while a filter passes on what others answer.
	 */
	private static boolean isOnlyVoice(Responder responder, Class<?> type) {
		return responder.isVoice() && !Filter.class.isAssignableFrom(type);
	}

	private @Nullable Responder recognize(Class<?> type) {
		Responder responder = this.accessControl.recognize(type);
		return (responder != null) ? responder : recognizeSpring(type);
	}

	private static @Nullable Responder recognizeSpring(Class<?> type) {
		if (CorsProcessor.class.isAssignableFrom(type)) {
			return Responder.CORS;
		}
		if (HandshakeHandler.class.isAssignableFrom(type) || SockJsService.class.isAssignableFrom(type)) {
			return Responder.HANDSHAKE_HANDLER;
		}
		if (OriginHandshakeInterceptor.class.isAssignableFrom(type)) {
			return Responder.ORIGIN_INTERCEPTOR;
		}
		if (HandshakeInterceptor.class.isAssignableFrom(type)) {
			return Responder.HANDSHAKE_INTERCEPTOR;
		}
		if (HandlerInterceptor.class.isAssignableFrom(type)) {
			return Responder.HANDLER_INTERCEPTOR;
		}
		if (Servlet.class.isAssignableFrom(type) || HandlerExceptionResolver.class.isAssignableFrom(type)) {
			return Responder.HANDLER;
		}
		return Filter.class.isAssignableFrom(type) ? Responder.FILTER : null;
	}

	/**
	 * Whoever answers.
	 *
	 * @param responder which part it is
	 * @param framework whether it is Spring's own code, and not the application's
	 */
	record Answerer(Responder responder, boolean framework) {

		/**
		 * Whoever has a handler write the answer decides what it means, and the handler
		 * what it says.
		 */
		private Answerer correctedBy(Responder caller) {
			if (this.responder == Responder.HANDLER) {
				return new Answerer(caller, false);
			}
			return caller.knowsBetter() ? new Answerer(caller, this.framework) : this;
		}

		/**
		 * Return whether what was written is the application's own, in form and content.
		 */
		boolean isApplication() {
			return !this.framework || switch (this.responder) {
				case FILTER, HANDLER, HANDLER_INTERCEPTOR, HANDSHAKE_INTERCEPTOR -> true;
				default -> false;
			};
		}

		/**
		 * Return whether a filter of Spring wrote what may have been another's.
		 */
		boolean isFilterOfSpring() {
			return this.framework && this.responder == Responder.FILTER;
		}

		private static Answerer of(Responder responder, Class<?> type) {
			return new Answerer(responder, type.getName().startsWith("org.springframework."));
		}

	}

}
