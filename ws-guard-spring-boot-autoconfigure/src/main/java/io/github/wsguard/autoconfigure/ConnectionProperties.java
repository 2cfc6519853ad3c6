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

package io.github.wsguard.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What bounds live connections.
 *
 * @param closeOnExpiry whether a connection ends with its token, once the clock skew has
 * passed, too
 * @param maxDuration the longest that a connection may last; for ever when absent
 * @param idleTimeout for how long no message may pass in either direction; for ever when
 * absent
 * @param maxMessageSize the largest message that a client may send; what the container
 * takes when absent
 * @param drain over how long the connections are closed when the application stops
 * @param refresh fresh tokens for live connections
 */
public record ConnectionProperties(@DefaultValue("true") boolean closeOnExpiry, @Nullable Duration maxDuration,
		@Nullable Duration idleTimeout, @Nullable DataSize maxMessageSize, @DefaultValue("10s") Duration drain,
		@DefaultValue Refresh refresh) {

	/**
	 * Fresh tokens for live connections.
	 *
	 * @param enabled whether a client may send a fresh token for a connection that is
	 * open
	 * @param path where to, relative to the context path
	 */
	public record Refresh(@DefaultValue("false") boolean enabled, @DefaultValue("/ws-guard/refresh") String path) {

	}

}
