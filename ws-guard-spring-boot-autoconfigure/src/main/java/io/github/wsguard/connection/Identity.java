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

package io.github.wsguard.connection;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.TokenPrincipal;

/**
 * Who a connection belongs to.
 *
 * @param token whom its token speaks for, or {@code null} if it has none
 * @param principal the principal as the application sees it, or {@code null} if nobody is
 * known
 */
public record Identity(@Nullable TokenPrincipal token, @Nullable Principal principal) {

	/**
	 * Nobody.
	 */
	public static final Identity ANONYMOUS = new Identity(null, null);

	/**
	 * Return whether two tokens speak for one subject of one issuer. Tokens without a
	 * subject may be anybody's.
	 * @param other another identity
	 * @return {@code false} if one of the two has no token
	 */
	boolean isOfOneSubjectWith(Identity other) {
		return this.token != null && other.token != null && this.token.getSubject().isPresent()
				&& this.token.getSubject().equals(other.token.getSubject())
				&& this.token.getIssuer().equals(other.token.getIssuer());
	}

}
