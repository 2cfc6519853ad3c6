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

package io.github.wsguard.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

import io.github.wsguard.observation.HandshakeRejected;
import io.github.wsguard.wire.RefusalIT.Operator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Tomcat refuses before any filter runs, with {@code ws-guard.container-errors} on.
 */
@ExtendWith(OutputCaptureExtension.class)
class ContainerErrorsIT {

	private static final String SWITCH = "ws-guard.container-errors.enabled=true";

	private static final String UNREADABLE = "GET /ws/echo?access_token=secret\" HTTP/1.1~Host: a";

	private static WireServer server;

	private static WireServer plain;

	@BeforeAll
	static void start() {
		server = WireServer.start(List.of(Operator.class, Errors.class), SWITCH);
		plain = WireServer.start(List.of(Errors.class));
	}

	@AfterAll
	static void stop() {
		server.close();
		plain.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					GET /ws/echo?access_token=<good> ⏎ (without Host) | 400 | REQUEST_MALFORMED | container
					GET /ws/echo?access_token=<good> ⏎ +Host: evil.example | 400 | HOST_INVALID | container
					GET /ws/echo?access_token=<good> ⏎ Host: bad_host^:80 | 400 | HOST_INVALID | container
					GET /ws/echo ⏎ Authorization: Bearer <huge> | 431 | HEADERS_TOO_LARGE | container
					GET /ws/echo?access_token=<huge> | 414 | URI_TOO_LONG | container
					CONNECT /ws/echo ⏎ Authorization: Bearer <good> | 405 | METHOD_NOT_ALLOWED | container
					CONNECT /ws/echo ⏎ Authorization: Bearer <good> ⏎ (without Upgrade, Connection, Sec-WebSocket-Key) | 405 | METHOD_NOT_ALLOWED | container
					GET /ws/echo?access_token=<good> ⏎ Sec-WebSocket-Key: MDEyMzQ1Njc= | 400 | WEBSOCKET_KEY_INVALID | guard
					GET /ws/echo?access_token=<good> ⏎ +Sec-WebSocket-Key: XlbETuM1hgF6PRHGKWYOEQ== | 400 | WEBSOCKET_KEY_INVALID | guard
					GET /app/ws/echo ⏎ Authorization: Bearer <good> | 404 | PATH_NOT_FOUND | application
					PROPFIND /ws/echo ⏎ Authorization: Bearer <good> | 405 | METHOD_NOT_ALLOWED | guard
					""")
	void namesWhoeverRefusesAHandshake(String row, int status, String reason, String layer) {
		WireClient.Response response = server.send(handshake(row));
		assertThat(response.status()).as(response.toString()).isEqualTo(status);
		assertThat(response.reason()).isEqualTo(reason);
		assertThat(response.body()).contains("\"layer\":\"" + layer + "\"");
	}

	@Test
	void admitsTheAbsoluteFormOfATarget() {
		assertThat(server.send(handshake("GET http://127.0.0.1:18080/ws/echo?access_token=<good>")).status())
			.isEqualTo(101);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			GET /ws/echo HTTP/1.1~Host: a~Authorization: Bearer <20000> | 431 | HEADERS_TOO_LARGE
			GET /ws/echo HTTP/1.1~Host: a~<lines>X: y | 431 | HEADERS_TOO_LARGE
			GET /ws/echo?access_token=<20000> HTTP/1.1~Host: a | 414 | URI_TOO_LONG
			GET /ws/echo?access_token=<7000> HTTP/1.1~Host: a~Cookie: c=<2000> | 414 | URI_TOO_LONG
			GET /ws/echo?access_token=<2000> HTTP/1.1~Host: a~Cookie: c=<7000> | 431 | HEADERS_TOO_LARGE
			GET /ws/echo HTTP/1.1 | 400 | REQUEST_MALFORMED
			GET /ws/echo HTTP/1.1~Host: a~Host: evil.example | 400 | HOST_INVALID
			GET /ws/echo HTTP/1.1~Host: bad_host^:80 | 400 | HOST_INVALID
			GET /ws/echo HTTP/1.1~Host: a:8o | 400 | HOST_INVALID
			GET http://b/ws/echo HTTP/1.1~Host: a | 400 | HOST_INVALID
			GET http://b HTTP/1.1~Host: a | 400 | HOST_INVALID
			GET http://a/ws[1] HTTP/1.1~Host: a | 400 | REQUEST_MALFORMED
			POST http://a/ws/echo HTTP/1.1~Host: a~Content-Length: x | 400 | REQUEST_MALFORMED
			G<T /ws/echo HTTP/1.1~Host: a | 400 | REQUEST_MALFORMED
			GET /ws/echo?x="y" HTTP/1.1~Host: a | 400 | REQUEST_MALFORMED
			GET ws/echo HTTP/1.1~Host: a | 400 | REQUEST_MALFORMED
			GET * HTTP/1.1~Host: a | 400 | REQUEST_MALFORMED
			GET /ws/%zz HTTP/1.1~Host: a | 400 | REQUEST_MALFORMED
			GET /ws/%00 HTTP/1.1~Host: a | 400 | REQUEST_MALFORMED
			GET /ws/echo HTTQ/1.1~Host: a | 400 | REQUEST_MALFORMED
			GET /ws/echo HTTP/1.1~Host: a~No colon | 400 | REQUEST_MALFORMED
			GET /ws/echo HTTP/1.1~Host: a~B{d: x | 400 | REQUEST_MALFORMED
			POST /ws/echo HTTP/1.1~Host: a~Content-Length: x | 400 | REQUEST_MALFORMED
			POST /ws/echo HTTP/1.1~Host: a~Content-Length: 1~Content-Length: 2 | 400 | REQUEST_MALFORMED
			POST /ws/echo HTTP/1.1~Host: a~Transfer-Encoding: x y | 400 | REQUEST_MALFORMED
			POST /ws/echo HTTP/1.1~Host: a~Transfer-Encoding: rot13 | 501 | REQUEST_MALFORMED
			GET /ws/echo HTTP/1.1~Host: a~Expect: cake | 417 | REQUEST_MALFORMED
			GET /ws/echo HTTP/3.7~Host: a | 505 | HTTP_VERSION_UNSUPPORTED
			CONNECT /ws/echo HTTP/1.1~Host: a | 405 | METHOD_NOT_ALLOWED
			CONNECT a:80 HTTP/1.1~Host: a | 405 | METHOD_NOT_ALLOWED
			TRACE /ws/echo HTTP/1.1~Host: a | 405 | METHOD_NOT_ALLOWED
			GET /ws%2fecho HTTP/1.1~Host: a | 400 | PATH_AMBIGUOUS
			GET /ws%5Cecho HTTP/1.1~Host: a | 400 | PATH_AMBIGUOUS
			GET /../ws/echo HTTP/1.1~Host: a | 400 | PATH_AMBIGUOUS
			""")
	void namesWhatTomcatRefuses(String line, int status, String reason) {
		WireClient.Response response = server.client().send(ContainerRequests.parse(line));
		assertThat(response.status()).as(response.toString()).isEqualTo(status);
		assertThat(response.reason()).as(response.toString()).isEqualTo(reason);
		assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(response.header("Cache-Control")).isEqualTo("no-store");
		assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(response.body()).contains("\"layer\":\"container\"", "\"reason\":\"" + reason + "\"",
				"\"status\":" + status);
		assertThat(response.toString()).doesNotContain("Exception", "org.apache", "java.", "\tat ", "Tomcat", "xxxx");
	}

