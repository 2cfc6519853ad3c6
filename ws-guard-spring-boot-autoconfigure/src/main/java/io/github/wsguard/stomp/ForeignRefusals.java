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

package io.github.wsguard.stomp;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;

import io.github.wsguard.decision.Rejection;

/**
 * Names what others than the guard refuse, by the exception that they throw.
 */
@FunctionalInterface
public interface ForeignRefusals {

	/**
	 * Names nothing.
	 */
	ForeignRefusals NONE = (message, failure) -> Optional.empty();

	/**
	 * Name a refusal.
	 * @param message the message of the client, or {@code null} if it cannot be read
	 * @param failure what an interceptor of the application threw, or what that was
	 * wrapped in
	 * @return the refusal, or empty if it is none that is known
	 */
	Optional<Rejection> name(@Nullable Message<?> message, Throwable failure);

}
