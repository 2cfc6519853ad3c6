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

import org.jspecify.annotations.Nullable;

import io.github.wsguard.decision.Rejection;
import io.github.wsguard.decision.TokenPrincipal;

/**
 * Event: the guard ended a live connection, because its time was over, somebody closed
 * it, or a message was refused. The client is told the same reason. What a listener
 * throws changes nothing.
 *
 * @param id the identifier of the connection, which is that of its handshake
 * @param endpoint the pattern of the endpoint
 * @param remoteAddress the address of the client, after trusted proxies
 * @param principal whom its token spoke for, or {@code null} if none was verified
 * @param rejection why, and who said so
 */
public record ConnectionEnded(String id, String endpoint, String remoteAddress, @Nullable TokenPrincipal principal,
		Rejection rejection) {

}
