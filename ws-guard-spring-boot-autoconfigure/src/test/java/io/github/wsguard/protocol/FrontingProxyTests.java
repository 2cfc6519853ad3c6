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

package io.github.wsguard.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.wsguard.decision.Decision;
import io.github.wsguard.decision.FakeHandshakeRequest;
import io.github.wsguard.decision.RejectionReason;

import static io.github.wsguard.decision.DecisionAssert.assertThat;
import static io.github.wsguard.decision.HandshakeAttempts.handshake;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FrontingProxy}.
 */
class FrontingProxyTests {

	private final ProtocolCheck check = new ProtocolCheck("bearer");

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource(delimiter = '|',
			textBlock = """
					CADDY             | Via: 1.1 Caddy
					CADDY             | Via: 1.1 edge, 2.0 caddy; X-Forwarded-For: 203.0.113.9
					CADDY             | X-Forwarded-For: 203.0.113.9; X-Forwarded-Host: ws.example.com; X-Forwarded-Proto: https
					ENVOY             | X-Envoy-Expected-Rq-Timeout-Ms: 15000
					ENVOY             | X-Envoy-External-Address: 203.0.113.9
					NGINX             | X-Envoy-External-Address: 203.0.113.9; X-Real-IP: 203.0.113.9
					ENVOY             | X-Request-Id: 7f; X-Forwarded-Proto: https
					ENVOY             | X-Request-Id: 7f; X-Forwarded-Proto: https; X-Forwarded-For: 203.0.113.9
					NGINX             | X-Request-Id: 7f; X-Forwarded-Proto: https; X-Forwarded-For: 203.0.113.9; X-Real-IP: 203.0.113.9
					TRAEFIK           | X-Forwarded-Server: edge; X-Real-IP: 203.0.113.9; X-Forwarded-For: 203.0.113.9; \
					X-Forwarded-Host: ws.example.com; X-Forwarded-Port: 443; X-Forwarded-Proto: wss
					APACHE            | X-Forwarded-Server: edge; X-Forwarded-For: 203.0.113.9; X-Forwarded-Host: ws.example.com
					NGINX             | X-Real-IP: 203.0.113.9; X-Forwarded-For: 203.0.113.9; X-Forwarded-Proto: https
					NGINX             | Connection: close
					NGINX             | Connection: close; X-Forwarded-For: 203.0.113.9; X-Forwarded-Host: ws.example.com; X-Forwarded-Proto: https
					NGINX             | Connection: close; X-Forwarded-Server: edge; X-Real-IP: 203.0.113.9
					NGINX             | Connection: close; Via: 1.1 Caddy
					NGINX             | Connection: close; CF-Ray: 7f-FRA; X-Forwarded-For: 203.0.113.9
					AWS_LOAD_BALANCER | X-Amzn-Trace-Id: Root=1; X-Forwarded-For: 203.0.113.9; X-Forwarded-Port: 443; X-Forwarded-Proto: https
					CLOUDFLARE        | CF-Ray: 7f-FRA; CF-Connecting-IP: 203.0.113.9; X-Forwarded-For: 203.0.113.9; X-Forwarded-Proto: https
					HAPROXY           | X-Forwarded-For: 203.0.113.9
					HAPROXY           | X-Forwarded-For: 203.0.113.9; X-Forwarded-Proto: https; X-Forwarded-Port: 443
					""")
	void tellsProxyByItsTraces(FrontingProxy proxy, String headers) {
		assertThat(FrontingProxy.of(request(headers))).contains(proxy);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Via: 1.1 vegur; X-Forwarded-For: 203.0.113.9; X-Request-Id: 7f",
			"Via: 1.1 google; X-Forwarded-For: 203.0.113.9", "Via: 1.1 caddyshack", "X-Forwarded-Host: ws.example.com",
			"X-Request-Id: 7f", "Forwarded: for=203.0.113.9", "Connection: keep-alive" })
	void doesNotGuessWithoutTraces(String headers) {
		assertThat(FrontingProxy.of(request(headers))).isEmpty();
	}

	@Test
	void takesOldVersionForNginx() {
		assertThat(FrontingProxy.of(handshake().httpVersion("HTTP/1.0"))).contains(FrontingProxy.NGINX);
	}

	@Test
	void showsLinesForTheProxyWhereAProxyMayBeTheCause() {
		assertThat(evaluate(request("Connection: close"))).isRejectedBecause(RejectionReason.UPGRADE_STRIPPED_BY_PROXY)
			.hasHintContaining("proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;");
		assertThat(evaluate(request("Connection: close").with("Upgrade", "websocket")))
			.isRejectedBecause(RejectionReason.CONNECTION_HEADER_INVALID)
			.hasHintContaining("proxy_set_header Connection \"upgrade\";");
		assertThat(evaluate(handshake().httpVersion("HTTP/1.0")))
			.isRejectedBecause(RejectionReason.HTTP_VERSION_UNSUPPORTED)
			.hasHintContaining("proxy_http_version 1.1;");
	}

	@Test
	void takesLostUpgradeForGreaterThanOldVersion() {
		assertThat(evaluate(request("Connection: close").httpVersion("HTTP/1.0")))
			.isRejectedBecause(RejectionReason.UPGRADE_STRIPPED_BY_PROXY);
	}

	@Test
	void fallsBackToTheHintOfTheReason() {
		assertThat(evaluate(request("Forwarded: for=203.0.113.9")))
			.isRejectedBecause(RejectionReason.UPGRADE_STRIPPED_BY_PROXY)
			.hasHintContaining(RejectionReason.UPGRADE_STRIPPED_BY_PROXY.hint());
	}

	@ParameterizedTest
	@ValueSource(strings = { "Via: 1.1 caddy, 1.1 evil", "X-Envoy-Internal: evil", "X-Forwarded-Server: evil",
			"X-Real-IP: evil", "X-Amzn-Trace-Id: evil", "CF-Ray: evil", "X-Forwarded-For: evil",
			"Connection: close, evil" })
	void repeatsNothingOfTheRequest(String headers) {
		FakeHandshakeRequest request = request(headers);
		assertThat(FrontingProxy.of(request)).isPresent();
		assertThat(evaluate(request)).doesNotReveal("evil");
	}

	private Decision evaluate(FakeHandshakeRequest request) {
		return this.check.evaluate(request.attempt());
	}

	private static FakeHandshakeRequest request(String headers) {
		FakeHandshakeRequest request = handshake().without("Upgrade", "Connection");
		for (String header : headers.split("; ")) {
			String[] pair = header.split(": ", 2);
			request.with(pair[0], pair[1]);
		}
		return request;
	}

}
