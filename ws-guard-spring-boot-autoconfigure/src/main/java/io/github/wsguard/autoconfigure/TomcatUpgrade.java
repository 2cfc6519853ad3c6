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

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;

import io.github.wsguard.connection.Admission;
import io.github.wsguard.connection.ConnectionRegistry;
import io.github.wsguard.servlet.ContainerUpgrade;
import io.github.wsguard.tomcat.FollowedUpgradeHandler;
import io.github.wsguard.websocket.FollowedEndpoint;
import io.github.wsguard.websocket.OfferedEndpoint;
import io.github.wsguard.websocket.SessionGuard;

/**
 * Follows the connections that Tomcat hands to {@code @ServerEndpoint} classes and to
 * whoever else upgrades past Spring's handlers.
 */
final class TomcatUpgrade implements ContainerUpgrade {

	private final SessionGuard sessions;

	private final ConnectionRegistry registry;

	TomcatUpgrade(SessionGuard sessions, ConnectionRegistry registry) {
		this.sessions = sessions;
		this.registry = registry;
	}

	@Override
	public boolean follows(Class<? extends HttpUpgradeHandler> handlerClass) {
		return handlerClass == WsHttpUpgradeHandler.class;
	}

	@Override
	public <T extends HttpUpgradeHandler> T upgrade(HttpServletRequest request, Class<T> handlerClass,
			Admission admission, boolean handedOver) throws IOException, ServletException {
		FollowedUpgradeHandler handler = request.upgrade(FollowedUpgradeHandler.class);
		handler.decorate((endpoint, config) -> handedOver
				? new OfferedEndpoint(endpoint, config, admission, this.sessions, this.registry)
				: new FollowedEndpoint(endpoint, config, admission, this.registry));
		return handlerClass.cast(handler);
	}

}
