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
 * {@code wscat}: shows the status, and nothing else.
 */
@ClientTest
class WscatIT {

	@Autowired
	private Clients clients;

	@BeforeAll
	static void needsTheClient() {
		Installed.npmPackages();
	}

	@Test
	void connectsWithAHeader() throws Exception {
		Transcript seen = this.clients.runUntil("wscat, good token", "Welcome", "accepted");
		assertThat(seen.output()).isEqualTo("Welcome, Ada Lovelace (ada).");
	}

	@Test
	void connectsWithASubProtocol() throws Exception {
		Transcript seen = this.clients.runUntil("wscat, sub-protocol", "Welcome", "accepted");
		assertThat(seen.output()).isEqualTo("Welcome, Ada Lovelace (ada).");
	}

	@Test
	void showsTheStatusOfAnExpiredToken() throws Exception {
		Transcript seen = this.clients.run("wscat, expired token", "401 TOKEN_EXPIRED");
		assertThat(seen.text()).startsWith("error: Unexpected server response: 401\n[exit code 255");
	}

	@Test
	void showsTheSameStatusWithoutAToken() throws Exception {
		Transcript seen = this.clients.run("wscat, no token", "401 TOKEN_MISSING");
		assertThat(seen.text()).startsWith("error: Unexpected server response: 401\n[exit code 255");
	}

	@Test
	void showsTheStatusOfAForeignOrigin() throws Exception {
		Transcript seen = this.clients.run("wscat, foreign origin", "403 ORIGIN_NOT_ALLOWED");
		assertThat(seen.text()).startsWith("error: Unexpected server response: 403\n[exit code 255");
	}

	@Test
	void sendsNoOriginBesideACookie() throws Exception {
		Transcript seen = this.clients.run("wscat, no Origin", "403 ORIGIN_MISSING");
		assertThat(seen.text()).startsWith("error: Unexpected server response: 403\n[exit code 255");
	}

}
