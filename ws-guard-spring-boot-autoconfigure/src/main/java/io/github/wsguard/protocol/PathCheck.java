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

package io.github.wsguard.protocol;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.HandshakeAttempt;
import io.github.wsguard.decision.HandshakeCheck;

/**
 * Refuses a request whose path the layers of the server could read differently.
 */
public final class PathCheck implements HandshakeCheck {

	/**
	 * Create the check.
	 */
	public PathCheck() {
	}

	@Override
	public Decision evaluate(HandshakeAttempt attempt) {
		return attempt.request().pathFault().<Decision>map(Decision.Reject::new).orElseGet(Decision::proceed);
	}

	@Override
	public Evidence evidence() {
		return Evidence.REQUEST;
	}

	@Override
	public String name() {
		return "path";
	}

}
