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

package io.github.wsguard.servlet;

import org.jspecify.annotations.Nullable;

import io.github.wsguard.connection.ConnectionSettings;
import io.github.wsguard.connection.FirstMessageSettings;
import io.github.wsguard.decision.CheckChain;

/**
 * What holds for the connections of an endpoint once they are open.
 *
 * @param settings what bounds them
 * @param firstMessage bounds the wait for a token that comes as the first message, or
 * {@code null} if no token is read from there
 * @param tokenChain judges tokens that come after the handshake
 * @param refreshChain judges requests that bring a fresh token, up to the token
 * @param refreshable whether clients may choose an identifier to refresh their token by
 */
public record ConnectionPolicy(ConnectionSettings settings, @Nullable FirstMessageSettings firstMessage,
		CheckChain tokenChain, CheckChain refreshChain, boolean refreshable) {

}
