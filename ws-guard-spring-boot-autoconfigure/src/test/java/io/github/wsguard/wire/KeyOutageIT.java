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
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of handshakes while the issuer of their tokens does not answer.
 */
class KeyOutageIT {

	private static final Duration LONGEST_REFUSAL = Duration.ofSeconds(1);

	private final CountDownLatch gate = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private HttpServer issuer;

	private volatile byte[] keys = new byte[0];

	@BeforeEach
	void startIssuer() throws IOException {
		this.issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.issuer.createContext("/", this::answer);
		this.issuer.setExecutor(this.threads);
		this.issuer.start();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		exchange.sendResponseHeaders(200, this.keys.length);
		try (OutputStream body = exchange.getResponseBody()) {
			body.write(this.keys);
		}
	}

	@AfterEach
	void stopIssuer() {
		this.gate.countDown();
		this.issuer.stop(0);
		this.threads.shutdownNow();
	}

	@Test
	void startsWhileTheIssuerHangsAndAdmitsWhenItIsBack() throws Exception {
		String property = "ws-guard.jwt.issuers.main.";
		try (WireServer server = WireServer.start(List.of(),
				property + "jwk-set-uri=http://127.0.0.1:" + this.issuer.getAddress().getPort() + "/jwks",
				property + "keys.connect-timeout=500ms", property + "keys.read-timeout=500ms")) {
			handshake(server);
			for (int i = 0; i < 20; i++) {
				long start = System.nanoTime();
				WireClient.Response response = handshake(server);
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST_REFUSAL);
				assertThat(response.status()).isEqualTo(503);
				assertThat(response.reason()).isEqualTo("KEYS_UNAVAILABLE");
				assertThat(response.header("Retry-After")).isNotNull();
			}
			this.keys = keysOf(server);
			this.gate.countDown();
			long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
			while (handshake(server).status() != 101) {
				assertThat(System.nanoTime()).isLessThan(end);
			}
		}
	}

	private static WireClient.Response handshake(WireServer server) {
		return server.send(WireRequest.handshake("/ws/echo").bearer(server.token("good")));
	}

	private static byte[] keysOf(WireServer server) throws Exception {
		String broken = server.context()
			.getEnvironment()
			.getRequiredProperty("ws-guard.jwt.issuers.broken.jwk-set-uri");
		URI keys = URI.create(broken.replace("/broken", "/jwks"));
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(keys).build(), HttpResponse.BodyHandlers.ofByteArray())
			.body();
	}

}
