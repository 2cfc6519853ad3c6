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
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * SockJS over plain HTTP, where every request is decided.
 */
class SockJsIT {

	private static WireServer server;

	@BeforeAll
	static void start() {
		server = WireServer.start(List.of());
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static WireRequest xhr(String path, String kind) {
		return WireRequest.plain("POST", "/sockjs/000/" + path)
			.header("Cookie", "access_token=" + server.token(kind))
			.header("Content-Type", "text/plain");
	}

	@Test
	void sessionOpensAndDelivers() {
		assertThat(server.send(xhr("open/xhr", "good")).body()).isEqualTo("o\n");
		assertThat(server.send(xhr("open/xhr", "good")).body()).startsWith("a[\"alice ").doesNotContain("eyJ");
	}

	@Test
	void laterRequestsOfASessionReachItsHandler() {
		assertThat(server.send(xhr("later/xhr", "good")).body()).isEqualTo("o\n");
		WireClient.Response sent = server.send(xhr("later/xhr_send", "good").body("text/plain", "[\"Hello\"]"));
		assertThat(sent.status()).as(sent.toString()).isEqualTo(204);
		WireClient.Response poll = server.send(xhr("later/xhr", "good"));
		assertThat(poll.body()).endsWith("\"Hello\"]\n");
		assertThat(poll.reason()).isNull();
	}

	@Test
	void everyRequestOfASessionNeedsAGoodToken() {
		assertThat(server.send(xhr("each/xhr", "good")).status()).isEqualTo(200);
		WireClient.Response expired = server.send(xhr("each/xhr_send", "expired"));
		assertThat(expired.status()).isEqualTo(401);
		assertThat(expired.reason()).isEqualTo("TOKEN_EXPIRED");
		WireClient.Response missing = server.send(WireRequest.plain("POST", "/sockjs/000/each/xhr"));
		assertThat(missing.reason()).isEqualTo("TOKEN_MISSING");
	}

	@Test
	void sessionBelongsToItsUser() {
		assertThat(server.send(xhr("mine/xhr", "good")).status()).isEqualTo(200);
		WireClient.Response other = server.send(xhr("mine/xhr", "bob"));
		assertThat(other.status()).isEqualTo(404);
		assertThat(other.reason()).isEqualTo("SOCKJS_USER_MISMATCH");
	}

	@Test
	void pageOfAnAllowedOriginCanReadTheRefusal() {
		WireClient.Response response = server.send(xhr("cors/xhr", "expired"));
		assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.com");
		assertThat(response.header("Access-Control-Expose-Headers")).isEqualTo("WS-Guard-Reason");
	}

	@Test
	void foreignPageCannotReadTheRefusal() {
		WireClient.Response response = server.send(xhr("cors/xhr", "good").header("Origin", "https://evil.example"));
		assertThat(response.reason()).isEqualTo("ORIGIN_NOT_ALLOWED");
		assertThat(response.header("Access-Control-Allow-Origin")).isNull();
	}

}
