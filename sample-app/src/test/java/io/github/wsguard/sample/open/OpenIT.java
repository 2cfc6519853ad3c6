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

package io.github.wsguard.sample.open;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import io.github.wsguard.sample.RawWebSocket;
import io.github.wsguard.sample.SampleTest;

import static org.assertj.core.api.Assertions.assertThat;

@SampleTest
class OpenIT {

	@LocalServerPort
	private int port;

	@Test
	void servesEverybodyWithoutAToken() throws IOException {
		try (RawWebSocket socket = RawWebSocket.connect(this.port, "/ws/public")) {
			assertThat(socket.status()).isEqualTo(101);
			assertThat(socket.receive()).isEqualTo("No news is good news.");
		}
	}

	@Test
	void servesNoForeignPage() throws IOException {
		try (RawWebSocket socket = RawWebSocket.connect(this.port, "/ws/public", "Origin: https://evil.example")) {
			assertThat(socket.status()).isEqualTo(403);
			assertThat(socket.reason()).hasValue("ORIGIN_NOT_ALLOWED");
		}
	}

}
