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

import io.github.wsguard.decision.Rejection;

/**
 * Told of what becomes of live connections. Must neither block nor throw.
 */
public interface ConnectionListener {

	/**
	 * A connection was ended by the guard: its time was over, somebody closed it, or a
	 * message was refused. Told once for each connection, before the client is.
	 * @param connection the connection
	 * @param rejection why
	 */
	void ended(LiveConnection connection, Rejection rejection);

	/**
	 * Something failed that concerns no single caller.
	 * @param what what failed
	 * @param failure how
	 */
	void failed(String what, Throwable failure);

}
