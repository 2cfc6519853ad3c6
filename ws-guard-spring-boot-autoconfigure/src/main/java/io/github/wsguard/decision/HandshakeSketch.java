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

package io.github.wsguard.decision;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A handshake to be explained, that nobody made. Holds the names of headers and never
 * their values, so that no token can be among them.
 *
 * @param path the raw path within the application, without a query
 * @param origin the {@code Origin} header, or {@code null} for a request without one
 * @param connection how the client reaches the application
 * @param headers the names of the other headers, in any case
 */
public record HandshakeSketch(String path, @Nullable String origin, ClientConnection connection, Set<String> headers) {

}
