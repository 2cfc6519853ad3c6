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
 * The package {@code ws} for Node.js: tells everything to those who ask.
 */
@ClientTest
class WsIT {

	@Autowired
	private Clients clients;

	@BeforeAll
	static void needsTheClient() {
		Installed.npmPackages();
	}

	@Test
	void connectsWithAHeader() throws Exception {
		Transcript seen = this.clients.run("ws, good token", "accepted");
		assertThat(seen.output()).isEqualTo("open\nmessage: Welcome, Ada Lovelace (ada).\nclose: 1000 \"\"");
	}

	@Test
	void tellsNothingButTheStatusByItself() throws Exception {
		Transcript seen = this.clients.run("ws, expired token", "401 TOKEN_EXPIRED");
		assertThat(seen.output()).isEqualTo("error: Unexpected server response: 401\nclose: 1006 \"\"");
	}

	@Test
	void handsOutTheWholeAnswer() throws Exception {
		Transcript seen = this.clients.run("ws, expired token, asking why", "401 TOKEN_EXPIRED");
		assertThat(seen.output()).startsWith("status: 401\nreason: TOKEN_EXPIRED\nretry: new-token\n");
	}

	@Test
	void handsOutWhyWithoutAToken() throws Exception {
		Transcript seen = this.clients.run("ws, no token", "401 TOKEN_MISSING");
		assertThat(seen.output()).startsWith("status: 401\nreason: TOKEN_MISSING\nretry: new-token\n");
	}

	@Test
	void handsOutWhyFromAForeignOrigin() throws Exception {
		Transcript seen = this.clients.run("ws, foreign origin", "403 ORIGIN_NOT_ALLOWED");
		assertThat(seen.output()).startsWith("status: 403\nreason: ORIGIN_NOT_ALLOWED\nretry: never\n");
	}

	@Test
	void handsOutWhyACookieIsNotEnough() throws Exception {
		Transcript seen = this.clients.run("ws, no Origin", "403 ORIGIN_MISSING");
		assertThat(seen.output()).startsWith("status: 403\nreason: ORIGIN_MISSING\nretry: never\n");
	}

}
