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

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP session of a handshake whose connection must not be closed by the container
 * when the session ends: either a token says how long it lasts, or the guard closes it
 * and says why.
 * <p>
 * Tomcat remembers a session by its identifier when the connection is opened, and knows
 * none if this one does not tell. Everybody else sees the session as it is; but where a
 * token says who connects, whoever logged in with the session does not.
 */
final class DetachedHttpSession implements HttpSession {

	private static final String OPENS_CONNECTION = "org.apache.tomcat.websocket.server.WsHttpUpgradeHandler";

	// Spring Security's own name
	private static final String LOGIN = "SPRING_SECURITY_CONTEXT";

	private static final StackWalker STACK = StackWalker.getInstance();

	private final HttpSession delegate;

	private final boolean loginHidden;

	/**
	 * Create a session.
	 * @param delegate the session as it is
	 * @param loginHidden whether to hide who is logged in
	 */
	DetachedHttpSession(HttpSession delegate, boolean loginHidden) {
		this.delegate = delegate;
		this.loginHidden = loginHidden;
	}

	HttpSession delegate() {
		return this.delegate;
	}

	@Override
	public @Nullable String getId() {
		boolean opens = STACK.walk((frames) -> frames.skip(1).findFirst())
			.filter((caller) -> caller.getClassName().equals(OPENS_CONNECTION))
			.isPresent();
		return opens ? null : this.delegate.getId();
	}

	@Override
	public long getCreationTime() {
		return this.delegate.getCreationTime();
	}

	@Override
	public long getLastAccessedTime() {
		return this.delegate.getLastAccessedTime();
	}

	@Override
	public ServletContext getServletContext() {
		return this.delegate.getServletContext();
	}

	@Override
	public void setMaxInactiveInterval(int interval) {
		this.delegate.setMaxInactiveInterval(interval);
	}

	@Override
	public int getMaxInactiveInterval() {
		return this.delegate.getMaxInactiveInterval();
	}

	@Override
	public @Nullable Object getAttribute(String name) {
		return (this.loginHidden && LOGIN.equals(name)) ? null : this.delegate.getAttribute(name);
	}

	@Override
	public Enumeration<String> getAttributeNames() {
		if (!this.loginHidden) {
			return this.delegate.getAttributeNames();
		}
		List<String> names = Collections.list(this.delegate.getAttributeNames());
		names.remove(LOGIN);
		return Collections.enumeration(names);
	}

	@Override
	public void setAttribute(String name, @Nullable Object value) {
		this.delegate.setAttribute(name, value);
	}

	@Override
	public void removeAttribute(String name) {
		this.delegate.removeAttribute(name);
	}

	@Override
	public void invalidate() {
		this.delegate.invalidate();
	}

	@Override
	public boolean isNew() {
		return this.delegate.isNew();
	}

	@Override
	public HttpSession.Accessor getAccessor() {
		return this.delegate.getAccessor();
	}

}
