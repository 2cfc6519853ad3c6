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
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
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
	 * Explain what would become of a handshake, or list live connections.
	 * @param securityContext who asks
	 * @param operation {@code explain} or {@code connections}
	 * @param path of a handshake the raw path behind the context path, without a query
	 * @param origin the {@code Origin} header
	 * @param address the client's IP address
	 * @param server scheme, host and port by which the client reaches the application
	 * @param headers names of headers that the request has beside those of a handshake
	 * @param without names of headers of a handshake that the request has lost
	 * @param page the number of a page of connections
	 * @return the verdict of each check, or the connections
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> read(SecurityContext securityContext, @Selector String operation,
			@Nullable String path, @Nullable String origin, @Nullable String address, @Nullable String server,
			@Nullable List<String> headers, @Nullable List<String> without, @Nullable Integer page) {
		try {
			return switch (operation) {
				case WsGuardEndpoint.EXPLAIN ->
					new WebEndpointResponse<>(this.delegate.explain(path, origin, address, server, headers, without));
				case WsGuardEndpoint.CONNECTIONS -> new WebEndpointResponse<>(
						this.delegate.connections(page, this.showValues.isShown(securityContext, this.roles)));
				default -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
			};
		}
		catch (InvalidEndpointRequestException ex) {
			return invalid(String.valueOf(ex.getReason()));
		}
	}

	/**
	 * Close a live connection.
	 * @param operation {@code connections}
	 * @param id the identifier of the connection
	 * @return no content, or not found if there is no such connection
	 */
	@DeleteOperation
	public WebEndpointResponse<Void> close(@Selector String operation, @Selector String id) {
		return new WebEndpointResponse<>(this.delegate.close(operation, id) ? WebEndpointResponse.STATUS_NO_CONTENT
				: WebEndpointResponse.STATUS_NOT_FOUND);
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
