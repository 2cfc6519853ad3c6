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

package io.github.wsguard.decision;

import org.jspecify.annotations.Nullable;

/**
 * A part of the application, other than the guard, that can answer a handshake in place
 * of the endpoint: what its answer means.
 */
public enum Responder {

	/**
	 * The HTTP firewall of Spring Security.
	 */
	FIREWALL(Layer.FIREWALL, RejectionReason.FIREWALL_REJECTED, "The HTTP firewall refused the request"),

	/**
	 * The CORS processor, of a filter or of Spring MVC.
	 */
	CORS(Layer.CORS, RejectionReason.CORS_ORIGIN_REJECTED, "The CORS configuration does not admit this origin"),

	/**
	 * The CSRF protection of Spring Security.
	 */
	CSRF_PROTECTION(Layer.SPRING_SECURITY, RejectionReason.CSRF_INVALID,
			"A request that changes state carries no valid CSRF token"),

	/**
	 * The session management of Spring Security.
	 */
	SESSION_MANAGEMENT(Layer.SPRING_SECURITY, RejectionReason.SESSION_EXPIRED,
			"The HTTP session has expired or was ended"),

	/**
	 * The part of Spring Security that leads to {@code https}.
	 */
	TRANSPORT_SECURITY(Layer.SPRING_SECURITY, RejectionReason.TLS_REQUIRED,
			"Spring Security serves this path by https only"),

	/**
	 * The application's own check of bearer tokens.
	 */
	TOKEN_AUTHENTICATION(Layer.SPRING_SECURITY, RejectionReason.TOKEN_REJECTED,
			"The application's own resource server refused the token"),

	/**
	 * An authentication entry point of Spring Security.
	 */
	ENTRY_POINT(Layer.SPRING_SECURITY, RejectionReason.LOGIN_REQUIRED, "Spring Security sees nobody logged in"),

	/**
	 * The authorization rules of Spring Security.
	 */
	ACCESS_CONTROL(Layer.SPRING_SECURITY, RejectionReason.ACCESS_DENIED, "A rule of Spring Security denies access"),

	/**
	 * Another filter of Spring Security.
	 */
	SECURITY_FILTER(Layer.SPRING_SECURITY, null, "A filter of Spring Security answered"),

	/**
	 * Spring's own origin check, in a form that the guard does not stand in for.
	 */
	ORIGIN_INTERCEPTOR(Layer.INTERCEPTOR, RejectionReason.ORIGIN_NOT_ALLOWED,
			"The origin check of the registration does not admit this origin"),

	/**
	 * A handshake interceptor.
	 */
	HANDSHAKE_INTERCEPTOR(Layer.INTERCEPTOR, RejectionReason.INTERCEPTOR_REJECTED, "A handshake interceptor answered"),

	/**
	 * A handler interceptor of Spring MVC.
	 */
	HANDLER_INTERCEPTOR(Layer.INTERCEPTOR, RejectionReason.INTERCEPTOR_REJECTED,
			"A handler interceptor of Spring MVC answered"),

	/**
	 * A handshake handler, or the SockJS service in its place.
	 */
	HANDSHAKE_HANDLER(Layer.HANDSHAKE_HANDLER, null, "The handshake handler did not upgrade"),

	/**
	 * A servlet filter.
	 */
	FILTER(Layer.APPLICATION, null, "A servlet filter in front of the endpoint answered"),

	/**
	 * A servlet, a controller, an exception handler.
	 */
	HANDLER(Layer.APPLICATION, null, "The application answered in place of an endpoint");

	private final Layer layer;

	private final @Nullable RejectionReason reason;

	private final String detail;

	Responder(Layer layer, @Nullable RejectionReason reason, String detail) {
		this.layer = layer;
		this.reason = reason;
		this.detail = detail;
	}

	/**
	 * Return the layer that this part belongs to.
	 * @return the layer
	 */
	public Layer layer() {
		return this.layer;
	}

	/**
	 * Return what an answer of this part means, whatever its status.
	 * @return the reason, or {@code null} if only the status tells
	 */
	public @Nullable RejectionReason reason() {
		return this.reason;
	}

	/**
	 * Return what happened, in one sentence without a full stop.
	 * @return the detail
	 */
	public String detail() {
		return this.detail;
	}

	/**
	 * Return whether this part only announces what another has decided.
	 * @return {@code true} if the part that called it may know better
	 */
	public boolean isVoice() {
		return this == ENTRY_POINT || this == ACCESS_CONTROL;
	}

	/**
	 * Return whether somebody else may have had this part give the answer.
	 * @return {@code true} if those that called it have to be looked at
	 */
	public boolean mayBeCorrected() {
		return isVoice() || this == HANDLER;
	}

	/**
	 * Return whether an announcement for this part means what this part decides.
	 * @return {@code true} if this part knows better than its voice
	 */
	public boolean knowsBetter() {
		return this == CSRF_PROTECTION || this == TOKEN_AUTHENTICATION || this == SESSION_MANAGEMENT;
	}

}
