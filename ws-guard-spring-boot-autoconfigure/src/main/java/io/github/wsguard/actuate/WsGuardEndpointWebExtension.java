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

package io.github.wsguard.actuate;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Shows {@link WsGuardEndpoint} over HTTP: values to those who may see them, and what is
 * wrong with parameters to all.
 */
@EndpointWebExtension(endpoint = WsGuardEndpoint.class)
public final class WsGuardEndpointWebExtension {

	private final WsGuardEndpoint delegate;

	private final Show showValues;

	private final Set<String> roles;

	/**
	 * Create an extension.
	 * @param delegate the endpoint
	 * @param showValues when to show origins, addresses and the like
	 * @param roles who may see them when authorized; everybody who is authenticated if
	 * empty
	 */
	public WsGuardEndpointWebExtension(WsGuardEndpoint delegate, Show showValues, Set<String> roles) {
		this.delegate = delegate;
		this.showValues = showValues;
		this.roles = roles;
	}

	/**
	 * Show the guard.
	 * @param securityContext who asks
	 * @return what holds, and what was refused
	 */
	@ReadOperation
	public WsGuardDescriptor wsGuard(SecurityContext securityContext) {
		return this.delegate.describe(this.showValues.isShown(securityContext, this.roles));
	}

	/**
	 * Explain what would become of a handshake.
	 * @param operation {@code explain}
	 * @param path the raw path behind the context path, without a query
	 * @param origin the {@code Origin} header
	 * @param address the client's IP address
	 * @param server scheme, host and port by which the client reaches the application
	 * @param headers names of headers that the request has beside those of a handshake
	 * @param without names of headers of a handshake that the request has lost
	 * @return the verdict of each check
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> explain(@Selector String operation, @Nullable String path,
			@Nullable String origin, @Nullable String address, @Nullable String server, @Nullable List<String> headers,
			@Nullable List<String> without) {
		if (path == null) {
			return invalid("'path' is missing; it is the path of the handshake, such as /ws/chat");
		}
		try {
			OperationResponseBody explanation = this.delegate.explain(operation, path, origin, address, server, headers,
					without);
			return new WebEndpointResponse<>(explanation,
					(explanation != null) ? WebEndpointResponse.STATUS_OK : WebEndpointResponse.STATUS_NOT_FOUND);
		}
		catch (InvalidEndpointRequestException ex) {
			return invalid(String.valueOf(ex.getReason()));
		}
	}

	private static WebEndpointResponse<OperationResponseBody> invalid(String problem) {
		return new WebEndpointResponse<>(new Problem(problem), WebEndpointResponse.STATUS_BAD_REQUEST);
	}

	/**
	 * What is wrong with the parameters.
	 *
	 * @param error one sentence that quotes none of them
	 */
	record Problem(String error) implements OperationResponseBody {

	}

}
