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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What bounds the connections of an endpoint.
 *
 * @param closeOnExpiry whether a connection ends with its token
 * @param clockSkew for how long after its {@code exp} a token still counts
 * @param maxDuration the longest that a connection may last, or {@code null}
 * @param idleTimeout for how long no message may pass in either direction, or
 * {@code null}
 * @param maxMessageSize the most bytes that a message from the client may have, or
 * {@code null} if the container's limit is the only one
 * @param namesReasons whether clients are told why their connection is closed
 */
public record ConnectionSettings(boolean closeOnExpiry, Duration clockSkew, @Nullable Duration maxDuration,
		@Nullable Duration idleTimeout, @Nullable Integer maxMessageSize, boolean namesReasons) {

	ConnectionSettings inContainer() {
		return new ConnectionSettings(this.closeOnExpiry, this.clockSkew, this.maxDuration, null, null,
				this.namesReasons);
	}

}
