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

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Behind a trusted proxy, and with public host names.
 */
class ProxyIT {

	private static WireServer server;

	@BeforeAll
	static void start() {
		server = WireServer.start(List.of(), "ws-guard.proxy.trusted=127.0.0.0/8,10.0.0.0/8",
				"ws-guard.hosts.allowed=api.example.com", "ws-guard.endpoints.ip.network.allowed=203.0.113.0/24");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					api.example.com | https://api.example.com | https | 203.0.113.9              | /ws/echo | 101 |
					api.example.com | https://api.example.com | wss   | 203.0.113.9              | /ws/echo | 101 |
					api.example.com | https://api.example.com | http  | 203.0.113.9              | /ws/echo | 403 | ORIGIN_SCHEME_MISMATCH
					api.example.com | https://evil.example    | https | 203.0.113.9              | /ws/echo | 403 | ORIGIN_NOT_ALLOWED
					evil.example    | https://evil.example    | https | 203.0.113.9              | /ws/echo | 421 | HOST_NOT_ALLOWED
					api.example.com | https://api.example.com | https | 203.0.113.9, 10.1.2.3    | /ws/ip   | 101 |
					api.example.com | https://api.example.com | https | 203.0.113.9, 198.51.100.7 | /ws/ip  | 403 | IP_NOT_ALLOWED
					api.example.com | https://api.example.com | https | 203.0.113.9              | /ws/tls  | 101 |
					api.example.com | https://app.example.com | http  | 203.0.113.9              | /ws/tls  | 403 | TLS_REQUIRED
					""")
	void believesWhatATrustedProxySays(String host, String origin, String scheme, String addresses, String path,
			int status, String reason) {
		WireRequest request = WireRequest.handshake(path)
			.bearer(server.token("good"))
			.header("Host", "backend:8080")
			.header("Origin", origin)
			.header("X-Forwarded-Host", host)
			.header("X-Forwarded-Proto", scheme)
			.header("X-Forwarded-For", addresses);
		WireClient.Response response = server.send(request);
		assertThat(response.status()).as(response.toString()).isEqualTo(status);
		assertThat(response.reason()).isEqualTo(reason);
	}

}