	@Test
	void namesTooManyCookies() {
		String cookies = "Cookie: " + "a=b;".repeat(250);
		WireClient.Response response = server.client()
			.send(ContainerRequests.parse("GET /ws/echo HTTP/1.1~Host: a~" + cookies));
		assertThat(response.status()).isEqualTo(431);
		assertThat(response.body()).contains("HEADERS_TOO_LARGE", "cookies");
	}

	@Test
	void tellsWhyOnlyAsMuchAsTheDefaultPolicyAllows() {
		try (WireServer quiet = WireServer.start(List.of(), SWITCH, "ws-guard.rejection.detail=none");
				WireServer terse = WireServer.start(List.of(), SWITCH, "ws-guard.rejection.detail=code",
						"ws-guard.rejection.type-base-uri=https://docs.example/")) {
			WireClient.Response nothing = quiet.client().send(ContainerRequests.parse(UNREADABLE));
			assertThat(nothing.status()).isEqualTo(400);
			assertThat(nothing.reason()).isNull();
			assertThat(nothing.body()).matches("\\{\"status\":400,\"instance\":\"[^\"]+\",\"id\":\"[^\"]+\"}");
			WireClient.Response code = terse.client().send(ContainerRequests.parse(UNREADABLE));
			assertThat(code.body()).contains("\"type\":\"https://docs.example/request-malformed\"")
				.doesNotContain("\"detail\"");
		}
	}

