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

package io.github.wsguard.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A request whose every part a test may choose. Mutable, so that a test says only what
 * differs from {@link HandshakeAttempts#handshake()}.
 */
public final class FakeHandshakeRequest implements HandshakeRequest {

	private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private final Map<String, String> pathVariables = new LinkedHashMap<>();

	private Kind kind = Kind.UPGRADE;

	private String method = "GET";

	private String httpVersion = "HTTP/1.1";

	private @Nullable String query;

	private ClientConnection connection = HandshakeAttempts.CLIENT;

	private @Nullable Rejection pathFault;

	private List<String> supportedSubprotocols = List.of();

	private @Nullable Predicate<String> registeredOrigins;

	private @Nullable List<String> applicationLogin;

	/**
	 * Choose the kind.
	 * @param kind the kind
	 * @return this request
	 */
	public FakeHandshakeRequest kind(Kind kind) {
		this.kind = kind;
		return this;
	}

	/**
	 * Choose the method.
	 * @param method the method
	 * @return this request
	 */
	public FakeHandshakeRequest method(String method) {
		this.method = method;
		return this;
	}

	/**
	 * Choose the HTTP version.
	 * @param httpVersion for example {@code HTTP/1.0}
	 * @return this request
	 */
	public FakeHandshakeRequest httpVersion(String httpVersion) {
		this.httpVersion = httpVersion;
		return this;
	}

	/**
	 * Replace all lines of a header.
	 * @param name the header name
	 * @param values one value for each line
	 * @return this request
	 */
	public FakeHandshakeRequest with(String name, String... values) {
		this.headers.put(name, new ArrayList<>(Arrays.asList(values)));
		return this;
	}

	/**
	 * Remove headers.
	 * @param names the header names
	 * @return this request
	 */
	public FakeHandshakeRequest without(String... names) {
		for (String name : names) {
			this.headers.remove(name);
		}
		return this;
	}

	/**
	 * Choose the query.
	 * @param query the raw query
	 * @return this request
	 */
	public FakeHandshakeRequest query(@Nullable String query) {
		this.query = query;
		return this;
	}

	/**
	 * Choose the address of the peer.
	 * @param address an IP literal
	 * @return this request
	 */
	public FakeHandshakeRequest from(String address) {
		this.connection = new ClientConnection(address, this.connection.scheme(), this.connection.host(),
				this.connection.port());
		return this;
	}

	/**
	 * Choose what the peer asked for.
	 * @param scheme {@code http} or {@code https}
	 * @param host the host in lower case
	 * @param port the port
	 * @return this request
	 */
	public FakeHandshakeRequest to(String scheme, String host, int port) {
		this.connection = new ClientConnection(this.connection.address(), scheme, host, port);
		return this;
	}

	/**
	 * Add a path variable.
	 * @param name the name
	 * @param value the decoded value
	 * @return this request
	 */
	public FakeHandshakeRequest pathVariable(String name, String value) {
		this.pathVariables.put(name, value);
		return this;
	}

	/**
	 * Let the path be at fault.
	 * @param pathFault the rejection
	 * @return this request
	 */
	public FakeHandshakeRequest pathFault(Rejection pathFault) {
		this.pathFault = pathFault;
		return this;
	}

	/**
	 * Let the endpoint name sub-protocols.
	 * @param names the names, in lower case
	 * @return this request
	 */
	public FakeHandshakeRequest supporting(String... names) {
		this.supportedSubprotocols = List.of(names);
		return this;
	}

	/**
	 * Let the registration in code name origins.
	 * @param origins which values of the header it admits
	 * @return this request
	 */
	public FakeHandshakeRequest registeredOrigins(Predicate<String> origins) {
		this.registeredOrigins = origins;
		return this;
	}

	/**
	 * Let a user be logged in to the application.
	 * @param authorities the user's authorities
	 * @return this request
	 */
	public FakeHandshakeRequest loggedIn(String... authorities) {
		this.applicationLogin = List.of(authorities);
		return this;
	}

	/**
	 * Return an attempt with this request.
	 * @return a new attempt
	 */
	public HandshakeAttempt attempt() {
		return new HandshakeAttempt(this);
	}

	@Override
	public Kind kind() {
		return this.kind;
	}

	@Override
	public String method() {
		return this.method;
	}

	@Override
	public String httpVersion() {
		return this.httpVersion;
	}

	@Override
	public List<String> headers(String name) {
		return this.headers.getOrDefault(name, List.of());
	}

	@Override
	public @Nullable String query() {
		return this.query;
	}

	@Override
	public ClientConnection connection() {
		return this.connection;
	}

	@Override
	public Map<String, String> pathVariables() {
		return this.pathVariables;
	}

	@Override
	public Optional<Rejection> pathFault() {
		return Optional.ofNullable(this.pathFault);
	}

	@Override
	public List<String> supportedSubprotocols() {
		return this.supportedSubprotocols;
	}

	@Override
	public Optional<Boolean> registeredOriginsAllow(String origin) {
		return Optional.ofNullable(this.registeredOrigins).map((origins) -> origins.test(origin));
	}

	@Override
	public Optional<List<String>> applicationLogin() {
		return Optional.ofNullable(this.applicationLogin);
	}

}
