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

package io.github.wsguard.sample.room;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import io.github.wsguard.sample.RawWebSocket;
import io.github.wsguard.sample.SampleTest;
import io.github.wsguard.sample.issuer.DevelopmentIssuer;
import io.github.wsguard.sample.issuer.TokenKind;

import static org.assertj.core.api.Assertions.assertThat;

@SampleTest
class RoomIT {

	@LocalServerPort
	private int port;

	@Autowired
	private DevelopmentIssuer issuer;

	@Test
	void opensTheRoomThatTheTokenNames() throws IOException {
		try (RawWebSocket socket = connect("/ws/room/7", TokenKind.ROOM_7)) {
			assertThat(socket.status()).isEqualTo(101);
			assertThat(socket.receive()).isEqualTo("You are in /ws/room/7");
		}
	}

	@Test
	void refusesAnotherRoomEvenIfItsNameContainsTheRightOne() throws IOException {
		try (RawWebSocket socket = connect("/ws/room/17", TokenKind.ROOM_7)) {
			assertThat(socket.status()).isEqualTo(403);
			assertThat(socket.reason()).hasValue("CLAIM_MISMATCH");
		}
	}

	@Test
	void refusesTokenThatNamesNoRoom() throws IOException {
		try (RawWebSocket socket = connect("/ws/room/7", TokenKind.GOOD)) {
			assertThat(socket.status()).isEqualTo(403);
			assertThat(socket.reason()).hasValue("CLAIM_MISSING");
		}
	}

	private RawWebSocket connect(String path, TokenKind kind) throws IOException {
		return RawWebSocket.connect(this.port, path, "Authorization: Bearer " + this.issuer.issue(kind));
	}

}
