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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

import io.github.wsguard.observation.HandshakeEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the actuator says would become of a handshake is what becomes of it.
 */
@ExtendWith(OutputCaptureExtension.class)
class ExplainIT {

	private static WireServer server;

	@BeforeAll
	static void start() {
		server = WireServer.start(List.of(Operator.class), "management.endpoints.web.exposure.include=wsguard",
				"ws-guard.proxy.trusted=127.0.0.1", "ws-guard.origin.same-origin=true",
				"ws-guard.endpoints.strict.path=/own/echo", "ws-guard.endpoints.strict.origin.missing=reject",
				"ws-guard.endpoints.trial.path=/bean/echo", "ws-guard.endpoints.trial.mode=report-only",
				"ws-guard.endpoints.off.path=/own/lazy", "ws-guard.endpoints.off.enabled=false");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			textBlock = """
					/ws/echo                | https://app.example.com | -             | 127.0.0.1:18080 | http  | -
					/ws/echo                | https://evil.example    | -             | 127.0.0.1:18080 | http  | -
					/ws/echo                | http://app.example.com  | -             | 127.0.0.1:18080 | http  | -
					/ws/echo                | https://app.example.com:8443 | -        | 127.0.0.1:18080 | http  | -
					/ws/echo                | null                    | -             | 127.0.0.1:18080 | http  | -
					/ws/echo                | nonsense                | -             | 127.0.0.1:18080 | http  | -
					/ws/echo                | http://127.0.0.1:18080  | -             | 127.0.0.1:18080 | http  | -
					/ws/echo                | https://own.example     | 203.0.113.7   | own.example     | https | -
					/ws/echo                | -                       | -             | 127.0.0.1:18080 | http  | -
					/own/echo               | -                       | -             | 127.0.0.1:18080 | http  | -
					/ws/ip                  | https://app.example.com | 203.0.113.7   | 127.0.0.1:18080 | http  | -
					/ws/ip                  | https://app.example.com | 10.1.2.3      | 127.0.0.1:18080 | http  | -
					/ws/tls                 | https://app.example.com | -             | 127.0.0.1:18080 | http  | -
					/ws/tls                 | https://app.example.com | 203.0.113.7   | own.example     | https | -
					/ws/patterns            | https://a.example.com   | -             | 127.0.0.1:18080 | http  | -
					/ws/patterns            | https://example.com     | -             | 127.0.0.1:18080 | http  | -
					/ws/in-code             | https://code.example.com | -            | 127.0.0.1:18080 | http  | -
					/ws//echo               | https://app.example.com | -             | 127.0.0.1:18080 | http  | -
					/ws/x/../echo           | https://app.example.com | -             | 127.0.0.1:18080 | http  | -
					/ws/echo;a=b            | https://app.example.com | -             | 127.0.0.1:18080 | http  | -
					/sockjs/websocket       | https://app.example.com | -             | 127.0.0.1:18080 | http  | -
					/sockjs/1/2             | https://app.example.com | -             | 127.0.0.1:18080 | http  | -
					/sockjs/000/s/carrier   | https://app.example.com | -             | 127.0.0.1:18080 | http  | -
					/ws/echo                | https://app.example.com | -             | 127.0.0.1:18080 | http  | Upgrade
					/ws/echo                | https://app.example.com | -             | 127.0.0.1:18080 | http  | Connection
					/ws/echo                | https://app.example.com | -             | 127.0.0.1:18080 | http  | Sec-WebSocket-Key
					/ws/echo                | https://app.example.com | -             | 127.0.0.1:18080 | http  | Sec-WebSocket-Version
					/ws/echo                | https://app.example.com | -             | 127.0.0.1:18080 | http  | Upgrade,Connection,Sec-WebSocket-Key,Sec-WebSocket-Version
					""",
			delimiter = '|')
	void saysWhatBecomesOfTheHandshake(String path, String origin, String address, String host, String scheme,
			String without) {
		WireRequest request = WireRequest.handshake(path).header("Host", host).bearer(server.token("good"));
		if (origin == null) {
			request.without("Origin");
		}
		else {
			request.header("Origin", origin);
		}
		if (address != null) {
			request.header("X-Forwarded-For", address).header("X-Forwarded-Proto", scheme);
		}
		List<String> parameters = parameters(path, origin, address, scheme + "://" + host);
		parameters.add("headers=Authorization");
		if (without != null) {
			Arrays.stream(without.split(",")).forEach(request::without);
			parameters.add("without=" + without);
		}
		WireClient.Response response = server.send(request);
		JsonNode explanation = explain(parameters);
		assertThat(reason(explanation)).as(explanation.toString()).isEqualTo(response.reason());
		assertThat(explanation.get("outcome").stringValue())
			.isEqualTo((response.status() == 101) ? "pending" : "reject");
	}