	@Test
	void isLoggedCountedAndPublishedWithoutItsTarget(CapturedOutput output) {
		WireClient.Response response = server.client().send(ContainerRequests.parse(UNREADABLE));
		String id = response.body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
		HandshakeRejected event = (HandshakeRejected) server.context().getBean(Operator.class).await(id);
		assertThat(event.rejection().reason().name()).isEqualTo("REQUEST_MALFORMED");
		assertThat(event.rejection().layer().value()).isEqualTo("container");
		assertThat(event.endpoint()).isEqualTo("none");
		assertThat(event.remoteAddress()).isEqualTo("127.0.0.1");
		assertThat(output.toString().lines().filter((line) -> line.contains(id))).singleElement()
			.asString()
			.contains("Rejected request: REQUEST_MALFORMED (400) by container at none");
		assertThat(output).doesNotContain("secret");
		assertThat(server.context()
			.getBean(MeterRegistry.class)
			.get("ws.guard.handshake")
			.tags("layer", "container", "reason", "REQUEST_MALFORMED", "endpoint", "none", "outcome", "rejected")
			.timer()
			.count()).isPositive();
	}

	@Test
	void answersHeadWithoutABody() {
		WireClient.Response response = server.client()
			.send(ContainerRequests.parse("HEAD /ws%2fecho HTTP/1.1~Host: a"));
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.reason()).isEqualTo("PATH_AMBIGUOUS");
		assertThat(response.body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "CONNECT a:80 HTTP/1.1~Host: a", "GET /ws/echo HTTP/1.1",
			"GET /ws%2fecho HTTP/1.1~Host: a", "GET /?x=<9000> HTTP/1.1~Host: a" })
	void closesTheConnectionAsTomcatDoes(String line) throws IOException {
		String pipelined = ContainerRequests.parse(line) + ContainerRequests.parse("GET /sockjs/info HTTP/1.1~Host: a");
		assertThat(server.client().send(ContainerRequests.parse(line)).header("Connection")).isEqualTo("close");
		assertThat(everything(pipelined)).containsOnlyOnce("HTTP/1.1 ");
	}

	@Test
	void keepsTheConnectionWhereTomcatDoes() throws IOException {
		String answers = everything(ContainerRequests.parse("TRACE /ws/echo HTTP/1.1~Host: a")
				+ ContainerRequests.parse("GET /api/who HTTP/1.1~Host: a~Connection: close"));
		assertThat(answers).contains("HTTP/1.1 405 ", "HTTP/1.1 200 ");
	}

	@Test
	void closesOnThePrefaceOfHttp2WithoutAnAnswer() throws IOException {
		assertThat(everything("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("requestsThatReachTheApplication")
	void leavesAloneWhatReachedTheApplication(String line) {
		String request = ContainerRequests.parse(line);
		assertThat(withoutTime(server.client().send(request))).isEqualTo(withoutTime(plain.client().send(request)));
	}

	static Stream<String> requestsThatReachTheApplication() {
		return Stream
			.of("/nope", "/api/who", "/errors/own-body", "/errors/send-error", "/errors/throws", "/errors/status",
					"/errors/async-throws", "/errors/async-send-error", "/WEB-INF/web.xml", "/sockjs")
			.map((path) -> "GET " + path + " HTTP/1.1~Host: a");
	}

	@Test
	void leavesTomcatAsItIsWithoutTheProperty() {
		try (WireServer bare = WireServer.start(List.of(), "ws-guard.enabled=false")) {
			assertThat(refusedLines()).isNotEmpty().allSatisfy((line) -> {
				String request = ContainerRequests.parse(line);
				WireClient.Response response = plain.client().send(request);
				assertThat(withoutTime(response)).isEqualTo(withoutTime(bare.client().send(request)));
				assertThat(response.reason()).isNull();
			});
		}
	}

	@Test
	void changesNothingWhereTheGuardOnlyReports() {
		try (WireServer reporting = WireServer.start(List.of(), SWITCH, "ws-guard.mode=report-only")) {
			WireClient.Response response = reporting.client().send(ContainerRequests.parse(UNREADABLE));
			assertThat(response.header("Content-Type")).startsWith("text/html");
			assertThat(response.reason()).isNull();
		}
	}

	@Test
	void answersAheadOfReportsWithStackTraces() {
		try (WireServer verbose = WireServer.start(List.of(), SWITCH, "server.error.include-stacktrace=always",
				"spring.web.error.include-stacktrace=always");
				WireServer unnamed = WireServer.start(List.of(), "server.error.include-stacktrace=always",
						"spring.web.error.include-stacktrace=always")) {
			assertThat(unnamed.client().send(ContainerRequests.parse(UNREADABLE)).body()).contains("Exception");
			assertThat(refusedLines()).allSatisfy((line) -> {
				WireClient.Response response = verbose.client().send(ContainerRequests.parse(line));
				assertThat(response.reason()).isNotNull();
				assertThat(response.body()).doesNotContain("Exception", "org.apache");
			});
		}
	}

	@Test
	void survivesWhateverABrokenClientSends(CapturedOutput output) throws IOException {
		Random random = new Random(11);
		byte[] handshake = WireRequest.handshake("/ws/echo?x=%41").toString().getBytes(StandardCharsets.ISO_8859_1);
		int answered = 0;
		for (int i = 0; i < 400; i++) {
			byte[] broken = handshake.clone();
			for (int j = 0; j <= i % 4; j++) {
				broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
			}
			String request = new String(broken, StandardCharsets.ISO_8859_1);
			String answers = everything(request);
			answered += answers.contains("\"layer\":\"container\"") ? 1 : 0;
			assertThat(answers).as(request)
				.doesNotContain("Exception", "org.apache", "\tat ", "HTTP/1.1 500")
				.satisfiesAnyOf((text) -> assertThat(text).doesNotContain("HTTP/1.1 400"),
						(text) -> assertThat(text).contains("WS-Guard-Reason: "));
		}
		assertThat(answered).isGreaterThan(50);
		assertThat(output).doesNotContain("NullPointerException", "Error processing request");
	}

	@Test
	void namesPathsOutsideTheContextPath() {
		try (WireServer below = WireServer.start(List.of(), SWITCH, "server.servlet.context-path=/app")) {
			WireClient.Response response = below.send(WireRequest.handshake("/ws/echo").bearer(below.token("good")));
			assertThat(response.status()).isEqualTo(404);
			assertThat(response.reason()).isEqualTo("PATH_NOT_FOUND");
			assertThat(response.body()).contains("\"layer\":\"container\"");
			assertThat(below.send(WireRequest.handshake("/app/ws/echo").bearer(below.token("good"))).status())
				.isEqualTo(101);
		}
	}

	private static WireRequest handshake(String row) {
		return WireRequest.parse(row.replace("<good>", server.token("good")).replace("<huge>", server.token("huge")));
	}

	private static List<String> refusedLines() {
		return List.of("GET /ws/echo HTTP/1.1", "GET /ws/echo HTTP/1.1~Host: a~Host: b",
				"GET /ws/echo HTTP/1.1~Host: bad_host^:80", "GET /ws%2fecho HTTP/1.1~Host: a",
				"GET /?x=<9000> HTTP/1.1~Host: a", "GET / HTTP/1.1~Host: a~X: <9000>", "CONNECT a:80 HTTP/1.1~Host: a",
				"TRACE /nope HTTP/1.1~Host: a", "G<T / HTTP/1.1~Host: a", "GET /<|> HTTP/1.1~Host: a",
				"POST / HTTP/1.1~Host: a~Content-Length: x");
	}

	private static List<String> withoutTime(WireClient.Response response) {
		UnaryOperator<String> timeless = (text) -> text.replaceAll("^Date:.*|\"timestamp\":\"[^\"]*\"", "");
		return Stream
			.concat(Stream.of("" + response.status(), timeless.apply(response.body())),
					response.headers().stream().map(timeless))
			.toList();
	}

	private static String everything(String request) throws IOException {
		int port = server.context().getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		try (Socket socket = new Socket("127.0.0.1", port); InputStream in = socket.getInputStream()) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			socket.shutdownOutput();
			return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	/**
	 * An application that refuses in many ways.
	 */
	@RestController
	static class Errors {

		@GetMapping("/errors/own-body")
		ResponseEntity<String> ownBody() {
			return ResponseEntity.badRequest().body("mine");
		}

		@GetMapping("/errors/status")
		ResponseEntity<Void> status() {
			return ResponseEntity.badRequest().build();
		}

		@GetMapping("/errors/send-error")
		void sendError(HttpServletResponse response) throws IOException {
			response.sendError(400, "mine");
		}

		@GetMapping("/errors/throws")
		void fails() {
			throw new IllegalArgumentException("mine");
		}

		@GetMapping("/errors/async-throws")
		DeferredResult<String> failsLater() {
			DeferredResult<String> result = new DeferredResult<>();
			result.setErrorResult(new IllegalArgumentException("mine"));
			return result;
		}

		@GetMapping("/errors/async-send-error")
		void sendsErrorLater(HttpServletRequest request, HttpServletResponse response) {
			AsyncContext async = request.startAsync();
			async.start(() -> {
				try {
					response.sendError(400);
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
				async.complete();
			});
		}

	}

}
