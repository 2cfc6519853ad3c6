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

import java.security.Principal;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

import io.github.wsguard.connection.PrincipalScope;

/**
 * Holds the principal of a connection in Spring Security's context while the application
 * handles its messages, and leaves the thread as it was.
 */
public final class SecurityContextScope implements PrincipalScope {

	private final SecurityContextHolderStrategy holder = SecurityContextHolder.getContextHolderStrategy();

	/**
	 * Create a scope.
	 */
	public SecurityContextScope() {
	}

	@Override
	public Closing enter(@Nullable Principal principal) {
		SecurityContext before = this.holder.getContext();
		SecurityContext context = this.holder.createEmptyContext();
		if (principal instanceof Authentication authentication) {
			context.setAuthentication(authentication);
		}
		this.holder.setContext(context);
		return () -> restore(before);
	}

	private void restore(SecurityContext before) {
		if (before.getAuthentication() == null) {
			this.holder.clearContext();
		}
		else {
			this.holder.setContext(before);
		}
	}

}
