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

package io.github.wsguard.hostile;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The driver notices everything that the corpus is there to find.
 */
class HostileRunTests {

	private static final String NAMED = "HTTP/1.1 403\r\nWS-Guard-Reason: ORIGIN_NOT_ALLOWED\r\n\r\n";

	@Test
	void findsNothingWrongWithARefusalThatIsNamed() {
		assertThat(faults("403 ORIGIN_NOT_ALLOWED", NAMED)).isEmpty();
		assertThat(faults("", NAMED)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					403 ORIGIN_NOT_ALLOWED | HTTP/1.1 101                                   | admitted
					(any)                  | HTTP/1.1 101                                   | admitted
					(any)                  | <named>HTTP/1.1 101                            | admitted
					101                    | HTTP/1.1 101 HTTP/1.1 101                      | admitted
					(any)                  | HTTP/1.1 500                                   | answered 500
					(any)                  | <named>HTTP/1.1 503                            | answered 503
					(any)                  | HTTP/1.1 403                                   | reason null
					400                    | <named>                                        | status 403
					403 ORIGIN_NULL        | <named>                                        | reason ORIGIN_NOT_ALLOWED
					(any)                  | HTTP/1.1 200                                   | status 200
					(any)                  | ''                                             | no response
					(any)                  | <named>{"detail":"xZQCANARYabq"}               | response holds
					(any)                  | <named>{"detail":"zqsecretx"}                  | response holds
					(any)                  | <named>java.lang.IllegalStateException         | response discloses java.
					(any)                  | <named>at io.example.Foo.bar(Foo.java)         | response discloses at io.example.Foo.bar(
					(any)                  | <named>Server: Apache Tomcat/11                | response discloses Apache Tomcat
					""")
	void noticesWhatMustNotCome(String expectation, String response, String fault) {
		assertThat(faults(expectation.replace("(any)", ""), response.replace("<named>", NAMED)))
			.anySatisfy((found) -> assertThat(found).contains("case: ", fault));
	}

	@Test
	void noticesThatTheServerHangs() {
		assertThat(faults("", "(silence)")).anySatisfy((fault) -> assertThat(fault).contains("hangs"));
		assertThat(faults("", NAMED + "(silence)")).anySatisfy((fault) -> assertThat(fault).contains("hangs"));
	}

	@Test
	void noticesThatTheServerNoLongerWorks() {
		UnaryOperator<String> broken = (request) -> request.startsWith("control") ? "HTTP/1.1 503\r\n\r\n" : NAMED;
		assertThat(faults("", broken)).anySatisfy((fault) -> assertThat(fault).contains("before all", "503"))
			.anySatisfy((fault) -> assertThat(fault).contains("after all", "503"));
	}

	@Test
	void bareRefusalIsRightForTomcatAloneAndUntilItIsNamed() {
		HostileCase hostile = hostile("400 container", "x");
		Exchange bare = new Exchange("HTTP/1.1 400 \r\n\r\n", true, Duration.ZERO);
		assertThat(hostile.faults(bare, false)).isEmpty();
		assertThat(hostile.faults(bare, true)).isNotEmpty();
	}

	@Test
	void noticesWhatMustNotBeLogged() {
		Logger logger = LoggerFactory.getLogger("io.github.wsguard.hostile");
		Logger rejections = LoggerFactory.getLogger("io.github.wsguard.rejections");
		Logger other = LoggerFactory.getLogger("org.example");
		HostileCase hostile = hostile("", "x");
		try (HostileLog log = HostileLog.open()) {
			rejections.warn("Rejected {}", hostile.canary());
			logger.warn("Fine");
			assertThat(log.faults(List.of(hostile))).isEmpty();
			other.warn("Parsing {}", hostile.canary());
			assertThat(log.faults(List.of(hostile))).hasSize(1);
			rejections.atWarn().addKeyValue("origin", "zqsecretx").log("Rejected");
			assertThat(log.faults(List.of(hostile))).hasSize(2);
			rejections.warn("Rejected\nforged");
			assertThat(log.faults(List.of(hostile))).hasSize(3);
			logger.warn("Failed", new IllegalStateException("broken"));
			assertThat(log.faults(List.of(hostile))).hasSize(4);
			rejections.warn("Rejected by io.github.wsguard.Foo");
			assertThat(log.faults(List.of(hostile))).hasSize(5);
			rejections.warn("Rejected {}", "x".repeat(6000));
			assertThat(log.faults(List.of(hostile))).hasSize(6);
		}
	}

	@Test
	void textStandsForBytes() {
		UnaryOperator<String> words = (word) -> word.equals("token") ? "abc" : fail(word);
		assertThat(HostileText.bytes("a{crlf}{nul}{xff}{u3002}ß{sp}{token}{ab*3}{x00*2}{sp*2}{a\\n*2}", words))
			.isEqualTo("a\r\n\0\u00ff\u00e3\u0080\u0082\u00c3\u009f abcababab\0\0  a\r\na\r\n");
		assertThatIllegalArgumentException().isThrownBy(() -> HostileText.bytes("{nonsense}", words));
	}

	@Test
	void rowChangesACorrectHandshake() {
		HostileRequest request = HostileRequest.parse(
				"GET /x ⏎ Host: h ⏎ +{sp}folded ⏎ ^First: 1 ⏎ (without Upgrade, "
						+ "Connection, Sec-WebSocket-Key, Sec-WebSocket-Version, Origin, Authorization) ⏎ (body b)",
				(word) -> "w");
		assertThat(request.bytes()).isEqualTo("GET /x HTTP/1.1\r\nFirst: 1\r\nHost: h\r\n folded\r\n\r\nb");
		assertThat(request.delivery()).isEqualTo(Delivery.WHOLE);
		HostileRequest raw = HostileRequest.parse("(raw) ⏎ (dripped) ⏎ A ⏎ (end)", (word) -> "w");
		assertThat(raw.bytes()).isEqualTo("A\r\n\r\n");
		assertThat(raw.delivery()).isEqualTo(Delivery.DRIPPED);
	}

	@Test
	void expectationsAreWrittenInKnownWords() {
		assertThatIllegalArgumentException().isThrownBy(() -> Expectation.parse("403 perhaps"));
	}

	private static String fail(String word) {
		throw new IllegalArgumentException(word);
	}

	private static HostileCase hostile(String expectation, String request) {
		return new HostileCase("case", new HostileRequest(request, Delivery.WHOLE), Expectation.parse(expectation),
				"zqcanaryabq", List.of("zqsecretx"));
	}

	private static List<String> faults(String expectation, String response) {
		return faults(expectation, (request) -> request.startsWith("control") ? NAMED : response);
	}

	/**
	 * Run one case against a server that answers as it is told, and is silent where told
	 * so.
	 */
	private static List<String> faults(String expectation, UnaryOperator<String> server) {
		try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			Thread thread = new Thread(() -> serve(socket, server));
			thread.setDaemon(true);
			thread.start();
			HostileClient client = new HostileClient(socket.getLocalPort(), Duration.ofMillis(400));
			HostileCase control = new HostileCase("control", new HostileRequest("control", Delivery.WHOLE),
					Expectation.parse("403 ORIGIN_NOT_ALLOWED"), "zqcontrol", List.of());
			return new HostileRun(client, List.of(control), false).faults(List.of(hostile(expectation, "attack")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void serve(ServerSocket server, UnaryOperator<String> answers) {
		// What nobody refers to any more would be closed with the next collection
		List<Socket> silent = new ArrayList<>();
		try {
			while (true) {
				Socket socket = server.accept();
				String request = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
				String answer = answers.apply(request);
				OutputStream out = socket.getOutputStream();
				out.write(answer.replace("(silence)", "").getBytes(StandardCharsets.ISO_8859_1));
				out.flush();
				if (answer.endsWith("(silence)")) {
					silent.add(socket);
				}
				else {
					socket.close();
				}
			}
		}
		// The test closes the server when it has seen enough
		catch (IOException ex) {
			silent.forEach(HostileRunTests::close);
		}
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
