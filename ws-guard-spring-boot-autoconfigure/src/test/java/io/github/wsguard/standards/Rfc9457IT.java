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

package io.github.wsguard.standards;

import java.net.URI;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.wsguard.decision.RejectionReason;
import io.github.wsguard.wire.WireClient;
import io.github.wsguard.wire.WireRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * RFC 9457, Problem Details for HTTP APIs, section 3, with what 4 and 5 say of its
 * members.
 */
class Rfc9457IT {

	private static final String BASE = "https://docs.example/reasons#";

	private static StandardsServer server;

	@BeforeAll
	static void start() {
		server = StandardsServer.start("ws-guard.rejection.type-base-uri=" + BASE,
				"ws-guard.endpoints.staff.rejection.detail=code", "ws-guard.endpoints.small.rejection.detail=none");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@DisplayName("3: a refusal is a JSON object of the type application/problem+json")
	@ValueSource(strings = { "GET /ws/echo ⏎ Sec-WebSocket-Key: x", "GET /ws/echo", "GET /ws/room/8?access_token=a.b.c",
			"GET /ws/echo ⏎ Origin: https://evil.example", "POST /ws/echo", "GET /ws/echo ⏎ Sec-WebSocket-Version: 8",
			"GET /ws/echo ⏎ (without Upgrade)", "GET //ws/echo", "GET /ws/tls", "GET /ws/small", "GET /ws/staff" })
	void section3WritesProblemDetailsInJson(String row) {
		WireClient.Response response = server.send(WireRequest.parse(row));
		assertThat(response.status()).isBetween(400, 499);
		assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(JsonMapper.shared().readTree(response.body()).isObject()).isTrue();
		assertThat(response.header("Content-Length")).isEqualTo(Integer.toString(response.body().length()));
	}

	@Test
	@DisplayName("3.1: members have the types that the standard gives them")
	void section31WritesMembersInTheirTypes() {
		JsonNode problem = problem("GET /ws/echo");
		assertThat(problem.get("type").isString()).isTrue();
		assertThat(problem.get("status").isIntegralNumber()).isTrue();
		assertThat(problem.get("title").isString()).isTrue();
		assertThat(problem.get("detail").isString()).isTrue();
		assertThat(problem.get("instance").isString()).isTrue();
	}

	@Test
	@DisplayName("3.1.1: type is an absolute URI that identifies the kind of problem")
	void section311IdentifiesTheProblemByAnAbsoluteUri() {
		JsonNode missing = problem("GET /ws/echo");
		JsonNode origin = problem("GET /ws/echo ⏎ Origin: https://evil.example");
		assertThat(URI.create(missing.get("type").stringValue())).hasScheme("https")
			.hasToString(BASE + "token-missing");
		assertThat(origin.get("type").stringValue()).isEqualTo(BASE + "origin-not-allowed");
	}

	@Test
	@DisplayName("3.1.1: no two kinds of problems share a type")
	void section311GivesEachReasonATypeOfItsOwn() {
		Set<String> types = new HashSet<>();
		for (RejectionReason reason : RejectionReason.values()) {
			assertThat(types.add(URI.create(BASE + reason.anchor()).toString())).as(reason.name()).isTrue();
		}
	}

	@Test
	@DisplayName("3.1.1: where nothing shall be told type is absent, which means about:blank")
	void section311LeavesTypeOutWhereNothingIsTold() {
		assertThat(problem("GET /ws/small").propertyNames()).containsExactlyInAnyOrder("status", "instance", "id");
	}

	@ParameterizedTest
	@DisplayName("3.1.2: status is the status code of the response")
	@ValueSource(strings = { "GET /ws/echo ⏎ Sec-WebSocket-Key: x", "GET /ws/echo", "GET /ws/tls", "POST /ws/echo",
			"GET /ws/echo ⏎ Sec-WebSocket-Version: 8", "GET /ws/small", "GET /ws/staff",
			"GET /ws/echo ⏎ Origin: https://evil.example" })
	void section312AgreesWithTheStatusCode(String row) {
		WireClient.Response response = server.send(WireRequest.parse(row));
		assertThat(JsonMapper.shared().readTree(response.body()).get("status").intValue()).isEqualTo(response.status());
	}

	@Test
	@DisplayName("3.1.2: status is that of the response even if another layer chose it")
	void section312AgreesWithTheStatusOfAnotherLayer() {
		WireClient.Response veto = server.send(server.handshake("/ws/veto"));
		assertThat(veto.status()).isEqualTo(403);
		assertThat(JsonMapper.shared().readTree(veto.body()).get("status").intValue()).isEqualTo(403);
		WireClient.Response nowhere = server.send(server.handshake("/ws/nowhere"));
		assertThat(nowhere.status()).isEqualTo(404);
		assertThat(JsonMapper.shared().readTree(nowhere.body()).get("status").intValue()).isEqualTo(404);
	}

	@Test
	@DisplayName("3.1.3: title is the same each time")
	void section313KeepsTitleFromOccurrenceToOccurrence() {
		JsonNode one = problem("GET /ws/echo ⏎ Origin: https://evil.example");
		JsonNode other = problem("GET /ws/room/7 ⏎ Origin: https://example.com.evil.example:99");
		assertThat(one.get("title").stringValue()).isNotBlank().isEqualTo(other.get("title").stringValue());
	}

	@Test
	@DisplayName("3.1.4: detail tells of this occurrence what helps to mend it, where it may be told")
	void section314ExplainsTheOccurrence() {
		JsonNode one = problem("GET /ws/echo ⏎ (without Sec-WebSocket-Key)");
		JsonNode other = problem("GET /ws/echo ⏎ Sec-WebSocket-Key: x");
		assertThat(one.get("title").stringValue()).isEqualTo(other.get("title").stringValue());
		assertThat(one.get("detail").stringValue()).isNotEqualTo(other.get("detail").stringValue());
		assertThat(problem("GET /ws/staff").has("detail")).isFalse();
	}

	@Test
	@DisplayName("3.1.5: instance is a URI that no other occurrence has")
	void section315IdentifiesTheOccurrence() {
		URI one = URI.create(problem("GET /ws/echo").get("instance").stringValue());
		URI other = URI.create(problem("GET /ws/echo").get("instance").stringValue());
		assertThat(one).hasScheme("urn").isNotEqualTo(other);
	}

	@Test
	@DisplayName("3.2: extension members are the same for every problem")
	void section32ExtendsByTheSameMembers() {
		JsonNode problem = problem("GET /ws/staff");
		assertThat(problem.propertyNames()).containsExactlyInAnyOrder("type", "title", "status", "instance", "reason",
				"layer", "retry", "id");
		assertThat(problem.get("reason").stringValue()).isEqualTo("TOKEN_MISSING");
		assertThat(problem.get("layer").stringValue()).isEqualTo("guard");
		assertThat(problem.get("retry").stringValue()).isEqualTo("new-token");
	}

	@Test
	@DisplayName("4: names of extension members are good names in XML, too")
	void section4NamesMembersByLettersAlone() {
		assertThat(problem("GET /ws/echo").propertyNames()).allMatch((name) -> name.matches("[a-z]+"));
	}

	@ParameterizedTest
	@DisplayName("5: nothing of the implementation stands in a problem, and nothing that the client sent")
	@ValueSource(strings = { "/ws/boom", "/ws/failing", "/ws/veto", "/ws/room/canary", "/ws/nowhere-canary",
			"/ws/echo?access_token=canary" })
	void section5TellsNothingOfTheImplementation(String path) {
		String token = server.token().claim("sub", "canary").sign();
		WireClient.Response response = server
			.send(WireRequest.handshake(path).bearer(token).header("X-Canary", "canary"));
		assertThat(response.status()).isGreaterThanOrEqualTo(400);
		assertThat(response.body()).doesNotContain("canary", "Exception", "io.github", "org.springframework", "java.",
				"\\tat ", token);
	}

	private static JsonNode problem(String row) {
		return JsonMapper.shared().readTree(server.send(WireRequest.parse(row)).body());
	}

}
