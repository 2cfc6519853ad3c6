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

package io.github.wsguard.tomcat;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import jakarta.servlet.http.WebConnection;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import org.apache.tomcat.websocket.Transformation;
import org.apache.tomcat.websocket.server.WsHandshakeRequest;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;
import org.apache.tomcat.websocket.server.WsServerContainer;
import org.jspecify.annotations.Nullable;

/**
 * Opens a WebSocket connection as Tomcat does, with another endpoint in front of the
 * application's. Public, with a constructor that takes nothing, because Tomcat creates
 * it.
 */
public final class FollowedUpgradeHandler extends WsHttpUpgradeHandler {

	private @Nullable BiFunction<Endpoint, EndpointConfig, Endpoint> decorator;

	private boolean decorated;

	/**
	 * Create a handler that opens no connection before it was told what to put in front.
	 */
	public FollowedUpgradeHandler() {
	}

	/**
	 * Return whether this version of Tomcat hands its endpoints over as expected.
	 * @return {@code false} if connections cannot be followed
	 */
	public static boolean isSupported() {
		try {
			WsHttpUpgradeHandler.class.getMethod("preInit", ServerEndpointConfig.class, WsServerContainer.class,
					WsHandshakeRequest.class, List.class, String.class, Transformation.class, Map.class, boolean.class);
			return true;
		}
		catch (NoSuchMethodException ex) {
			return false;
		}
	}

	/**
	 * Say what to put in front of the application's endpoint.
	 * @param decorator returns what Tomcat is to call in place of an endpoint with its
	 * configuration
	 */
	public void decorate(BiFunction<Endpoint, EndpointConfig, Endpoint> decorator) {
		this.decorator = decorator;
	}

	@Override
	public void preInit(ServerEndpointConfig config, WsServerContainer container, WsHandshakeRequest request,
			List<Extension> extensions, String subprotocol, Transformation transformation,
			Map<String, String> pathParameters, boolean secure) {
		if (this.decorator == null) {
			throw new IllegalStateException("Nobody said what to put in front of the endpoint");
		}
		super.preInit(new FollowedEndpointConfig(config, pathParameters, this.decorator), container, request,
				extensions, subprotocol, transformation, pathParameters, secure);
		this.decorator = null;
		this.decorated = true;
	}

	/**
	 * Open the connection.
	 * @throws IllegalStateException if nothing stands in front of the endpoint
	 */
	@Override
	public void init(WebConnection connection) {
		if (!this.decorated) {
			throw new IllegalStateException("Nothing stands in front of the endpoint");
		}
		super.init(connection);
	}

}
