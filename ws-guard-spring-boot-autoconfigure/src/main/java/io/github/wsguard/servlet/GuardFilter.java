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
import java.util.Optional;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeRequest.Kind;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.servlet.Handshake.Refusal;

/**
 * Stands in front of the application: decides every upgrade attempt and every SockJS
 * request once, answers what is refused, and names what others refuse. Any other request
 * passes untouched.
 */
public final class GuardFilter implements Filter {

	private static final String AUTHORIZATION = "Authorization";

	private final HandshakeGuard guard;

	private final PrincipalHandover handover;

	private final RefusalNaming naming;

	private final ConnectionFollowing following;

	/**
	 * Create a filter.
	 * @param guard decides
	 * @param handover told of every verified principal on a path that is known to be an
	 * endpoint
	 * @param naming names what others refuse
	 * @param upgrade upgrades requests whose connection no handler of Spring's follows
	 */
	public GuardFilter(HandshakeGuard guard, PrincipalHandover handover, RefusalNaming naming,
			ContainerUpgrade upgrade) {
		this.guard = guard;
		this.handover = handover;
		this.naming = naming;
		this.following = new ConnectionFollowing(upgrade, new Admissions(handover));
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!(request instanceof HttpServletRequest httpRequest)
				|| !(response instanceof HttpServletResponse httpResponse)) {
			chain.doFilter(request, response);
			return;
		}
		Optional<Target> target = this.guard.targetOf(httpRequest);
		if (target.isEmpty()) {
			passAlong(httpRequest, httpResponse, chain);
		}
		else if (isErrorPage(httpRequest, httpResponse) || target.get().policy().isDisabled()) {
			letPass(httpRequest, httpResponse, chain);
		}
		else {
			decide(target.get(), httpRequest, httpResponse, chain);
		}
	}

	/**
	 * Leave alone what is no handshake. A SockJS client at an endpoint without SockJS
	 * learns why it finds nothing.
	 */
	private void passAlong(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Optional<Target> missed = this.guard.sockJsNotEnabled(request);
		if (missed.isEmpty()) {
			chain.doFilter(request, response);
			return;
		}
		CapturedResponse captured = new CapturedResponse(response, this.naming.callStack(),
				CapturedResponse.INATTENTIVE);
		chain.doFilter(request, captured);
		if (captured.getStatus() == HttpServletResponse.SC_NOT_FOUND && !request.isAsyncStarted()
				&& !captured.isOnTheWire() && !captured.hasBodyOfApplication()) {
			captured.withdraw();
			this.guard.refuse(this.guard.undecided(request, missed.get()), captured, this.naming.sockJsNotEnabled());
		}
		else {
			captured.release();
		}
	}

	/**
	 * Somebody refused, and they or the container lead to the page that says so: it is no
	 * endpoint, and an upgrade from there is decided as any other.
	 */
	private static boolean isErrorPage(HttpServletRequest request, HttpServletResponse response) {
		return switch (request.getDispatcherType()) {
			case ERROR -> true;
			case FORWARD -> response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST;
			default -> false;
		};
	}

	private void decide(Target target, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Optional<Handshake> kept = Handshake.of(request);
		Handshake handshake = kept.filter((decided) -> target.isCoveredBy(decided.target()))
			.orElseGet(() -> this.guard.decide(kept.map(Handshake::received).orElse(request), target));
		handshake.keepWith(request);
		handshake.leaveAnswerToFilter();
		if (!handshake.policy().isEnforced()) {
			reportOnly(handshake, request, response, chain);
		}
		else if (handshake.decision() instanceof Decision.Reject reject) {
			refuse(handshake, request, response, Refusal.of(reject.rejection()));
		}
		else {
			admit(handshake, request, response, chain);
		}
	}

	/**
	 * Refuse by the close code where that is wanted: a page whose origin may connect
	 * shall learn why.
	 */
	private void refuse(Handshake handshake, HttpServletRequest request, HttpServletResponse response, Refusal refusal)
			throws IOException {
		boolean open = handshake.target().kind() == Kind.UPGRADE && handshake.attempt().isOriginAdmitted();
		if (open && handshake.policy()
			.delivery()
			.deliver(request, response, refusal.rejection(), handshake.attempt().client(),
					handshake.attempt().request(), handshake.target().isMadeBySockJs())) {
			handshake.refuse(refusal);
			handshake.reportRefused(refusal);
		}
		else {
			this.guard.refuse(handshake, response, refusal);
		}
	}

	/**
	 * Change nothing, but for what the application dispatches to a guarded path.
	 */
	private void letPass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		try {
			chain.doFilter(new GuardedRequest(request, response, this.guard, this.following), response);
		}
		catch (IOException | ServletException | RuntimeException ex) {
			Optional<Handshake> refused = Handshake.of(request)
				.filter((handshake) -> handshake.refusal().isPresent() && handshake.policy().isEnforced());
			if (refused.isEmpty() || response.isCommitted()) {
				throw ex;
			}
			response.reset();
			this.guard.refuse(refused.get(), response, refused.get().refusal().orElseThrow());
		}
	}

	private void reportOnly(Handshake handshake, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws IOException, ServletException {
		try {
			letPass(request, response, chain);
		}
		finally {
			boolean opened = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
			if (handshake.decision() instanceof Decision.Reject reject) {
				handshake.reportOnly(reject.rejection());
			}
			else if (opened && !handshake.isDecidedAgain(request)) {
				handshake.reportAccepted();
			}
			else {
				handshake.reportPassed();
			}
		}
	}

	private void admit(Handshake handshake, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		AdmittedHandshake admitted = new AdmittedHandshake(handshake, request, this.guard, this.naming);
		CapturedResponse captured = admitted.capture(response);
		try {
			chain.doFilter(new GuardedRequest(request, captured, this.guard, this.following, handshake.attempt(),
					principal(handshake, request, response)), captured);
		}
		catch (IOException | ServletException | RuntimeException ex) {
			if (!admitted.answers(captured, ex)) {
				throw ex;
			}
		}
		admitted.complete(captured);
	}

	private @Nullable Principal principal(Handshake handshake, HttpServletRequest request,
			HttpServletResponse response) {
		Optional<TokenPrincipal> principal = handshake.attempt().principal();
		if (principal.isEmpty() || !handshake.target().isNamed()) {
			return null;
		}
		String login = request.getHeader(AUTHORIZATION);
		if (login != null && !login.regionMatches(true, 0, "Bearer", 0, "Bearer".length())) {
			// A proxy may have added it for itself; nobody shall be asked beside the
			// token
			handshake.attempt().rewrite().header(AUTHORIZATION, "");
		}
		return this.handover.handOver(request, response, principal.get(), handshake.attempt().token().orElseThrow());
	}

}
