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
 * {@code curl} with the headers of an upgrade: the client that shows everything.
 */
@ClientTest
class CurlIT {

	@Autowired
	private Clients clients;

	@BeforeAll
	static void needsTheClient() {
		Installed.curl();
	}

	@Test
	void showsTheAcceptedHandshakeAndTheFirstFrame() throws Exception {
		Transcript seen = this.clients.runUntil("curl, good token", "Welcome", "accepted");
		assertThat(seen.output()).startsWith("HTTP/1.1 101\n").contains("Welcome, Ada Lovelace (ada).");
	}

	@Test
	void showsStatusChallengeReasonAndBodyOfAnExpiredToken() throws Exception {
		Transcript seen = this.clients.run("curl, expired token", "401 TOKEN_EXPIRED");
		assertThat(seen.end()).isEqualTo("exit code 0");
		assertThat(seen.output()).startsWith("HTTP/1.1 401\n")
			.contains("WS-Guard-Reason: TOKEN_EXPIRED", "WWW-Authenticate: Bearer error=\"invalid_token\"",
					"\"retry\":\"new-token\"");
	}

	@Test
	void showsThatTheTokenIsMissing() throws Exception {
		Transcript seen = this.clients.run("curl, no token", "401 TOKEN_MISSING");
		assertThat(seen.output()).contains("WS-Guard-Reason: TOKEN_MISSING", "WWW-Authenticate: Bearer realm=");
	}

	@Test
	void showsThatTheOriginIsForeign() throws Exception {
		Transcript seen = this.clients.run("curl, foreign origin", "403 ORIGIN_NOT_ALLOWED");
		assertThat(seen.output()).startsWith("HTTP/1.1 403\n").contains("WS-Guard-Reason: ORIGIN_NOT_ALLOWED");
	}

	@Test
	void showsThatACookieNeedsAnOrigin() throws Exception {
		Transcript seen = this.clients.run("curl, no Origin", "403 ORIGIN_MISSING");
		assertThat(seen.output()).startsWith("HTTP/1.1 403\n").contains("WS-Guard-Reason: ORIGIN_MISSING");
	}

	@Test
	void failsByExitCodeIfToldTo() throws Exception {
		Transcript seen = this.clients.run("curl, exit code", "401 TOKEN_EXPIRED");
		assertThat(seen.end()).isEqualTo("exit code 22");
	}

}
