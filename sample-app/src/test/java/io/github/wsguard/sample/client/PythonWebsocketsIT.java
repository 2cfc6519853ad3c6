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
 * The package {@code websockets} for Python: status and headers, in an exception.
 */
@ClientTest
class PythonWebsocketsIT {

	@Autowired
	private Clients clients;

	@BeforeAll
	static void needsTheClient() {
		Installed.pythonWebsockets();
	}

	@Test
	void connectsWithAHeader() throws Exception {
		Transcript seen = this.clients.run("python, good token", "accepted");
		assertThat(seen.text()).startsWith("message: Welcome, Ada Lovelace (ada).\n[exit code 0,");
	}

	@Test
	void endsWithTheStatusOfAnExpiredToken() throws Exception {
		Transcript seen = this.clients.run("python, expired token", "401 TOKEN_EXPIRED");
		assertThat(seen.output())
			.isEqualTo("websockets.exceptions.InvalidStatusCode: server rejected WebSocket connection: HTTP 401");
	}

	@Test
	void hasTheReasonInTheException() throws Exception {
		Transcript seen = this.clients.run("python, expired token, asking why", "401 TOKEN_EXPIRED");
		assertThat(seen.output())
			.startsWith("status: 401\nreason: TOKEN_EXPIRED\nchallenge: Bearer error=\"invalid_token\"");
	}

	@Test
	void hasTheReasonWithoutAToken() throws Exception {
		Transcript seen = this.clients.run("python, no token", "401 TOKEN_MISSING");
		assertThat(seen.output()).startsWith("status: 401\nreason: TOKEN_MISSING\nchallenge: Bearer realm=");
	}

	@Test
	void hasTheReasonFromAForeignOrigin() throws Exception {
		Transcript seen = this.clients.run("python, foreign origin", "403 ORIGIN_NOT_ALLOWED");
		assertThat(seen.output()).startsWith("status: 403\nreason: ORIGIN_NOT_ALLOWED\n");
	}

	@Test
	void sendsNoOriginBesideACookie() throws Exception {
		Transcript seen = this.clients.run("python, no Origin", "403 ORIGIN_MISSING");
		assertThat(seen.output()).startsWith("status: 403\nreason: ORIGIN_MISSING\n");
	}

}
