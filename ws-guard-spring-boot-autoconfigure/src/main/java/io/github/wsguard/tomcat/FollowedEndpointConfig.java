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

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import javax.naming.NamingException;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import org.apache.tomcat.InstanceManager;
import org.apache.tomcat.InstanceManagerBindings;
import org.apache.tomcat.websocket.pojo.PojoEndpointServer;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one connection, from which Tomcat gets another endpoint than the
 * application's.
 */
final class FollowedEndpointConfig extends ServerEndpointConfig.Configurator implements ServerEndpointConfig {

	private final ServerEndpointConfig config;

	private final Map<String, String> pathParameters;

	// Gone with the endpoint: this stays for as long as the connection
	private @Nullable BiFunction<Endpoint, EndpointConfig, Endpoint> decorator;

	FollowedEndpointConfig(ServerEndpointConfig config, Map<String, String> pathParameters,
			BiFunction<Endpoint, EndpointConfig, Endpoint> decorator) {
		this.config = config;
		this.pathParameters = pathParameters;
		this.decorator = decorator;
	}

	/**
	 * The handshake is done: an endpoint is all that Tomcat still asks for.
	 */
	@Override
	public Configurator getConfigurator() {
		return this;
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> T getEndpointInstance(Class<T> endpointClass) throws InstantiationException {
		Object instance = this.config.getConfigurator().getEndpointInstance(endpointClass);
		inject(instance);
		Endpoint endpoint = (instance instanceof Endpoint own) ? own
				: new PojoEndpointServer(this.pathParameters, instance);
		BiFunction<Endpoint, EndpointConfig, Endpoint> once = this.decorator;
		this.decorator = null;
		if (once == null) {
			throw new IllegalStateException("A connection has one endpoint");
		}
		// Tomcat takes any object
		return (T) once.apply(endpoint, this.config);
	}

	/**
	 * Tomcat does so with what it gets, which is not the application's endpoint any more.
	 */
	private static void inject(Object instance) throws InstantiationException {
		InstanceManager instances = InstanceManagerBindings.get(Thread.currentThread().getContextClassLoader());
		if (instances == null) {
			return;
		}
		try {
			instances.newInstance(instance);
		}
		catch (IllegalAccessException | InvocationTargetException | NamingException ex) {
			throw (InstantiationException) new InstantiationException("The endpoint could not be made").initCause(ex);
		}
	}

	@Override
	public Class<?> getEndpointClass() {
		return this.config.getEndpointClass();
	}

	@Override
	public String getPath() {
		return this.config.getPath();
	}

	@Override
	public List<String> getSubprotocols() {
		return this.config.getSubprotocols();
	}

	@Override
	public List<Extension> getExtensions() {
		return this.config.getExtensions();
	}

	@Override
	public List<Class<? extends Encoder>> getEncoders() {
		return this.config.getEncoders();
	}

	@Override
	public List<Class<? extends Decoder>> getDecoders() {
		return this.config.getDecoders();
	}

	@Override
	public Map<String, Object> getUserProperties() {
		return this.config.getUserProperties();
	}

}
