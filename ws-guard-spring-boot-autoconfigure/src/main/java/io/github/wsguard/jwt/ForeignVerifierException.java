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

package io.github.wsguard.jwt;

/**
 * Says that somebody else's verifier failed, and where. What it said of it is not
 * repeated, because messages of exceptions quote tokens, claims and the answers of key
 * servers.
 */
final class ForeignVerifierException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final int MOST_CAUSES = 10;

	ForeignVerifierException(Throwable failure) {
		super(types(failure));
		setStackTrace(failure.getStackTrace());
	}

	private static String types(Throwable failure) {
		StringBuilder types = new StringBuilder("The verifier of the application failed: ");
		types.append(failure.getClass().getName());
		Throwable cause = failure.getCause();
		for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
			types.append(", caused by ").append(cause.getClass().getName());
			cause = cause.getCause();
		}
		return types.toString();
	}

}
