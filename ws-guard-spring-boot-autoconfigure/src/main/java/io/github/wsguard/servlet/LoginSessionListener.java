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

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;

import io.github.wsguard.connection.ConnectionRegistry;

/**
 * Ends the connections that the application's own login opened when its HTTP session
 * ends.
 */
public final class LoginSessionListener implements HttpSessionListener, HttpSessionIdListener {

	private final ConnectionRegistry connections;

	/**
	 * Create a listener.
	 * @param connections where live connections are kept
	 */
	public LoginSessionListener(ConnectionRegistry connections) {
		this.connections = connections;
	}

	@Override
	public void sessionDestroyed(HttpSessionEvent event) {
		this.connections.loggedOut(event.getSession().getId());
	}

	@Override
	public void sessionIdChanged(HttpSessionEvent event, String oldSessionId) {
		this.connections.httpSessionRenamed(oldSessionId, event.getSession().getId());
	}

}
