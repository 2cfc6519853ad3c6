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

package io.github.wsguard.sample.stomp;

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
class StompIT {

	@LocalServerPort
	private int port;

	@Autowired
	private DevelopmentIssuer issuer;

	@Test
	void announcesInTheNameOfTheVerifiedPrincipal() throws IOException {
		String protocols = "Sec-WebSocket-Protocol: bearer, %s, v12.stomp".formatted(this.issuer.issue(TokenKind.GOOD));
		try (RawWebSocket socket = RawWebSocket.connect(this.port, "/stomp", protocols)) {
			assertThat(socket.status()).isEqualTo(101);
			assertThat(socket.header("Sec-WebSocket-Protocol")).hasValue("v12.stomp");
			socket.send("CONNECT\naccept-version:1.2\nhost:sample\n\n\0");
			assertThat(socket.receive()).startsWith("CONNECTED\n").contains("user-name:ada\n");
			socket.send("SUBSCRIBE\nid:0\ndestination:/topic/announcements\n\n\0");
			socket.send("SEND\ndestination:/app/announce\ncontent-type:text/plain\n\nHello\0");
			assertThat(socket.receive()).startsWith("MESSAGE\n").endsWith("ada: Hello\0");
		}
	}

	@Test
	void refusesExpiredTokenBeforeAnyFrame() throws IOException {
		String protocols = "Sec-WebSocket-Protocol: bearer, %s, v12.stomp"
			.formatted(this.issuer.issue(TokenKind.EXPIRED));
		try (RawWebSocket socket = RawWebSocket.connect(this.port, "/stomp", protocols)) {
			assertThat(socket.status()).isEqualTo(401);
			assertThat(socket.reason()).hasValue("TOKEN_EXPIRED");
		}
	}

}
