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

package io.github.wsguard.observation;

import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Rejection;

/**
 * The convention of {@code ws.guard.handshake}: every key value is of low cardinality.
 */
public final class DefaultHandshakeObservationConvention implements HandshakeObservationConvention {

	private static final String NONE = "none";

	/**
	 * Create the convention.
	 */
	public DefaultHandshakeObservationConvention() {
	}

	@Override
	public String getName() {
		return "ws.guard.handshake";
	}

	@Override
	public String getContextualName(HandshakeObservationContext context) {
		return "websocket handshake " + context.endpoint();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(HandshakeObservationContext context) {
		@Nullable Rejection rejection = context.rejection();
		return KeyValues.of("endpoint", context.endpoint(), "outcome", context.outcome().value(), "reason",
				(rejection != null) ? rejection.reason().name() : NONE, "layer",
				(rejection != null) ? rejection.layer().value() : NONE);
	}

}
