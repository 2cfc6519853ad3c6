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

package io.github.wsguard.security;

import java.util.function.Consumer;

import jakarta.servlet.http.HttpSession;

import org.springframework.context.ApplicationListener;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Ends the connections that a login opened when its user logs out and keeps his HTTP
 * session. Where the session ends with the login, that is enough.
 */
public final class LogoutListener implements ApplicationListener<LogoutSuccessEvent> {

	private final Consumer<String> loggedOut;

	/**
	 * Create a listener.
	 * @param loggedOut told the identifier of the HTTP session whose user logged out
	 */
	public LogoutListener(Consumer<String> loggedOut) {
		this.loggedOut = loggedOut;
	}

	/**
	 * The event tells who logged out, and the user may be logged in elsewhere: the
	 * session of the request that logs out tells which login it was.
	 */
	@Override
	public void onApplicationEvent(LogoutSuccessEvent event) {
		if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current) {
			HttpSession session = current.getRequest().getSession(false);
			if (session != null) {
				this.loggedOut.accept(session.getId());
			}
		}
	}

}