	private static List<String> parameters(String path, String origin, String address, String reached) {
		List<String> parameters = new ArrayList<>(List.of("path=" + encode(path), "server=" + encode(reached)));
		if (origin != null) {
			parameters.add("origin=" + encode(origin));
		}
		if (address != null) {
			parameters.add("address=" + address);
		}
		return parameters;
	}

	@Test
	void tellsEachCheckInOrder() {
		JsonNode explanation = explain(List.of("path=/ws/admin", "origin=https://app.example.com"));
		assertThat(explanation.get("endpoint").stringValue()).isEqualTo("/ws/admin");
		assertThat(explanation.get("policy").stringValue()).isEqualTo("admin");
		assertThat(verdicts(explanation)).containsExactly("protocol pass", "path pass", "client pass", "host pass",
				"network pass", "origin pass", "token present not evaluated", "token valid not evaluated",
				"authorization not evaluated");
		assertThat(explanation.get("assumed").get("address").stringValue()).isEqualTo("127.0.0.1");
		assertThat(explanation.get("assumed").get("server").stringValue()).startsWith("http://localhost:");
	}

	@Test
	void evaluatesNothingBehindARefusal() {
		JsonNode explanation = explain(List.of("path=/ws/ip", "origin=https://evil.example", "address=203.0.113.7"));
		assertThat(verdicts(explanation)).containsSubsequence("network reject", "origin not evaluated",
				"token present not evaluated");
		JsonNode refused = explanation.get("checks")
			.valueStream()
			.filter((check) -> check.has("reason"))
			.toList()
			.get(0);
		assertThat(refused.get("reason").stringValue()).isEqualTo("IP_NOT_ALLOWED");
		assertThat(refused.get("status").intValue()).isEqualTo(403);
		assertThat(refused.get("hint").stringValue()).contains("ws-guard.network");
		assertThat(refused.get("detail").stringValue()).isNotBlank();
	}

	@Test
	void leavesTheLoginToTheApplication() {
		JsonNode explanation = explain(List.of("path=/ws/login", "origin=https://app.example.com"));
		assertThat(explanation.get("outcome").stringValue()).isEqualTo("pending");
		assertThat(verdicts(explanation)).last().isEqualTo("login not evaluated");
	}

	@Test
	void missingOriginIsJudgedByTheNamesOfTheHeaders() {
		assertThat(reason(explain(List.of("path=/public/echo")))).isEqualTo("ORIGIN_MISSING");
		assertThat(reason(explain(List.of("path=/public/echo", "headers=Authorization")))).isNull();
		assertThat(reason(explain(List.of("path=/ws/echo", "headers=Cookie")))).isEqualTo("ORIGIN_MISSING");
		assertThat(reason(explain(List.of("path=/ws/echo", "headers=cookie,sec-websocket-protocol")))).isNull();
	}

	@Test
	void offersTheSubprotocolsOfTheEndpoint() {
		String parameters = "headers=Sec-WebSocket-Protocol";
		assertThat(reason(explain(List.of("path=/stomp", "origin=https://app.example.com", parameters)))).isNull();
		assertThat(reason(explain(List.of("path=/ws/header-only", "origin=https://app.example.com", parameters))))
			.isNull();
	}

	@Test
	void saysThatRefusalsAreOnlyReported() {
		JsonNode explanation = explain(List.of("path=/bean/echo", "origin=https://evil.example"));
		assertThat(explanation.get("outcome").stringValue()).isEqualTo("would reject");
		assertThat(reason(explanation)).isEqualTo("ORIGIN_NOT_ALLOWED");
	}

	@Test
	void saysThatAPathIsLeftAlone() {
		JsonNode disabled = explain(List.of("path=/own/lazy", "origin=https://evil.example"));
		assertThat(disabled.get("outcome").stringValue()).isEqualTo("not guarded");
		assertThat(disabled.get("policy").stringValue()).isEqualTo("off");
		JsonNode plain = explain(
				List.of("path=/api/who", "without=Upgrade,Connection,Sec-WebSocket-Key,Sec-WebSocket-Version"));
		assertThat(plain.get("outcome").stringValue()).isEqualTo("not guarded");
	}

	@ParameterizedTest
	@CsvSource({ "/ws/echo/, /ws/echo", "/ws/echo/info, /ws/echo", "/ws/echo/websocket, /ws/echo", "/WS/Echo, /ws/echo",
			"/app/ws/echo, /ws/echo", "/ws/echo/000/abc/websocket, /ws/echo", "/ws/room, /ws/room/{room}",
			"/ws/eccho, /ws/echo" })
	void namesTheEndpointThatWasProbablyMeant(String path, String meant) {
		JsonNode explanation = explain(List.of("path=" + encode(path), "origin=https://app.example.com"));
		assertThat(explanation.has("endpoint")).isFalse();
		assertThat(explanation.get("nearest").valueStream().map(JsonNode::stringValue)).as(explanation.toString())
			.contains(meant);
		assertThat(explanation.get("policy").stringValue()).isEqualTo("default");
		assertThat(verdicts(explanation)).contains("origin pass");
	}

