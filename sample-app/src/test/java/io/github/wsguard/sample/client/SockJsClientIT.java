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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code sockjs-client} in Node.js, by each of its transports: never tells why.
 */
@ClientTest
class SockJsClientIT {

	@Autowired
	private Clients clients;

	@BeforeAll
	static void needsTheClient() {
		Installed.npmPackages();
	}

	@ParameterizedTest
	@ValueSource(strings = { "sockjs-client, good token, websocket", "sockjs-client, good token, xhr-streaming",
			"sockjs-client, good token, xhr-polling" })
	void opensByEachTransportWithATokenInTheUrl(String name) throws Exception {
		String transport = name.substring(name.lastIndexOf(' ') + 1);
		Transcript seen = this.clients.run(name, "accepted");
		assertThat(seen.output()).isEqualTo("open: " + transport + "\nmessage: ada: Hello\nclose: 1000 Normal closure");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sockjs-client, expired token, websocket", "sockjs-client, expired token, xhr-streaming",
			"sockjs-client, expired token, xhr-polling" })
	void saysOfEachTransportThatItFailed(String name) throws Exception {
		Transcript seen = this.clients.run(name, "401 TOKEN_EXPIRED");
		assertThat(seen.output()).isEqualTo("close: 2000 All transports failed");
	}

	@Test
	void saysTheSameWithoutAToken() throws Exception {
		Transcript seen = this.clients.run("sockjs-client, no token", "401 TOKEN_MISSING");
		assertThat(seen.output()).isEqualTo("close: 2000 All transports failed");
	}

	@Test
	void sendsAHeaderWithTheTransportWebSocketInNodeOnly() throws Exception {
		Transcript seen = this.clients.run("sockjs-client, header", "accepted");
		assertThat(seen.output()).startsWith("open: websocket\n");
	}

	@Test
	void sendsNoOriginBesideACookie() throws Exception {
		Transcript seen = this.clients.run("sockjs-client, no Origin", "403 ORIGIN_MISSING");
		assertThat(seen.output()).isEqualTo("close: 2000 All transports failed");
	}

}
