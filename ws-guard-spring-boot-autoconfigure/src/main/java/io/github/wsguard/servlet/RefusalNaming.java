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

import java.util.Locale;
import java.util.Optional;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.WebUtils;

import io.github.wsguard.decision.HandshakeRequest.Kind;
import io.github.wsguard.decision.Layer;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.Responder;
import io.github.wsguard.servlet.CallStack.Answerer;
import io.github.wsguard.servlet.Handshake.Refusal;
import io.github.wsguard.servlet.Handshake.Stage;

/**
 * Finds the reason of a refusal that was made behind the guard: from who answered, from
 * how far the handshake came, and only then from the status.
 */
public final class RefusalNaming {

	private static final String ERROR_CONTROLLER = "org.springframework.boot.webmvc.error.ErrorController";

	private final AccessControl accessControl;

	private final CallStack callStack;

	private final NearMisses nearMisses;

	/**
	 * Create a naming.
	 * @param accessControl what stands between the guard and the endpoints
	 * @param endpoints the endpoints that a wrong path may have missed
	 */
	public RefusalNaming(AccessControl accessControl, MappedEndpoints endpoints) {
		this.accessControl = accessControl;
		this.callStack = new CallStack(accessControl);
		this.nearMisses = new NearMisses(endpoints);
	}

	AccessControl accessControl() {
		return this.accessControl;
	}

	CallStack callStack() {
		return this.callStack;
	}

