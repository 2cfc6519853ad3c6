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

package io.github.wsguard.authorization;

import java.util.List;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeCheck;
import io.github.wsguard.decision.HandshakeRequest;
import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.decision.TokenPrincipal;

/**
 * Refuses clients without token that are not logged in to the application, where the
 * endpoint relies on that. Asked where the login is known: behind the application's own
 * security.
 */
public final class LoginCheck implements HandshakeCheck {

	private final Requirement requirement;

	/**
	 * Create a check.
	 * @param requirement what the endpoint requires
	 */
	public LoginCheck(Requirement requirement) {
		this.requirement = requirement;
	}

	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		HandshakeRequest request = attempt.request();
		if (!this.requirement.authenticated() || request.kind() == HandshakeRequest.Kind.SOCKJS_RESOURCE) {
			return Decision.proceed();
		}
		TokenPrincipal principal = attempt.principal().orElse(null);
		List<String> login = request.applicationLogin().orElse(null);
		if (principal == null && login == null) {
			return Decision.reject(RejectionReason.LOGIN_REQUIRED, "Nobody is logged in to the application");
		}
		boolean granted = (login != null && Authorities.suffice(this.requirement, login))
				|| (principal != null && Authorities.suffice(this.requirement, principal.getAuthorities()));
		return granted ? Decision.proceed()
				: Decision.reject(RejectionReason.AUTHORITY_MISSING, "None of the required authorities is granted");
	}

	@Override
	public Evidence evidence() {
		return Evidence.LOGIN;
	}

	@Override
	public String name() {
		return "login";
	}

}
