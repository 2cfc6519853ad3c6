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

import java.io.IOException;
import java.security.Principal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpUpgradeHandler;
import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.Layer;
import io.github.wsguard.decision.PresentedToken;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.RequestRewrite;
import io.github.wsguard.servlet.Handshake.Refusal;

/**
 * An admitted request as the application sees it: with the verified principal, without
 * the token, and with an {@code upgrade} that no way leads around.
 */
final class GuardedRequest extends HttpServletRequestWrapper {

	private static final List<String> UPGRADE_HEADERS = List.of("Upgrade", "Connection", "Sec-WebSocket-Accept",
			"Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions");

	private final HandshakeGuard guard;

	private final ConnectionFollowing following;

	private final HttpServletResponse response;

	private final RequestRewrite rewrite;

	private final @Nullable String token;

	private final @Nullable Principal principal;

	private @Nullable Map<String, String[]> parameters;

	private @Nullable DetachedHttpSession session;

	GuardedRequest(HttpServletRequest request, HttpServletResponse response, HandshakeGuard guard,
			ConnectionFollowing following, HandshakeAttempt attempt, @Nullable Principal principal) {
		super(request);
		this.guard = guard;
		this.following = following;
		this.response = response;
		this.rewrite = attempt.rewrite();
		this.token = attempt.token().map(PresentedToken::value).orElse(null);
		this.principal = principal;
	}

	/**
	 * Leave a request as it is, but for an upgrade on a path that is guarded: one that is
	 * not can lead there.
	 */
	GuardedRequest(HttpServletRequest request, HttpServletResponse response, HandshakeGuard guard,
			ConnectionFollowing following) {
		super(request);
		this.guard = guard;
		this.following = following;
		this.response = response;
		this.rewrite = new RequestRewrite();
		this.token = null;
		this.principal = null;
	}

	@Override
	public <T extends HttpUpgradeHandler> T upgrade(Class<T> handlerClass) throws IOException, ServletException {
		for (Handshake handshake : this.guard.decisionsForUpgrade(this)) {
			refuseUnlessAdmitted(handshake);
		}
		Handshake admitted = Handshake.of(this).filter((handshake) -> handshake.policy().isEnforced()).orElse(null);
		return (admitted != null) ? upgrade(admitted, handlerClass) : super.upgrade(handlerClass);
	}

	private <T extends HttpUpgradeHandler> T upgrade(Handshake admitted, Class<T> handlerClass)
			throws IOException, ServletException {
		prepareResponse(admitted);
		String subprotocol = admitted.attempt().rewrite().subprotocolEcho();
		if (subprotocol != null) {
			echo(subprotocol);
		}
		T handler = this.following.upgrade(admitted, this, (HttpServletRequest) getRequest(), handlerClass);
		admitted.reach(Handshake.Stage.OPENED);
		return handler;
	}

	/**
	 * An answer that has begun cannot become an upgrade, and the rest of one would follow
	 * it as the first message.
	 */
	private void prepareResponse(Handshake handshake) throws UpgradeRefusedException {
		if (this.response.isCommitted()) {
			UPGRADE_HEADERS.forEach((name) -> this.response.setHeader(name, null));
			Rejection rejection = Rejection
				.because(RejectionReason.RESPONSE_WRAPPED, "A filter had answered before the endpoint could upgrade")
				.by(Layer.APPLICATION);
			handshake.refuse(Refusal.of(rejection));
			throw new UpgradeRefusedException(rejection.reason().name());
		}
		this.response.resetBuffer();
		RefusalWriter.unname(this.response);
	}

	private void echo(String subprotocol) {
		if (this.response.getHeader("Sec-WebSocket-Protocol") == null) {
			this.response.setHeader("Sec-WebSocket-Protocol", subprotocol);
		}
	}

	private void refuseUnlessAdmitted(Handshake handshake) throws UpgradeRefusedException {
		if (!handshake.policy().isEnforced()) {
			return;
		}
		Decision decision = handshake.decision();
		if (decision instanceof Decision.Proceed) {
			decision = this.guard.confirmLogin(handshake, this);
		}
		if (decision instanceof Decision.Proceed && handshake.attempt().isTokenDeferred() && !handshake.isFollowed()) {
			decision = new Decision.Reject(HandshakeGuard.nobodyReadsFirstMessage());
		}
		if (decision instanceof Decision.Reject reject) {
			handshake.refuse(Refusal.of(reject.rejection()));
			throw new UpgradeRefusedException(reject.rejection().reason().name());
		}
	}

