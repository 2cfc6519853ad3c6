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

import java.security.Principal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.github.wsguard.decision.PresentedToken;
import io.github.wsguard.decision.TokenPrincipal;
import io.github.wsguard.security.SecurityContextHandover;
import io.github.wsguard.servlet.PrincipalHandover;

/**
 * Hands principals to Spring Security.
 */
final class SpringSecurityHandover implements PrincipalHandover {

	private final SecurityContextHandover handover;

	SpringSecurityHandover(SecurityContextHandover handover) {
		this.handover = handover;
	}

	@Override
	public Principal handOver(HttpServletRequest request, HttpServletResponse response, TokenPrincipal principal,
			PresentedToken token) {
		return this.handover.handOver(request, response, principal, token);
	}

	@Override
	public Principal present(TokenPrincipal principal, PresentedToken token) {
		return this.handover.authentication(principal, token);
	}

}