	/**
	 * Return whether an exception at the endpoint is one that the access control answers
	 * further out, and is named then.
	 */
	boolean isLeftToAccessControl(Exception ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (this.accessControl.answers(cause)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Name an exception that ended the handshake in one of the endpoint's interceptors or
	 * in its handshake handler.
	 */
	Refusal failureAtEndpoint(Handshake handshake, HttpServletRequest request, Exception ex) {
		if (isUpgradeHidden(ex)) {
			return refusal(RejectionReason.RESPONSE_WRAPPED, "A filter in front of the endpoint hides the upgrade",
					Layer.APPLICATION);
		}
		if (handshake.stage() != Stage.HANDSHAKE_HANDLER) {
			return refusal(RejectionReason.INTERCEPTOR_FAILED, "A handshake interceptor threw an exception",
					Layer.INTERCEPTOR);
		}
		if (handshake.target().kind() == Kind.SOCKJS_TRANSPORT && !request.isAsyncSupported()) {
			return refusal(RejectionReason.RESPONSE_WRAPPED,
					"A filter or servlet in front of the endpoint does not support asynchronous requests",
					Layer.APPLICATION);
		}
		return refusal(RejectionReason.INTERNAL_ERROR, "The handshake handler threw an exception",
				Layer.HANDSHAKE_HANDLER);
	}

	/**
	 * A request wrapper that cannot upgrade says so itself; the container's own failure
	 * is another matter.
	 */
	private static boolean isUpgradeHidden(Exception ex) {
		StackTraceElement[] trace = NestedExceptionUtils.getMostSpecificCause(ex).getStackTrace();
		return trace.length > 0 && trace[0].getMethodName().equals("upgrade")
				&& !trace[0].getClassName().startsWith("org.apache.");
	}

	/**
	 * Name a refusal by one of the endpoint's interceptors or by its handshake handler.
	 */
	Refusal atEndpoint(Handshake handshake, HttpServletRequest request, HttpServletResponse response) {
		int status = response.getStatus();
		if (handshake.stage() == Stage.HANDSHAKE_HANDLER && status == HttpServletResponse.SC_BAD_REQUEST) {
			return badRequest(request);
		}
		if (handshake.stage() == Stage.HANDSHAKE_HANDLER) {
			return (status < 300) ? refusal(RejectionReason.INTERNAL_ERROR,
					"The handshake handler neither upgraded nor said why", Layer.HANDSHAKE_HANDLER)
					: byStatus(handshake, response, Responder.HANDSHAKE_HANDLER);
		}
		CapturedResponse captured = WebUtils.getNativeResponse(response, CapturedResponse.class);
		if (captured != null && captured.answerer()
			.filter((answerer) -> answerer.responder() == Responder.ORIGIN_INTERCEPTOR)
			.isPresent()) {
			return bySelf(Responder.ORIGIN_INTERCEPTOR);
		}
		return byInterceptor("A handshake interceptor", response);
	}

	/**
	 * The guard had found nothing wrong with the request, so a filter has changed it, or
	 * the handler has rules of its own.
	 */
	private static Refusal badRequest(HttpServletRequest seen) {
		if (!contains(seen.getHeader("Upgrade"), "websocket")) {
			return refusal(RejectionReason.UPGRADE_HEADER_INVALID,
					"A filter of the application takes the Upgrade header away", Layer.HANDSHAKE_HANDLER);
		}
		if (!contains(seen.getHeader("Connection"), "upgrade")) {
			return refusal(RejectionReason.CONNECTION_HEADER_INVALID,
					"A filter of the application takes the Connection header away", Layer.HANDSHAKE_HANDLER);
		}
		if (seen.getHeader("Sec-WebSocket-Key") == null) {
			return refusal(RejectionReason.WEBSOCKET_KEY_INVALID,
					"A filter of the application takes the Sec-WebSocket-Key header away", Layer.HANDSHAKE_HANDLER);
		}
		return refusal(RejectionReason.REQUEST_MALFORMED, "The handshake handler finds the request malformed",
				Layer.HANDSHAKE_HANDLER);
	}

	private static boolean contains(@Nullable String header, String token) {
		return header != null && header.toLowerCase(Locale.ROOT).contains(token);
	}

	private static Refusal byInterceptor(String who, HttpServletResponse response) {
		int status = response.getStatus();
		if (status >= 400) {
			return new Refusal(
					Rejection.because(RejectionReason.INTERCEPTOR_REJECTED, who + " refused with status " + status)
						.hint("Let the interceptor write a body that says why.")
						.by(Layer.INTERCEPTOR),
					status);
		}
		if (status >= 300 && Redirect.of(response).isToLogin()) {
			return refusal(RejectionReason.LOGIN_REQUIRED, who + " refused with a redirect to a login",
					Layer.INTERCEPTOR);
		}
		return refusal(
				RejectionReason.INTERCEPTOR_REJECTED, who + ((status >= 300)
						? " refused with a redirect, which no handshake follows" : " refused and set no status"),
				Layer.INTERCEPTOR);
	}

	/**
	 * Name an exception that nobody handled.
	 */
	Refusal failure(Handshake handshake, HttpServletRequest request, Exception ex) {
		if (handshake.stage() == Stage.HANDSHAKE_HANDLER || isUpgradeHidden(ex)) {
			return failureAtEndpoint(handshake, request, ex);
		}
		String detail = isDispatched(request) ? "The application threw an exception"
				: "A filter in front of the endpoint threw an exception";
		return refusal(RejectionReason.INTERNAL_ERROR, detail, Layer.APPLICATION);
	}

	private static boolean isDispatched(HttpServletRequest request) {
		return request.getAttribute(DispatcherServlet.WEB_APPLICATION_CONTEXT_ATTRIBUTE) != null;
	}

	/**
	 * Return whether whatever is written now stands in place of the endpoint's answer: a
	 * handshake has no other.
	 */
	boolean isInPlaceOfEndpoint(Handshake handshake) {
		return handshake.target().isNamed() && handshake.isInFrontOfEndpoint()
				&& handshake.target().kind() != Kind.SOCKJS_RESOURCE;
	}

	/**
	 * Name a refusal that was made anywhere else.
	 * @return the refusal, or empty if the answer is none
	 */
	Optional<Refusal> elsewhere(Handshake handshake, HttpServletRequest request, CapturedResponse response) {
		int status = response.getStatus();
		Answerer answerer = response.answerer().orElse(null);
		if (status < 300 || status == HttpServletResponse.SC_NOT_MODIFIED) {
			return isInPlaceOfEndpoint(handshake) ? Optional.of(inPlaceOfEndpoint(request, response, answerer))
					: Optional.empty();
		}
		if (isErrorPage(request)) {
			return Optional.of(Refusal.of(this.nearMisses.notFound(handshake.target().path()).by(Layer.APPLICATION)));
		}
		Responder responder = (answerer != null) ? answerer.responder() : Responder.HANDLER;
		return Optional.of(switch (responder) {
			case ACCESS_CONTROL ->
				this.accessControl.denial(request).map(Refusal::of).orElseGet(() -> bySelf(responder));
			case ENTRY_POINT -> loginRequired(handshake);
			case HANDLER_INTERCEPTOR -> byInterceptor("A handler interceptor of Spring MVC", response);
			case HANDSHAKE_INTERCEPTOR -> byInterceptor("A handshake interceptor", response);
			case HANDSHAKE_HANDLER, SECURITY_FILTER, FILTER, HANDLER -> byStatus(handshake, response, responder);
			default -> bySelf(responder);
		});
	}

	/**
	 * Return whether the client itself asked for the page on which Boot shows errors.
	 * There is none to show, and it answers 500 for that.
	 */
	static boolean isErrorPage(HttpServletRequest request) {
		return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) == null
				&& request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod handler
				&& ClassUtils.getAllInterfacesForClassAsSet(handler.getBeanType())
					.stream()
					.anyMatch((type) -> type.getName().equals(ERROR_CONTROLLER));
	}

	/**
	 * Nobody upgraded, and nobody said no.
	 */
	private static Refusal inPlaceOfEndpoint(HttpServletRequest request, CapturedResponse response,
			@Nullable Answerer answerer) {
		if (answerer != null && answerer.responder().reason() != null) {
			return bySelf(answerer.responder());
		}
		if (isDispatched(request) && answerer == null) {
			return byInterceptor("A handler interceptor of Spring MVC", response);
		}
		String detail = isDispatched(request) ? "A handler answered in place of the endpoint, as if all were well"
				: "A filter in front of the endpoint answered in its place, as if all were well";
		return Refusal.of(Rejection.because(RejectionReason.ACCESS_DENIED, detail)
			.hint("Let it pass the handshake on, or refuse with a status.")
			.by(Layer.APPLICATION));
	}

	private static Refusal loginRequired(Handshake handshake) {
		Rejection rejection = Rejection.because(RejectionReason.LOGIN_REQUIRED, Responder.ENTRY_POINT.detail())
			.by(Layer.SPRING_SECURITY);
		if (handshake.attempt().principal().isEmpty()) {
			return Refusal.of(rejection.hint("Log in first, or let the filter chain permit the path."));
		}
		return Refusal.of(handshake.target().isNamed() ? rejection.hint(
				"The token is good, but the filter chain does not look where its principal is handed over: let its securityContextRepository look at request attributes, too.")
				: rejection.hint(
						"The token is good, but its principal is handed over on known paths only: name this one in ws-guard.endpoints.<name>.path."));
	}

	Refusal sockJsNotEnabled() {
		return Refusal.of(NearMisses.sockJsNotEnabled().by(Layer.APPLICATION));
	}

	private static Refusal bySelf(Responder responder) {
		RejectionReason reason = responder.reason();
		return refusal((reason != null) ? reason : RejectionReason.ACCESS_DENIED, responder.detail(),
				responder.layer());
	}

	private Refusal byStatus(Handshake handshake, HttpServletResponse response, Responder responder) {
		int status = response.getStatus();
		SockJsPath sockJs = handshake.target().sockJs();
		if (sockJs != null && responder == Responder.HANDSHAKE_HANDLER) {
			Optional<Refusal> bySockJs = bySockJs(sockJs, status);
			if (bySockJs.isPresent()) {
				return bySockJs.get();
			}
		}
		Layer layer = responder.layer();
		String detail = responder.detail() + ", with status " + status;
		return switch (status) {
			case 400 -> refusal(RejectionReason.REQUEST_MALFORMED, detail, layer);
			case 401 -> refusal(RejectionReason.LOGIN_REQUIRED, detail, layer);
			case 404 -> Refusal.of(this.nearMisses.notFound(handshake.target().path()).by(layer));
			case 405 -> refusal(RejectionReason.METHOD_NOT_ALLOWED, detail, layer);
			case 426 ->
				refusal(response.containsHeader("Sec-WebSocket-Version") ? RejectionReason.WEBSOCKET_VERSION_UNSUPPORTED
						: RejectionReason.NOT_A_WEBSOCKET_REQUEST, detail, layer);
			default -> (status < 400) ? byRedirect(handshake, response, responder)
					: new Refusal(Rejection
						.because((status >= 500) ? RejectionReason.INTERNAL_ERROR : RejectionReason.ACCESS_DENIED,
								detail)
						.by(layer), status);
		};
	}

	private static Refusal byRedirect(Handshake handshake, HttpServletResponse response, Responder responder) {
		Redirect redirect = Redirect.of(response);
		Layer layer = responder.layer();
		if (!handshake.attempt().client().isSecure() && redirect.isToHttps(handshake.received().getRequestURI())) {
			return refusal(RejectionReason.TLS_REQUIRED, Responder.TRANSPORT_SECURITY.detail(), layer);
		}
		if (layer == Layer.SPRING_SECURITY || redirect.isToLogin()) {
			return refusal(RejectionReason.LOGIN_REQUIRED, responder.detail() + ", with a redirect to a login", layer);
		}
		return refusal(RejectionReason.ACCESS_DENIED,
				responder.detail() + ", with a redirect, which no handshake follows", layer);
	}

	private static Optional<Refusal> bySockJs(SockJsPath sockJs, int status) {
		return switch (status) {
			case 403 -> Optional.of(refusal(RejectionReason.ORIGIN_NOT_ALLOWED,
					"The SockJS service does not admit this origin", Layer.HANDSHAKE_HANDLER));
			case 404 -> Optional.of(switch (sockJs.transport()) {
				case "", "htmlfile", "jsonp" -> refusal(RejectionReason.SOCKJS_IFRAME_DISABLED,
						"Origins are restricted and this kind of request carries none", Layer.HANDSHAKE_HANDLER);
				case "xhr_send", "jsonp_send" -> refusal(RejectionReason.SOCKJS_SESSION_UNKNOWN,
						"This server holds no such session for this user", Layer.HANDSHAKE_HANDLER);
				default -> refusal(RejectionReason.SOCKJS_USER_MISMATCH,
						"The session was opened by another user, from another address or by another transport",
						Layer.HANDSHAKE_HANDLER);
			});
			default -> Optional.empty();
		};
	}

	private static Refusal refusal(RejectionReason reason, String detail, Layer layer) {
		return Refusal.of(Rejection.because(reason, detail).by(layer));
	}

}
