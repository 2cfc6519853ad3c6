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

package io.github.wsguard.sample.client;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code @stomp/stompjs} in Node.js: what it calls headers comes too late.
 */
@ClientTest
class StompJsIT {

	@Autowired
	private Clients clients;

	@BeforeAll
	static void needsTheClient() {
		Installed.npmPackages();
	}

	@Test
	void connectsWithAHeaderOfTheHandshake() throws Exception {
		Transcript seen = this.clients.run("stompjs, good token", "accepted");
		assertThat(seen.output()).startsWith("message: ada: Hello\n");
	}

	@Test
	void hearsOfAnExpiredTokenByTheStatusOnly() throws Exception {
		Transcript seen = this.clients.run("stompjs, expired token", "401 TOKEN_EXPIRED");
		assertThat(seen.output())
			.isEqualTo("onWebSocketError: Unexpected server response: 401\nonWebSocketClose: 1006 \"\"");
	}

	@Test
	void sendsItsConnectHeadersTooLate() throws Exception {
		Transcript seen = this.clients.run("stompjs, connectHeaders", "401 TOKEN_MISSING");
		assertThat(seen.output()).isEqualTo("onWebSocketClose: 1006 \"\"");
	}

	@Test
	void hearsOfAForeignOriginByTheStatusOnly() throws Exception {
		Transcript seen = this.clients.run("stompjs, foreign origin", "403 ORIGIN_NOT_ALLOWED");
		assertThat(seen.output())
			.isEqualTo("onWebSocketError: Unexpected server response: 403\nonWebSocketClose: 1006 \"\"");
	}

	@Test
	void sendsNoOriginBesideACookie() throws Exception {
		Transcript seen = this.clients.run("stompjs, no Origin", "403 ORIGIN_MISSING");
		assertThat(seen.output())
			.isEqualTo("onWebSocketError: Unexpected server response: 403\nonWebSocketClose: 1006 \"\"");
	}

	@Test
	void connectsAgainWithAFreshToken() throws Exception {
		Transcript seen = this.clients.run("stompjs, fresh token", "401 TOKEN_EXPIRED", "accepted");
		assertThat(seen.output()).isEqualTo("refused: 401 TOKEN_EXPIRED\nconnected");
	}

}