	@ParameterizedTest
	@ValueSource(strings = { "path=/ws/echo%3Faccess_token%3Dgeheim", "path=ws/geheim", "path=/ws/%0D%0Ageheim",
			"path=/ws/echo%23geheim", "path=/ws/geheim%20geheim", "path=", "origin=https://geheim",
			"path=/ws/echo&headers=Authorization:%20Bearer%20geheim", "path=/ws/echo&headers=Authorization%3Dgeheim",
			"path=/ws/echo&headers=X-Forwarded-For", "path=/ws/echo&headers=Origin", "path=/ws/echo&headers=Host",
			"path=/ws/echo&headers=Forwarded", "path=/ws/echo&without=Cookie", "path=/ws/echo&without=geheim.geheim",
			"path=/ws/echo&address=geheim", "path=/ws/echo&address=localhost", "path=/ws/echo&server=geheim",
			"path=/ws/echo&server=ftp://geheim", "path=/ws/echo&server=http://geheim@example.com",
			"path=/ws/echo&server=http://example.com/?geheim", "path=/ws/echo&origin=%C3%BCgeheim",
			"path=/ws/echo&headers=eyJhbGciOiJSUzI1NiJ9.e30.c2ln" })
	void refusesWhatItCannotUseAndQuotesNothing(String query, CapturedOutput output) {
		WireClient.Response response = server
			.send(WireRequest.plain("GET", "/actuator/wsguard/explain?" + query).without("Origin"));
		assertThat(response.status()).isEqualTo(400);
		assertThat(JsonMapper.shared().readTree(response.body()).get("error").stringValue()).isNotBlank();
		assertThat(response.body() + output.getAll()).doesNotContain("geheim").doesNotContain("eyJ");
	}

	@Test
	void takesNoToken(CapturedOutput output) {
		String token = server.token("good");
		WireClient.Response response = server.send(
				WireRequest
					.plain("GET",
							"/actuator/wsguard/explain?path=/ws/admin&origin=https://app.example.com&token=" + token
									+ "&access_token=" + token)
					.without("Origin")
					.bearer(token));
		assertThat(verdicts(JsonMapper.shared().readTree(response.body()))).contains("token valid not evaluated");
		assertThat(response.body() + output.getAll()).doesNotContain(token);
	}

	@Test
	void knowsNoOtherOperation() {
		assertThat(server.send(WireRequest.plain("GET", "/actuator/wsguard/reveal?path=/ws/echo").without("Origin"))
			.status()).isEqualTo(404);
		assertThat(server.send(WireRequest.plain("POST", "/actuator/wsguard/explain?path=/ws/echo").without("Origin"))
			.status()).isEqualTo(405);
	}

	@Test
	void leavesNoTrace(CapturedOutput output) {
		Operator operator = server.context().getBean(Operator.class);
		server.send(WireRequest.handshake("/ws/echo").header("Origin", "https://first.example"));
		JsonNode before = refusals();
		String meters = meters();
		int events = operator.events.size();
		int logged = output.getAll().length();
		explain(List.of("path=/ws/echo", "origin=https://evil.example"));
		explain(List.of("path=/ws/echo", "origin=https://app.example.com", "headers=Authorization"));
		explain(List.of("path=/nowhere", "origin=https://evil.example"));
		assertThat(output.getAll().substring(logged)).isEmpty();
		assertThat(meters()).isEqualTo(meters);
		assertThat(operator.events).hasSize(events);
		assertThat(refusals()).isEqualTo(before);
		assertThat(before.get("total").longValue()).isPositive();
	}

	private static String meters() {
		return server.context()
			.getBean(MeterRegistry.class)
			.find("ws.guard.handshake")
			.timers()
			.stream()
			.map((timer) -> describe(timer) + timer.count())
			.sorted()
			.collect(Collectors.joining("\n"));
	}

	private static String describe(Meter meter) {
		return meter.getId().getTags().toString();
	}

	private static JsonNode refusals() {
		WireClient.Response response = server.send(WireRequest.plain("GET", "/actuator/wsguard").without("Origin"));
		return JsonMapper.shared().readTree(response.body()).get("refusals");
	}

	private static JsonNode explain(List<String> parameters) {
		WireClient.Response response = server
			.send(WireRequest.plain("GET", "/actuator/wsguard/explain?" + String.join("&", parameters))
				.without("Origin"));
		assertThat(response.status()).as(response.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(response.body());
	}

	private static String reason(JsonNode explanation) {
		return explanation.has("reason") ? explanation.get("reason").stringValue() : null;
	}

	private static List<String> verdicts(JsonNode explanation) {
		return explanation.get("checks")
			.valueStream()
			.map((check) -> check.get("check").stringValue() + " " + check.get("verdict").stringValue())
			.toList();
	}

	private static String encode(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

	static class Operator {

		private final List<HandshakeEvent> events = new CopyOnWriteArrayList<>();

		@Bean
		MeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@EventListener
		void on(HandshakeEvent event) {
			this.events.add(event);
		}

	}

}
