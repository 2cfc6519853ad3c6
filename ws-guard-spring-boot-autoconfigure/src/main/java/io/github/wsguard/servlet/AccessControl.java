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

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.Responder;

/**
 * What is known about the access control that stands between the guard and the endpoints.
 */
public interface AccessControl {

	/**
	 * An application without any.
	 */
	AccessControl NONE = new AccessControl() {

		@Override
		public @Nullable Responder recognize(Class<?> type) {
			return null;
		}

		@Override
		public boolean answers(Throwable exception) {
			return false;
		}

		@Override
		public Optional<Rejection> denial(HttpServletRequest request) {
			return Optional.empty();
		}

		@Override
		public void forget(HttpServletRequest request) {
		}

	};

	/**
	 * Tell which part of the access control a class belongs to.
	 * @param type a class on the stack of calls
	 * @return the part, or {@code null} if the class is none of it
	 */
	@Nullable Responder recognize(Class<?> type);

	/**
	 * Tell whether the access control answers an exception that was thrown behind it.
	 * @param exception the exception
	 * @return {@code true} if it does
	 */
	boolean answers(Throwable exception);

	/**
	 * Return why access was denied, where a rule said so.
	 * @param request the request
	 * @return the rejection, or empty if no rule was noted
	 */
	Optional<Rejection> denial(HttpServletRequest request);

	/**
	 * Forget that the request wanted to come back after a login: a handshake cannot.
	 * @param request the request
	 */
	void forget(HttpServletRequest request);

}
