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

package io.github.wsguard.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class HeldConnectionsTests {

	private static final byte[] FAREWELL = "\u0088\u000f\u00111TOKEN_EXPIRED".getBytes(StandardCharsets.ISO_8859_1);

	private static final byte[] ANSWER = { (byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xe8 };

	private ServerSocket server;

	private LoadGenerator generator;

	@BeforeEach
	void start() throws IOException {
		this.server = new ServerSocket();
		this.server.bind(Loopback.address(1, 0));
		this.generator = LoadGenerator.at(this.server.getLocalPort(), 1, 1);
	}

	@AfterEach
	void stop() throws IOException {
		this.generator.close();
		this.server.close();
	}

	@Test
	void areOpenUntilTheServerClosesThem() throws IOException {
		try (Socket socket = open()) {
			assertThat(socket.isConnected()).isTrue();
			this.generator.held().requireOpen(1);
			assertThat(this.generator.held().open()).isOne();
			assertThat(this.generator.held().farewells()).isEmpty();
		}
	}

	@Test
	void answerFarewellAndWaitForTheEnd() throws IOException {
		try (Socket socket = open()) {
			socket.getOutputStream().write(FAREWELL);
			CompletableFuture<byte[]> answer = CompletableFuture.supplyAsync(() -> readAnswerAndClose(socket));
			this.generator.awaitEnds(System.nanoTime());
			assertThat(answer.join()).isEqualTo(ANSWER);
			assertToldOnce("close 4401 TOKEN_EXPIRED");
		}
	}

	@Test
	void noteThatTheyEndWithoutAWord() throws IOException {
		open().close();
		this.generator.awaitEnds(System.nanoTime());
		assertToldOnce("end");
	}

	private void assertToldOnce(String text) {
		HeldConnections held = this.generator.held();
		assertThat(held.farewells()).extracting(Farewell::text).containsExactly(text);
		assertThat(held.open()).isZero();
		assertThat(held.mostOpen()).isOne();
		assertThatIllegalStateException().isThrownBy(() -> held.requireOpen(1));
	}

	/**
	 * Open a connection that is held.
	 * @return the side of the server
	 */
	private Socket open() throws IOException {
		CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(this::accept);
		this.generator.run(Load.held(TokenSource.NONE), Pace.closed(1, 1));
		return accepted.join();
	}

	private Socket accept() {
		try {
			Socket socket = this.server.accept();
			String request = "";
			while (!request.endsWith("\r\n\r\n")) {
				request += (char) socket.getInputStream().read();
			}
			socket.getOutputStream().write("HTTP/1.1 101 \r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			return socket;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] readAnswerAndClose(Socket socket) {
		try (socket) {
			return socket.getInputStream().readNBytes(ANSWER.length);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
