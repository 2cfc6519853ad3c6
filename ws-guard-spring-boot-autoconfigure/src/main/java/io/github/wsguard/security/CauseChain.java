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

import org.jspecify.annotations.Nullable;

/**
 * An exception and what caused it. Judged by types: messages change, and quote what they
 * should not.
 */
final class CauseChain {

	private static final int MOST_CAUSES = 20;

	private final Throwable failure;

	CauseChain(Throwable failure) {
		this.failure = failure;
	}

	/**
	 * Return whether the exception or one of its causes is of a type.
	 * @param types the types, one of which is enough
	 * @return {@code true} if so
	 */
	boolean has(Class<?>... types) {
		for (Class<?> type : types) {
			if (first(type) != null) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return the first of the exception and its causes that is of a type.
	 * @param type the type
	 * @return the exception, or {@code null} if none is
	 */
	<T> @Nullable T first(Class<T> type) {
		Throwable cause = this.failure;
		for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
			cause = cause.getCause();
		}
		return null;
	}

}
