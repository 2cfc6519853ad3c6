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

import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;

import io.github.wsguard.decision.Layer;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.servlet.Handshake.Refusal;
import io.github.wsguard.servlet.Handshake.Stage;

/**
 * Finds the reason of a refusal that was made behind the guard, from how far the
 * handshake came and which status it was given.
 */
public final class RefusalNaming {

	private static final String NOT_UPGRADED = "The handshake handler did not upgrade";

	private final Layer accessControl;

	private final MappedEndpoints endpoints;

	/**
	 * Create a naming.
	 * @param accessControl the layer that answers 401 and 403 before an endpoint is
	 * reached
	 * @param endpoints the endpoints that a wrong path may have missed
	 */
	public RefusalNaming(Layer accessControl, MappedEndpoints endpoints) {
		this.accessControl = accessControl;
		this.endpoints = endpoints;
	}

	/**
	 * Name an exception that ended the handshake in one of the endpoint's interceptors or
	 * in its handshake handler.
	 */
	Refusal failureAtEndpoint(Handshake handshake) {
		return (handshake.stage() == Stage.HANDSHAKE_HANDLER)
				? refusal(RejectionReason.INTERNAL_ERROR, NOT_UPGRADED, Layer.HANDSHAKE_HANDLER, 500)
				: refusal(RejectionReason.INTERCEPTOR_FAILED, "A handshake interceptor threw an exception",
						Layer.INTERCEPTOR, RejectionReason.INTERCEPTOR_FAILED.status());
	}

	/**
	 * Name a refusal by one of the endpoint's interceptors or by its handshake handler.
	 */
	Refusal atEndpoint(Handshake handshake, int status) {
		boolean refused = status >= 300;
		if (handshake.stage() == Stage.HANDSHAKE_HANDLER) {
			RejectionReason reason = (status == 403) ? RejectionReason.ACCESS_DENIED : RejectionReason.INTERNAL_ERROR;
			return refusal(reason, NOT_UPGRADED, Layer.HANDSHAKE_HANDLER, refused ? status : 500);
		}
		Rejection rejection = byInterceptor(refused, status);
		return new Refusal(rejection.by(Layer.INTERCEPTOR), refused ? status : rejection.reason().status());
	}

	private static Rejection byInterceptor(boolean refused, int status) {
		return refused
				? Rejection
					.because(RejectionReason.INTERCEPTOR_REJECTED,
							"A handshake interceptor returned false with status " + status)
					.hint("Let the interceptor write a body that says why.")
				: Rejection.because(RejectionReason.INTERCEPTOR_REJECTED,
						"A handshake interceptor returned false and set no status");
	}

	/**
	 * Name a refusal of which only the status is known.
	 * @return the refusal, or empty if the answer is none
	 */
	Optional<Refusal> byStatus(Handshake handshake, int status) {
		if (status < 300 || status == HttpServletResponse.SC_NOT_MODIFIED) {
			return Optional.empty();
		}
		SockJsPath sockJs = handshake.target().sockJs();
		Optional<Refusal> bySockJs = (sockJs != null) ? bySockJs(sockJs, status) : Optional.empty();
		if (bySockJs.isPresent()) {
			return bySockJs;
		}
		if (status < 400 || status == 401) {
			return Optional.of(refusal(RejectionReason.LOGIN_REQUIRED, "Nobody is logged in", this.accessControl, 401));
		}
		if (status == 403) {
			return Optional.of(refusal(RejectionReason.ACCESS_DENIED,
					"Access was denied before the endpoint was reached", this.accessControl, status));
		}
		if (status == 404) {
			return Optional.of(notFound(handshake.target().path()));
		}
		RejectionReason reason = (status >= 500) ? RejectionReason.INTERNAL_ERROR : RejectionReason.ACCESS_DENIED;
		return Optional
			.of(refusal(reason, "The application answered with status " + status, Layer.APPLICATION, status));
	}

	private Refusal notFound(String path) {
		if (SockJsPath.endpointOf(path).flatMap(this.endpoints::findWebSocket).isPresent()) {
			return refusal(RejectionReason.SOCKJS_NOT_ENABLED,
					"The path is that of a SockJS transport below an endpoint without SockJS", Layer.APPLICATION, 404);
		}
		return refusal(RejectionReason.PATH_NOT_FOUND, "Nothing is registered at this path", Layer.APPLICATION, 404);
	}

	private static Optional<Refusal> bySockJs(SockJsPath sockJs, int status) {
		if (status == 405) {
			return Optional.of(refusal(RejectionReason.METHOD_NOT_ALLOWED, "The SockJS transport uses another method",
					Layer.HANDSHAKE_HANDLER, status));
		}
		if (status == 403) {
			return Optional.of(refusal(RejectionReason.ORIGIN_NOT_ALLOWED,
					"The SockJS service does not admit this origin", Layer.HANDSHAKE_HANDLER, status));
		}
		if (status != 404) {
			return Optional.empty();
		}
		return Optional.of(switch (sockJs.transport()) {
			case "", "htmlfile", "jsonp" -> refusal(RejectionReason.SOCKJS_IFRAME_DISABLED,
					"Origins are restricted and this kind of request carries none", Layer.HANDSHAKE_HANDLER, status);
			case "xhr_send", "jsonp_send" -> refusal(RejectionReason.SOCKJS_SESSION_UNKNOWN,
					"This server holds no such session for this user", Layer.HANDSHAKE_HANDLER, status);
			default -> refusal(RejectionReason.SOCKJS_USER_MISMATCH,
					"The session was opened by another user, from another address or by another transport",
					Layer.HANDSHAKE_HANDLER, status);
		});
	}

	private static Refusal refusal(RejectionReason reason, String detail, Layer layer, int status) {
		return new Refusal(Rejection.because(reason, detail).by(layer), status);
	}

}
