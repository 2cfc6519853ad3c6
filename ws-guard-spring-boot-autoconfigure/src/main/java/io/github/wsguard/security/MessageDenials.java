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

import java.util.Optional;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.csrf.CsrfException;

import io.github.wsguard.decision.Layer;
import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.RejectionReason;

/**
 * Names what Spring Security refuses of the messages of a connection.
 */
public final class MessageDenials {

	/**
	 * Create the naming.
	 */
	public MessageDenials() {
	}

	/**
	 * Name a refusal.
	 * @param failure what was thrown, or what that was wrapped in
	 * @return the refusal, or empty if Spring Security refused nothing
	 */
	public Optional<Rejection> name(Throwable failure) {
		CauseChain causes = new CauseChain(failure);
		if (causes.has(CsrfException.class)) {
			return because(RejectionReason.CSRF_INVALID, "The CONNECT frame has no CSRF token, or another one");
		}
		return causes.has(AccessDeniedException.class)
				? because(RejectionReason.ACCESS_DENIED, "Spring Security denied a message") : Optional.empty();
	}

	private static Optional<Rejection> because(RejectionReason reason, String detail) {
		return Optional.of(Rejection.because(reason, detail).by(Layer.SPRING_SECURITY));
	}

}
