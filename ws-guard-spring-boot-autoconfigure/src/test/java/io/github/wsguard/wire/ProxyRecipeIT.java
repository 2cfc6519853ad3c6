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

package io.github.wsguard.wire;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.lifecycle.Startables;

import io.github.wsguard.wire.ProxyContainer.Product;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The recipes of {@code docs/proxies}, run by the real proxies in front of an application
 * that trusts them.
 */
@Testcontainers(disabledWithoutDocker = true)
class ProxyRecipeIT {

	private static final String PAGE = "https://api.example.com";

	private static final String PRIVATE_NETWORKS = "127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16";

	private static final Map<Product, ProxyContainer> PROXIES = new EnumMap<>(Product.class);

	private static WireServer server;

	private static SelfSignedCertificate certificate;

	@BeforeAll
	static void start(@TempDir Path directory) {
		certificate = SelfSignedCertificate.create(directory);
		server = WireServer.start(List.of(), "server.shutdown=immediate", "ws-guard.proxy.trusted=" + PRIVATE_NETWORKS,
				"ws-guard.endpoints.ip.network.allowed=203.0.113.0/24");
		for (Product product : Product.values()) {
			PROXIES.put(product, ProxyContainer.byRecipe(product, server.port(), certificate));
		}
		Startables.deepStart(PROXIES.values()).join();
	}

	@AfterAll
	static void stop() {
		PROXIES.values().forEach(ProxyContainer::stop);
		server.close();
	}

	@ParameterizedTest
	@EnumSource(Product.class)
	void opensForPageOfSameOriginWithPrincipal(Product product) {
		assertThat(through(product).send(handshake("/ws/echo").toString()).status()).isEqualTo(101);
		assertThat(through(product).firstMessage(handshake("/ws/echo").toString())).startsWith("alice ");
	}

	@ParameterizedTest
	@EnumSource(Product.class)
	void saysThatClientCameByTls(Product product) {
		assertThat(through(product).send(handshake("/ws/tls").toString()).status()).isEqualTo(101);
	}

	@ParameterizedTest
	@EnumSource(Product.class)
	void passesRefusalOn(Product product) {
		WireClient.Response response = send(product, handshake("/ws/echo").header("Origin", "https://evil.example"));
		assertRefused(response, 403, "ORIGIN_NOT_ALLOWED");
		assertThat(response.header("Cache-Control")).isEqualTo("no-store");
		WireClient.Response missing = send(product, handshake("/ws/echo").without("Authorization"));
		assertRefused(missing, 401, "TOKEN_MISSING");
		assertThat(missing.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"websocket\"");
		WireClient.Response version = send(product, handshake("/ws/echo").header("Sec-WebSocket-Version", "8"));
		assertRefused(version, 426, "WEBSOCKET_VERSION_UNSUPPORTED");
		assertThat(version.header("Sec-WebSocket-Version")).isEqualTo("13");
	}

	@ParameterizedTest
	@EnumSource(Product.class)
	void doesNotLetClientForgeItsAddress(Product product) {
		for (String address : List.of("203.0.113.9", "203.0.113.9, 10.1.2.3")) {
			assertRefused(send(product, handshake("/ws/ip").header("X-Forwarded-For", address)), 403, "IP_NOT_ALLOWED");
		}
		assertRefused(send(product, handshake("/ws/ip").header("Forwarded", "for=203.0.113.9")), 403, "IP_NOT_ALLOWED");
	}

	@ParameterizedTest
	@EnumSource(Product.class)
	void doesNotLetClientForgeItsOrigin(Product product) {
		WireRequest forged = handshake("/ws/echo").header("Origin", "https://evil.example")
			.header("X-Forwarded-Host", "evil.example")
			.header("X-Forwarded-Proto", "https")
			.header("X-Forwarded-Port", "443");
		assertRefused(send(product, forged), 403, "ORIGIN_NOT_ALLOWED");
	}

	@ParameterizedTest
	@EnumSource(Product.class)
	void leavesNothingThatClientForged(Product product) {
		WireRequest forged = handshake("/ws/tls").header("X-Forwarded-For", "198.51.100.66")
			.add("X-Forwarded-For", "198.51.100.66")
			.header("X-Forwarded-Host", "forged.example")
			.header("X-Forwarded-Proto", "http")
			.header("X-Forwarded-Port", "66")
			.header("Forwarded", "for=198.51.100.66;host=forged.example;proto=http");
		assertThat(through(product).firstMessage(forged.toString())).startsWith("alice ")
			.doesNotContain("198.51.100.66", "forged.example");
	}

	@ParameterizedTest
	@EnumSource(Product.class)
	void doesNotLetClientStripForwardingHeadersAsHopByHop(Product product) {
		WireRequest forged = handshake("/ws/tls").header("Connection",
				"Upgrade, X-Forwarded-For, X-Forwarded-Host, X-Forwarded-Proto");
		assertThat(through(product).send(forged.toString()).status()).isEqualTo(101);
	}