	@Override
	public @Nullable HttpSession getSession() {
		return getSession(true);
	}

	@Override
	public @Nullable HttpSession getSession(boolean create) {
		HttpSession session = super.getSession(create);
		if (session == null || !outlivesSession()) {
			return session;
		}
		if (this.session == null || !this.session.delegate().equals(session)) {
			this.session = new DetachedHttpSession(session, this.principal != null);
		}
		return this.session;
	}

	/**
	 * A token says by itself how long it is good for, and where the guard keeps the
	 * connection it ends it with the session and says why.
	 */
	private boolean outlivesSession() {
		return this.principal != null || Handshake.of(this).filter(this.following::follows).isPresent();
	}

	@Override
	public @Nullable Principal getUserPrincipal() {
		return (this.principal != null) ? this.principal : super.getUserPrincipal();
	}

	@Override
	public @Nullable String getRemoteUser() {
		return (this.principal != null) ? this.principal.getName() : super.getRemoteUser();
	}

	@Override
	public boolean isUserInRole(String role) {
		if (this.principal == null) {
			return super.isUserInRole(role);
		}
		return Handshake.of(this)
			.flatMap((handshake) -> handshake.attempt().principal())
			.map((token) -> token.getAuthorities().contains(role) || token.getAuthorities().contains("ROLE_" + role))
			.orElse(false);
	}

	@Override
	public @Nullable String getHeader(String name) {
		String replacement = this.rewrite.headerReplacement(name);
		if (replacement == null) {
			return super.getHeader(name);
		}
		return replacement.isEmpty() ? null : replacement;
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		String replacement = this.rewrite.headerReplacement(name);
		if (replacement == null) {
			return super.getHeaders(name);
		}
		return Collections.enumeration(replacement.isEmpty() ? List.of() : List.of(replacement));
	}

	@Override
	public Enumeration<String> getHeaderNames() {
		if (!this.rewrite.replacesHeaders()) {
			return super.getHeaderNames();
		}
		List<String> names = Collections.list(super.getHeaderNames());
		names.removeIf((name) -> "".equals(this.rewrite.headerReplacement(name)));
		return Collections.enumeration(names);
	}

	@Override
	public Cookie @Nullable [] getCookies() {
		Cookie[] cookies = super.getCookies();
		String header = this.rewrite.headerReplacement("Cookie");
		if (cookies == null || header == null) {
			return cookies;
		}
		List<String> visible = Arrays.stream(header.split(";")).map((pair) -> pair.split("=", 2)[0].trim()).toList();
		return Arrays.stream(cookies).filter((cookie) -> visible.contains(cookie.getName())).toArray(Cookie[]::new);
	}

	@Override
	public @Nullable String getQueryString() {
		return this.rewrite.replacesQuery() ? this.rewrite.query() : super.getQueryString();
	}

	@Override
	public @Nullable String getParameter(String name) {
		String[] values = getParameterValues(name);
		return (values != null && values.length > 0) ? values[0] : null;
	}

	@Override
	public String @Nullable [] getParameterValues(String name) {
		return getParameterMap().get(name);
	}

	@Override
	public Enumeration<String> getParameterNames() {
		return Collections.enumeration(getParameterMap().keySet());
	}

	@Override
	public Map<String, String[]> getParameterMap() {
		if (!this.rewrite.replacesQuery()) {
			return super.getParameterMap();
		}
		if (this.parameters == null) {
			this.parameters = withoutToken(super.getParameterMap());
		}
		return this.parameters;
	}

	/**
	 * Drop the parameters that hold the token, as the query that the application sees
	 * does.
	 */
	private Map<String, String[]> withoutToken(Map<String, String[]> all) {
		Map<String, String[]> visible = new LinkedHashMap<>(all);
		visible.values().removeIf((values) -> Arrays.asList(values).contains(this.token));
		return Collections.unmodifiableMap(visible);
	}

}
