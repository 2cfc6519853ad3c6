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

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.OriginHandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.AbstractSockJsService;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;
import org.springframework.web.socket.sockjs.transport.TransportHandlingSockJsService;

/**
 * Puts the guard's interceptors first and last on an endpoint. Installing again puts them
 * back in place, whoever was registered in between.
 */
final class GuardInstaller {

	private final GuardHandshakeInterceptor first;

	private final HandshakeHandlerGate last;

	GuardInstaller(HandshakeGuard guard, RefusalNaming naming, PrincipalHandover handover,
			Predicate<WebSocketHandler> followed) {
		this.first = new GuardHandshakeInterceptor(guard, naming);
		this.last = new HandshakeHandlerGate(guard, new Admissions(handover), followed);
	}

	void install(Object handler) {
		interceptors(handler).ifPresent(this::install);
	}

	private void install(List<HandshakeInterceptor> interceptors) {
		interceptors.remove(this.first);
		interceptors.remove(this.last);
		interceptors.replaceAll(GuardInstaller::shareOriginCheck);
		interceptors.add(0, this.first);
		interceptors.add(this.last);
	}

	private static HandshakeInterceptor shareOriginCheck(HandshakeInterceptor interceptor) {
		return (interceptor.getClass() == OriginHandshakeInterceptor.class)
				? new SharedOriginInterceptor((OriginHandshakeInterceptor) interceptor) : interceptor;
	}

	/**
	 * Return the interceptors of a handler, as the live list.
	 */
	static Optional<List<HandshakeInterceptor>> interceptors(Object handler) {
		if (handler instanceof WebSocketHttpRequestHandler webSocket) {
			return Optional.of(webSocket.getHandshakeInterceptors());
		}
		if (handler instanceof SockJsHttpRequestHandler sockJs
				&& sockJs.getSockJsService() instanceof TransportHandlingSockJsService service) {
			return Optional.of(service.getHandshakeInterceptors());
		}
		return Optional.empty();
	}

	/**
	 * Return the origins that the registration of a handler names.
	 */
	static @Nullable CorsConfiguration registeredOrigins(Object handler) {
		if (handler instanceof SockJsHttpRequestHandler sockJs
				&& sockJs.getSockJsService() instanceof AbstractSockJsService service) {
			return origins(service.getAllowedOrigins(), service.getAllowedOriginPatterns());
		}
		for (HandshakeInterceptor interceptor : interceptors(handler).orElse(List.of())) {
			if (interceptor instanceof OriginHandshakeInterceptor origins) {
				return origins(origins.getAllowedOrigins(), origins.getAllowedOriginPatterns());
			}
		}
		return null;
	}

	private static @Nullable CorsConfiguration origins(@Nullable Collection<String> exact,
			@Nullable Collection<String> patterns) {
		boolean none = (exact == null || exact.isEmpty()) && (patterns == null || patterns.isEmpty());
		if (none) {
			return null;
		}
		CorsConfiguration origins = new CorsConfiguration();
		if (exact != null && !exact.isEmpty()) {
			origins.setAllowedOrigins(List.copyOf(exact));
		}
		if (patterns != null && !patterns.isEmpty()) {
			origins.setAllowedOriginPatterns(List.copyOf(patterns));
		}
		return origins;
	}

	/**
	 * Leave the origin check of a SockJS service to the guard.
	 */
	static void openOrigins(Object sockJsService) {
		if (sockJsService instanceof AbstractSockJsService service) {
			service.setAllowedOrigins(List.of());
			service.setAllowedOriginPatterns(List.of("*"));
		}
	}

}