	@ParameterizedTest
	@EnumSource(Product.class)
	void carriesSockJs(Product product) {
		WireRequest info = WireRequest.plain("GET", "/sockjs/info").header("Host", SelfSignedCertificate.HOST);
		assertThat(send(product, info).body()).contains("\"websocket\":true");
		String session = "/sockjs/000/" + product.name().toLowerCase(Locale.ROOT);
		WireRequest xhr = WireRequest.plain("POST", session + "/xhr")
			.header("Host", SelfSignedCertificate.HOST)
			.header("Origin", PAGE)
			.header("Content-Length", "0")
			.bearer(server.token("good"));
		assertThat(send(product, xhr).body()).isEqualTo("o\n");
		assertThat(send(product, xhr).body()).startsWith("a[\"alice ");
		assertThat(send(product, handshake(session + "ws/websocket")).status()).isEqualTo(101);
	}

	@ParameterizedTest
	@EnumSource(Product.class)
	void doesNotHoldBackWhatSockJsStreams(Product product) {
		WireRequest stream = WireRequest
			.plain("GET", "/sockjs/000/" + product.name().toLowerCase(Locale.ROOT) + "stream/eventsource")
			.header("Host", SelfSignedCertificate.HOST)
			.header("Origin", PAGE)
			.bearer(server.token("good"));
		assertThat(through(product).readUntil(stream.toString(), "data: a[\"alice ")).startsWith("HTTP/1.1 200")
			.contains("data: o\r\n");
	}

	@ParameterizedTest
	@EnumSource(Product.class)
	void saysThatProxyAnsweredWhereApplicationIsGone(Product product) throws IOException {
		try (ProxyContainer lonely = ProxyContainer.byRecipe(product, freePort(), certificate)) {
			lonely.start();
			WireClient client = certificate.client(lonely.getMappedPort(ProxyContainer.HTTPS));
			WireClient.Response response = client.send(handshake("/ws/echo").toString());
			assertThat(response.status()).as(response.toString()).isIn(502, 503);
			assertThat(response.header("X-Refused-By")).isEqualToIgnoringCase(product.name());
			assertThat(response.reason()).isNull();
		}
	}

	@ParameterizedTest
	@EnumSource(Product.class)
	void saysThatHeadersWereIgnoredWhereProxyIsNotTrusted(Product product) {
		try (WireServer distrusting = WireServer.start(List.of());
				ProxyContainer distrusted = ProxyContainer.byRecipe(product, distrusting.port(), certificate)) {
			distrusted.start();
			WireClient client = certificate.client(distrusted.getMappedPort(ProxyContainer.HTTPS));
			String token = distrusting.token("good");
			assertRefused(client.send(handshake("/ws/echo").bearer(token).toString()), 403, "PROXY_HEADERS_IGNORED");
			assertRefused(
					client.send(
							handshake("/ws/tls").bearer(token).header("Origin", "https://app.example.com").toString()),
					403, "TLS_REQUIRED");
		}
	}

	@ParameterizedTest
	@EnumSource(value = Product.class, names = "CADDY", mode = EnumSource.Mode.EXCLUDE)
	void refusesByItselfWhatIsTooLargeForIt(Product product) {
		String large = "a".repeat(17_000);
		for (WireRequest request : List.of(handshake("/ws/echo").header("X-Large", large),
				handshake("/ws/echo?large=" + large))) {
			WireClient.Response response = send(product, request);
			assertThat(response.status()).as(response.toString()).isIn(400, 414, 431);
			assertThat(response.reason()).isNull();
			assertThat(response.header("X-Refused-By") + response.body()).containsAnyOf("nginx",
					"Your browser sent an invalid request.");
		}
	}

	@Test
	void haproxyRefusesHandshakeWithoutKeyByItself() {
		WireClient.Response response = send(Product.HAPROXY, handshake("/ws/echo").without("Sec-WebSocket-Key"));
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.reason()).isNull();
		assertThat(response.body()).contains("Your browser sent an invalid request.");
	}

	@ParameterizedTest
	@EnumSource(Product.class)
	void leavesToTheApplicationWhatIsTooLargeForIt(Product product) {
		WireClient.Response response = send(product, handshake("/ws/echo?large=" + "a".repeat(9_000)));
		assertThat(response.status()).as(response.toString()).isIn(400, 414, 431);
		assertThat(response.header("X-Refused-By")).isNull();
		assertThat(response.body()).contains("Status " + response.status());
	}

	private static WireClient through(Product product) {
		ProxyContainer proxy = Objects.requireNonNull(PROXIES.get(product));
		return certificate.client(proxy.getMappedPort(ProxyContainer.HTTPS));
	}

	private static WireClient.Response send(Product product, WireRequest request) {
		return through(product).send(request.toString());
	}

	private static WireRequest handshake(String path) {
		return WireRequest.handshake(path)
			.header("Host", SelfSignedCertificate.HOST)
			.header("Origin", PAGE)
			.bearer(server.token("good"));
	}

	private static void assertRefused(WireClient.Response response, int status, String reason) {
		assertThat(response.status()).as(response.toString()).isEqualTo(status);
		assertThat(response.reason()).isEqualTo(reason);
		assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(response.header("X-Refused-By")).isNull();
		assertThat(response.body()).contains("\"reason\":\"" + reason + "\"", "\"layer\":\"guard\"");
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
