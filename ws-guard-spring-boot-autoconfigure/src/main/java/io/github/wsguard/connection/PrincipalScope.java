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

/**
 * Lets the application's own means tell who is at the other end, for as long as it
 * handles a message.
 */
@FunctionalInterface
public interface PrincipalScope {

	/**
	 * Does nothing: the application asks its session.
	 */
	PrincipalScope NONE = (principal) -> () -> {
	};

	/**
	 * Begin to work for somebody on this thread.
	 * @param principal the principal as the application sees it, or {@code null} for
	 * nobody
	 * @return to be closed on the same thread, which is left as it was found
	 */
	Closing enter(@Nullable Principal principal);

	/**
	 * Ends the work for somebody.
	 */
	@FunctionalInterface
	interface Closing extends AutoCloseable {

		@Override
		void close();

	}

}
