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

/**
 * Event: a handshake was refused, by the guard or by another layer, and the refusal was
 * written; or it would have been, where the guard only reports. Published on the thread
 * of the request; what a listener throws changes nothing.
 *
 * @param id the identifier that the response and the log line carry too
 * @param endpoint the pattern of the endpoint
 * @param path the path of the request, within the application
 * @param query the query without the token, or {@code null} if there is none
 * @param origin the {@code Origin} header, bounded and escaped, or {@code null} if there
 * is none
 * @param remoteAddress the address of the client, after trusted proxies
 * @param rejection why, and who said so
 * @param status the HTTP status that was written
 * @param reportOnly whether the refusal was only reported and the request went on
 */
public record HandshakeRejected(String id, String endpoint, String path, @Nullable String query,
		@Nullable String origin, String remoteAddress, Rejection rejection, int status,
		boolean reportOnly) implements HandshakeEvent {

}
