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

package io.github.wsguard.security;

import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.core.authority.AuthorityUtils;

import static org.assertj.core.api.Assertions.assertThat;

class AccessDenialsTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	private final AccessDenials denials = new AccessDenials();

	@Test
	void namesAuthoritiesThatARuleAsksFor() {
		deny(new AuthorityAuthorizationDecision(false, AuthorityUtils.createAuthorityList("ROLE_STAFF")));
		assertThat(this.denials.denial(this.request))
			.hasValueSatisfying((rejection) -> assertThat(rejection.detail()).endsWith("ROLE_STAFF"));
	}

	@Test
	void lastDenialCounts() {
		deny(new AuthorityAuthorizationDecision(false, AuthorityUtils.createAuthorityList("ROLE_STAFF")));
		deny(new AuthorizationDecision(false));
		assertThat(this.denials.denial(this.request)).isEmpty();
	}

	private void deny(AuthorizationResult result) {
		this.denials.onApplicationEvent(new AuthorizationDeniedEvent<>(() -> null, this.request, result));
	}

}
