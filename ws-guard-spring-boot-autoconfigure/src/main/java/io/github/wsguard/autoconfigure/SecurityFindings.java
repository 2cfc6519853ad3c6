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

package io.github.wsguard.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.wsguard.findings.Finding;
import io.github.wsguard.inspection.EndpointInspection;
import io.github.wsguard.inspection.SecurityVerdict;
import io.github.wsguard.inspection.SecurityVerdict.Answer;
import io.github.wsguard.token.TokenSource;

/**
 * What the chain of Spring Security does to handshakes that the guard admits. Nothing
 * here is an error: a rule may know clients that a probe cannot stand for.
 */
final class SecurityFindings {

	private final String place;

	private final ResolvedPolicy policy;

	private final EndpointInspection inspection;

	private final List<Finding> findings = new ArrayList<>();

	private SecurityFindings(EndpointInspection inspection, ResolvedPolicy policy) {
		this.place = inspection.endpoint().endpoint().pattern();
		this.policy = policy;
		this.inspection = inspection;
	}

	static List<Finding> about(EndpointInspection inspection, ResolvedPolicy policy) {
		SecurityFindings findings = new SecurityFindings(inspection, policy);
		inspection.handshake(authorities(policy)).ifPresent(findings::aboutHandshake);
		if (inspection.endpoint().endpoint().sockJs()) {
			findings.aboutSockJs();
		}
		return findings.findings;
	}

	private static List<String> authorities(ResolvedPolicy policy) {
		return Stream
			.concat(policy.require().authorities().stream(),
					policy.require().scopes().stream().map((scope) -> "SCOPE_" + scope))
			.toList();
	}

	private void aboutHandshake(SecurityVerdict verdict) {
		if (verdict.demandsTls() && !this.policy.requireTls()) {
			add("SECURITY_DEMANDS_TLS", verdict,
					"redirects handshakes that did not come by TLS, " + "and WebSocket clients follow no redirect",
					"Set 'require-tls: true' for this endpoint");
		}
		if (!verdict.seesJoinedPrincipal()) {
			add("PRINCIPAL_IGNORED", verdict,
					"does not look where the guard puts the principal, " + "and treats every handshake as anonymous",
					"Let the securityContextRepository of the chain be a "
							+ "DelegatingSecurityContextRepository that begins with a RequestAttributeSecurityContextRepository");
		}
		if (verdict.joined() == Answer.REFUSED) {
			add("SECURITY_REFUSES_HANDSHAKE", verdict, "denied a handshake with a valid token on trial",
					"Let the chain admit authenticated handshakes on this path, unless it shall stay closed");
		}
		else if (admitsWithoutLogin() && verdict.anonymous() == Answer.REFUSED) {
			aboutLogin(verdict);
		}
	}

	private void aboutLogin(SecurityVerdict verdict) {
		if (verdict.logins().isEmpty()) {
			add("SECURITY_DEMANDS_LOGIN", verdict, "refuses clients without a token, which the guard admits",
					"Permit the path in the chain, or set 'token.required' or 'require.authenticated'");
		}
		else {
			add("LOGIN_PAGE_ON_ENDPOINT", verdict,
					"sends clients without a token, which the guard admits, to a login "
							+ "page that no WebSocket client can show",
					"Permit the path in the chain, or set 'token.required' or 'require.authenticated'");
		}
	}

	private boolean admitsWithoutLogin() {
		return !this.policy.token().required() && !this.policy.require().authenticated();
	}

	private void aboutSockJs() {
		this.inspection.sockJs("GET", "/info").ifPresent((verdict) -> {
			if (verdict.anonymous() == Answer.REFUSED && !this.policy.require().authenticated()) {
				add("SOCKJS_INFO_REFUSED", verdict,
						"refuses GET /info, which SockJS clients send first and without a token",
						"Permit GET on '" + this.place.replace("/**", "/info") + "' in the chain; it tells no secret");
			}
		});
		if (mayBeForged()) {
			this.inspection.sockJs("POST", "/000/probe/xhr")
				.filter(SecurityVerdict::demandsCsrfToken)
				.ifPresent((verdict) -> add("CSRF_ON_SOCKJS", verdict,
						"demands a CSRF token, and SockJS clients cannot send one with their transports",
						"Exempt '" + this.place + "' with csrf.ignoringRequestMatchers: "
								+ "the guard checks the origin of each of these requests"));
		}
	}

	/**
	 * CSRF protection is skipped for a token that the client placed itself.
	 */
	private boolean mayBeForged() {
		return !this.policy.token().required() || this.policy.token().sources().contains(TokenSource.COOKIE);
	}

	private void add(String code, SecurityVerdict verdict, String what, String fix) {
		this.findings
			.add(Finding.warning(code, this.place, "The Spring Security chain '" + verdict.chain() + "' " + what, fix));
	}

}
