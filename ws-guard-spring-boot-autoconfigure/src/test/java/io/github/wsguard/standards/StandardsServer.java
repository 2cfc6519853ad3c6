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

package io.github.wsguard.standards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;

import io.github.wsguard.wire.TestIssuer;
import io.github.wsguard.wire.WireClient;
import io.github.wsguard.wire.WireRequest;
import io.github.wsguard.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application of the wire tests with two issuers that write whatever a test says: the
 * one whose tokens are good, and another with a key of its own.
 */
final class StandardsServer implements AutoCloseable {

	static final String ISSUER = TestIssuer.ISSUER;

	static final String OTHER_ISSUER = "https://other-issuer.example";

	static final String AUDIENCE = TestIssuer.AUDIENCE;

	private final RSAKey key = rsaKey("k1");

	private final RSAKey otherKey = rsaKey("k2");

	private final ECKey ellipticKey = ellipticKey("e1");

	private final AtomicInteger trapped = new AtomicInteger();

	private final HttpServer keys;

	private final WireServer server;

	private StandardsServer(List<String> moreKeys, String... properties) {
		this.keys = listen();
		List<String> published = new ArrayList<>(moreKeys);
		published.add(this.key.toPublicJWK().toJSONString());
		published.add(this.ellipticKey.toPublicJWK().toJSONString());
		serve("/jwks", "{\"keys\":[" + String.join(",", published) + "]}", new AtomicInteger());
		serve("/other", "{\"keys\":[" + this.otherKey.toPublicJWK().toJSONString() + "]}", new AtomicInteger());
		serve("/trap", "{\"keys\":[" + this.otherKey.toPublicJWK().toJSONString() + "]}", this.trapped);
		this.keys.start();
		List<String> all = new ArrayList<>(List.of("ws-guard.jwt.issuers.main.jwk-set-uri=" + url("/jwks"),
				"ws-guard.jwt.issuers.other.issuer-uri=" + OTHER_ISSUER,
				"ws-guard.jwt.issuers.other.jwk-set-uri=" + url("/other"),
				"ws-guard.jwt.issuers.other.audiences=" + AUDIENCE,
				"ws-guard.jwt.issuers.other.principal-prefix=other:"));
		all.addAll(Arrays.asList(properties));
		this.server = start(all);
	}

	/**
	 * Start the application.
	 * @param properties {@code name=value}, over those of the wire tests
	 * @return the running server
	 */
	static StandardsServer start(String... properties) {
		return new StandardsServer(List.of(), properties);
	}

	/**
	 * Start the application with an issuer that publishes more than its own key.
	 * @param moreKeys keys in JSON
	 * @param properties {@code name=value}, over those of the wire tests
	 * @return the running server
	 */
	static StandardsServer publishing(List<String> moreKeys, String... properties) {
		return new StandardsServer(moreKeys, properties);
	}

	private WireServer start(List<String> properties) {
		try {
			return WireServer.start(List.of(), properties.toArray(String[]::new));
		}
		catch (RuntimeException ex) {
			this.keys.stop(0);
			throw ex;
		}
	}

	private static HttpServer listen() {
		try {
			return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void serve(String path, String body, AtomicInteger requests) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		this.keys.createContext(path, (exchange) -> {
			requests.incrementAndGet();
			exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
			exchange.sendResponseHeaders(200, bytes.length);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		});
	}

	static RSAKey rsaKey(String id) {
		try {
			return new RSAKeyGenerator(2048).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ECKey ellipticKey(String id) {
		try {
			return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String url(String path) {
		return "http://127.0.0.1:" + this.keys.getAddress().getPort() + path;
	}

	/**
	 * Return how often somebody asked the address that only tokens name.
	 */
	int trapped() {
		return this.trapped.get();
	}

	RSAKey key() {
		return this.key;
	}

	RSAKey otherKey() {
		return this.otherKey;
	}

	ECKey ellipticKey() {
		return this.ellipticKey;
	}

	Token token() {
		return new Token(this.key, ISSUER, AUDIENCE);
	}

	Token otherToken() {
		return new Token(this.otherKey, OTHER_ISSUER, AUDIENCE);
	}

	/**
	 * Return a handshake that is admitted unless a test changes it.
	 */
	WireRequest handshake() {
		return handshake("/ws/echo");
	}

	WireRequest handshake(String path) {
		return WireRequest.handshake(path).bearer(token().sign());
	}

	WireClient.Response send(WireRequest request) {
		return this.server.send(request);
	}

	WireClient.Response present(String token) {
		return send(WireRequest.handshake("/ws/echo").bearer(token));
	}

	/**
	 * Return every byte of the answer, but no frame.
	 */
	String exchange(WireRequest request) {
		return this.server.client().exchange(request.toString());
	}

	/**
	 * Return what the endpoint says of the connection: who it is, and what it sees of the
	 * request.
	 */
	String opened(WireRequest request) {
		return this.server.firstMessage(request);
	}

	void assertAdmitted(WireRequest request) {
		WireClient.Response response = send(request);
		assertThat(response.status()).as(response.toString()).isEqualTo(101);
	}

	void assertAdmitted(Token token) {
		assertThat(present(token.sign()).status()).isEqualTo(101);
	}

	WireClient.Response assertRefused(WireRequest request, int status, String reason) {
		return refused(send(request), status, reason);
	}

	WireClient.Response assertRefused(Token token, String reason) {
		return assertRefused(token.sign(), reason);
	}

	WireClient.Response assertRefused(String token, String reason) {
		return refused(present(token), 401, reason);
	}

	private static WireClient.Response refused(WireClient.Response response, int status, String reason) {
		assertThat(response.status()).as(response.toString()).isEqualTo(status);
		assertThat(response.reason()).as(response.toString()).isEqualTo(reason);
		return response;
	}

	@Override
	public void close() {
		this.server.close();
		this.keys.stop(0);
	}

}
