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

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.Responder;
import io.github.wsguard.security.AccessDenials;
import io.github.wsguard.security.SecurityResponders;
import io.github.wsguard.servlet.AccessControl;

/**
 * Spring Security between the guard and the endpoints.
 */
final class SpringSecurityAccessControl implements AccessControl {

	private final SecurityResponders responders = new SecurityResponders();

	private final AccessDenials denials;

	SpringSecurityAccessControl(AccessDenials denials) {
		this.denials = denials;
	}

	@Override
	public @Nullable Responder recognize(Class<?> type) {
		return this.responders.recognize(type);
	}

	@Override
	public boolean answers(Throwable exception) {
		return this.responders.answer(exception);
	}

	@Override
	public Optional<Rejection> denial(HttpServletRequest request) {
		return this.denials.denial(request);
	}

	@Override
	public void forget(HttpServletRequest request) {
		this.denials.forgetSavedRequest(request);
	}

}
