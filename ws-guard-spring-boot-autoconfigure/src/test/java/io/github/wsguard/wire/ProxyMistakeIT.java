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

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.lifecycle.Startables;

import io.github.wsguard.wire.ProxyContainer.Product;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mistakes in front of a guarded application, made by real proxies: each is named, and
 * the hint shows the cure.
 */
@Testcontainers(disabledWithoutDocker = true)
class ProxyMistakeIT {

	private static final String PAGE = "https://api.example.com";

	private static final String PRIVATE_NETWORKS = "127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16";

	private static WireServer server;

	private static WireServer distrusting;

	private static SelfSignedCertificate certificate;

	private static ProxyContainer nginx;

	private static ProxyContainer haproxy;

	private static ProxyContainer distrusted;

	@BeforeAll
	static void start(@TempDir Path directory) {
		certificate = SelfSignedCertificate.create(directory);
		server = WireServer.start(List.of(), "ws-guard.proxy.trusted=" + PRIVATE_NETWORKS);
		distrusting = WireServer.start(List.of());
		nginx = nginx(server);
		haproxy = ProxyContainer.with(Product.HAPROXY, "haproxy-mistakes.cfg", server.port(), 8001, 8002, 8003, 8004,
				8005);
		distrusted = nginx(distrusting);
		Startables.deepStart(nginx, haproxy, distrusted).join();
	}

	private static ProxyContainer nginx(WireServer application) {
		return ProxyContainer
			.with(Product.NGINX, "nginx-mistakes.conf", application.port(), 8001, 8002, 8003, 8004, 8005, 8443, 8444,
					8445)
			.withCertificate(certificate);
	}

	@AfterAll
	static void stop() {
		nginx.stop();
		haproxy.stop();
		distrusted.stop();
		distrusting.close();
		server.close();
	}

	@ParameterizedTest
	@CsvSource({ "8001, 426, UPGRADE_STRIPPED_BY_PROXY", "8002, 426, UPGRADE_STRIPPED_BY_PROXY",
			"8003, 426, UPGRADE_STRIPPED_BY_PROXY", "8004, 400, CONNECTION_HEADER_INVALID",
			"8005, 426, HTTP_VERSION_UNSUPPORTED" })
	void namesWhatNginxLostAndShowsItsLines(int port, int status, String reason) {
		for (String path : List.of("/ws/echo", "/sockjs/000/mistake/websocket", "/stomp", "/fn/echo",
				"/jakarta/admin")) {
			WireClient.Response response = nginx.client(port).send(handshake(path).toString());
			assertRefused(response, status, reason);
			assertThat(response.body()).contains("\"hint\":\"nginx seems to stand in front.", "proxy_http_version 1.1;",
					"proxy_set_header Upgrade $http_upgrade;", "proxy_set_header Connection \\\"upgrade\\\";");
		}
	}

	@ParameterizedTest
	@CsvSource({ "8001, 426, UPGRADE_STRIPPED_BY_PROXY", "8002, 400, CONNECTION_HEADER_INVALID" })
	void namesWhatHaproxyWasToldToRemove(int port, int status, String reason) {
		WireClient.Response response = haproxy.client(port).send(handshake("/ws/echo").toString());
		assertRefused(response, status, reason);
		assertThat(response.body()).contains("\"hint\":\"HAProxy seems to stand in front:", "del-header");
	}

	@Test
	void namesSchemeThatNobodyForwarded() {
		assertRefused(tls(nginx, 8443, handshake("/ws/echo")), 403, "ORIGIN_SCHEME_MISMATCH");
		assertRefused(tls(nginx, 8443, handshake("/ws/tls").header("Origin", "https://app.example.com")), 403,
				"TLS_REQUIRED");
		assertRefused(haproxy.client(8005).send(handshake("/ws/echo").toString()), 403, "ORIGIN_SCHEME_MISMATCH");
	}

	@Test
	void namesHeadersThatCameFromUntrustedProxy() {
		WireRequest handshake = handshake("/ws/echo").bearer(distrusting.token("good"));
		WireClient.Response response = tls(distrusted, 8445, handshake);
		assertRefused(response, 403, "ORIGIN_NOT_ALLOWED");
		assertThat(response.body()).contains("forwarding headers of an untrusted peer name it");
	}

	@Test
	void findsHostThatProxyRewroteInForwardingHeaders() {
		assertThat(tls(nginx, 8445, handshake("/ws/echo")).status()).isEqualTo(101);
		assertThat(haproxy.client(8004).send(handshake("/ws/echo").toString()).status()).isEqualTo(101);
	}

	@Test
	void refusesPageWhoseHostTheProxyRewroteAndDidNotForward() {
		assertRefused(tls(nginx, 8444, handshake("/ws/echo")), 403, "ORIGIN_NOT_ALLOWED");
		assertRefused(haproxy.client(8003).send(handshake("/ws/echo").toString()), 403, "ORIGIN_NOT_ALLOWED");
	}

	private static WireRequest handshake(String path) {
		return WireRequest.handshake(path)
			.header("Host", SelfSignedCertificate.HOST)
			.header("Origin", PAGE)
			.bearer(server.token("good"));
	}

	private static WireClient.Response tls(ProxyContainer proxy, int port, WireRequest request) {
		return certificate.client(proxy.getMappedPort(port)).send(request.toString());
	}

	private static void assertRefused(WireClient.Response response, int status, String reason) {
		assertThat(response.status()).as(response.toString()).isEqualTo(status);
		assertThat(response.reason()).isEqualTo(reason);
		assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(response.body()).contains("\"reason\":\"" + reason + "\"", "\"layer\":\"guard\"");
	}

}
