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

import java.security.Principal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.github.wsguard.decision.PresentedToken;
import io.github.wsguard.decision.TokenPrincipal;

/**
 * Hands a verified principal to whatever the application asks for one.
 */
public interface PrincipalHandover {

	/**
	 * Hands the principal to nobody but the request and the session.
	 */
	PrincipalHandover PLAIN = new PrincipalHandover() {

		@Override
		public Principal handOver(HttpServletRequest request, HttpServletResponse response, TokenPrincipal principal,
				PresentedToken token) {
			return principal;
		}

		@Override
		public Principal present(TokenPrincipal principal, PresentedToken token) {
			return principal;
		}

	};

	/**
	 * Hand the principal over.
	 * @param request the request, before the application's filters see it
	 * @param response the response
	 * @param principal whom the token speaks for
	 * @param token the verified token
	 * @return the principal as the application shall see it
	 */
	Principal handOver(HttpServletRequest request, HttpServletResponse response, TokenPrincipal principal,
			PresentedToken token);

	/**
	 * Make of a principal what the application shall see, for a token that came after the
	 * handshake.
	 * @param principal whom the token speaks for
	 * @param token the verified token
	 * @return the principal as the application shall see it
	 */
	Principal present(TokenPrincipal principal, PresentedToken token);

}
